/** Elections made by belenios-tool 3.3.0: our verifier accepts every ballot, tally and partial decryption of them. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { test } from "node:test";
import { checkBallotProofs } from "../../../static/js/ballots/acceptance.mjs";
import { archivedBallots, archivedSetup, readArchive } from "../../../static/js/ballots/archive.mjs";
import { parseBallot } from "../../../static/js/ballots/ballot.mjs";
import { parseCredentials } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { G, product } from "../../../static/js/ballots/group.mjs";
import { checkSingle } from "../../../static/js/ballots/single.mjs";
import { checkPartial, encryptedTally, parseTally, printTally } from "../../../static/js/ballots/tally.mjs";

const ROOT = new URL("../../../../shared/vectors/belenios-3.3.0/", import.meta.url);
const skip = existsSync(ROOT) ? false : "needs ../shared (vectors of belenios-tool)";
const text = (bytes) => new TextDecoder().decode(bytes);

function open(name) {
  const folder = new URL(`${name}/`, ROOT);
  const file = readdirSync(folder).find((one) => one.endsWith(".bel"));
  const events = readArchive(new Uint8Array(readFileSync(new URL(file, folder))));
  const setup = archivedSetup(events);
  return { events, setup, election: parseElection(setup.election), ballots: archivedBallots(events).map(parseBallot) };
}

function payloads(events, type) {
  return events.filter((event) => event.type === type).map(({ payload, datum }) => ({ ...JSON.parse(text(payload)), datum }));
}

/** Public keys of all owners, in order: a Single's own, a Pedersen's verification keys. */
function ownersKeys(trustees) {
  return JSON.parse(text(trustees)).flatMap(([kind, value]) =>
    kind === "Single" ? [value.public_key] : value.verification_keys.map((one) => JSON.parse(one.message ?? "null") ?? one.public_key),
  );
}

for (const name of ["open-no-tally", "two-questions-blank", "threshold-2-of-3"]) {
  test(`${name}: setup and every ballot are accepted`, { skip }, () => {
    const { setup, election, ballots } = open(name);
    const credentials = parseCredentials(setup.credentials, { requireMembers: true });
    const server = JSON.parse(text(setup.trustees))[0][1];
    checkSingle(JSON.stringify(server));
    assert.ok(ballots.length > 0);
    for (const ballot of ballots) {
      assert.ok(credentials.includes(ballot.credential));
      checkBallotProofs(ballot, election);
    }
  });
}

for (const name of ["two-questions-blank", "threshold-2-of-3"]) {
  test(`${name}: the tally is the product of the last ballots, and every partial decryption verifies`, { skip }, () => {
    const { events, setup, election, ballots } = open(name);
    const last = new Map(ballots.map((ballot) => [ballot.credential, ballot]));
    const [{ encrypted_tally: hash, datum }] = payloads(events, "EncryptedTally");
    assert.equal(printTally(encryptedTally(election, [...last.values()])), text(datum(hash)));
    const tally = parseTally(datum(hash), election);
    const keys = ownersKeys(setup.trustees);
    for (const { owner, payload, datum: find } of payloads(events, "PartialDecryption")) {
      const key = typeof keys[owner - 1] === "string" ? keys[owner - 1] : keys[owner - 1].public_key;
      assert.equal(checkPartial(election, tally, G.constructor.key(key), find(payload)).length, tally.length);
    }
  });
}

test("the empty product is the identity", () => {
  assert.equal(product([]).hex, "0".repeat(63) + "1");
});
