/** The JavaScript twin for test_archives.py: a JSON list of archives (base64) in, of the names of their crimes out. */

import { readFileSync } from "node:fs";
import { archivedBallots, archivedSetup, readArchive } from "../../../static/js/ballots/archive.mjs";
import { checkBallots } from "../../../static/js/ballots/audit.mjs";
import { parseCredentials } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { BallotError } from "../../../static/js/ballots/errors.mjs";
import { checkTrustees } from "../../../static/js/ballots/trustees.mjs";

function crime(raw) {
  try {
    const events = readArchive(raw);
    const setup = archivedSetup(events);
    const election = parseElection(setup.election);
    checkTrustees(setup.trustees, election);
    checkBallots(archivedBallots(events), { election, credentials: parseCredentials(setup.credentials) });
    return null;
  } catch (error) {
    if (error instanceof BallotError) return error.name;
    throw error;
  }
}

const archives = JSON.parse(readFileSync(0, "utf8")).map((text) => new Uint8Array(Buffer.from(text, "base64")));
process.stdout.write(JSON.stringify(archives.map(crime)));
