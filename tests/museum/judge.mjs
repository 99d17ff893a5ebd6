/**
 * The museum's pieces before the browser's own scripts: `node judge.mjs INDEX.json` prints, for each piece in the index,
 * `[where, code]` of the first thing wrong in its books and of the first in its archive, nothing where all holds.
 *
 * It does what a counting member's device does (static/js/committee/examination.mjs), also with a vote that is still
 * open; and what the page's verifier of archives does, whose setup must be the one that sound books open the vote with.
 * The index: `{vkey, pieces: [{name, uuid?, folder?, archive}]}`,
 * `folder` an unpacked bundle, `archive` a file.
 */

import { readFileSync } from "node:fs";
import { checkBallotProofs } from "../../static/js/ballots/acceptance.mjs";
import { archivedBallots, archivedSetup, readArchive } from "../../static/js/ballots/archive.mjs";
import { parseBallot } from "../../static/js/ballots/ballot.mjs";
import { parseCredentials } from "../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../static/js/ballots/election.mjs";
import { BadArchive, BadDecryption, BallotError, UnknownCredential } from "../../static/js/ballots/errors.mjs";
import { checkPartial, encryptedTally, parseTally, printSized, printTally } from "../../static/js/ballots/tally.mjs";
import { checkTrustees } from "../../static/js/ballots/trustees.mjs";
import { LedgerError } from "../../static/js/ledger/errors.mjs";
import { voteKey } from "../../static/js/ledger/note.mjs";
import { readBook } from "../../static/js/record/book_files.mjs";
import { openedIn } from "../../static/js/record/commune_book.mjs";
import { requireAnnounced } from "../../static/js/record/content.mjs";
import { RecordError } from "../../static/js/record/errors.mjs";
import { setupOf } from "../../static/js/record/setup.mjs";
import { requireArchive, requireClosing, requireMoves, requireSeals, requireTally } from "../../static/js/record/ties.mjs";
import { VoteBook } from "../../static/js/record/vote_book.mjs";

const text = (bytes) => new TextDecoder().decode(bytes);
const codeOf = (error) => (error instanceof BallotError ? error.name : error.code);

/** The codes of what is wrong; anything else than a data error is a mistake of the program, or a file that is missing. */
async function wrong(where, check) {
  try {
    await check();
  } catch (error) {
    if (error.code === "ENOENT") return [where, "not-there"];
    if (!(error instanceof BallotError || error instanceof LedgerError || error instanceof RecordError)) throw error;
    return [where, codeOf(error)];
  }
  return null;
}

/** The setup that the books open the vote with. */
async function checkBooks({ uuid, folder }, vkey) {
  const read = (prefix) => async (path) => new Uint8Array(readFileSync(`${folder}/${prefix}/${path}`));
  const commune = await readBook(read("commune"), vkey);
  const vote = openedIn(commune, uuid);
  const { opened, opening } = vote;
  const setup = setupOf(opened, opening, await read("payloads")(opened.credentials));
  requireAnnounced(vote, setup.election);
  const files = await readBook(read("vote"), voteKey(vkey, uuid));
  const book = new VoteBook(setup);
  for (const raw of files.entries) book.take(raw);
  if (!vote.closed) return setup;
  requireSeals(vote, files);
  requireMoves(vote, book);
  requireClosing(vote.closed, book);
  if (vote.tally) requireTally(vote.tally, book);
  return setup;
}

function checkArchive(raw, recorded) {
  const events = readArchive(raw);
  const setup = archivedSetup(events);
  if (recorded) requireArchive(setup, recorded);
  const election = parseElection(setup.election);
  const { owners } = checkTrustees(setup.trustees, election);
  const credentials = parseCredentials(setup.credentials, { requireMembers: true });
  const last = new Map();
  for (const ballot of archivedBallots(events).map(parseBallot)) {
    if (!credentials.includes(ballot.credential)) throw new UnknownCredential("not on the list");
    checkBallotProofs(ballot, election);
    last.set(ballot.credential, ballot);
  }
  const of = (type) => events.filter((event) => event.type === type);
  const [added] = of("EncryptedTally");
  if (!added) return;
  const sized = JSON.parse(text(added.payload));
  const written = printTally(encryptedTally(election, [...last.values()]));
  if (text(added.datum(sized.encrypted_tally)) !== written || text(added.payload) !== printSized(written, last.size)) {
    throw new WrongTally("not the product of the last ballots");
  }
  const tally = parseTally(written, election);
  for (const { payload, datum } of of("PartialDecryption")) {
    const { owner, payload: hash } = JSON.parse(text(payload));
    if (!owners[owner - 1]) throw new WrongOwner("nobody of this number");
    checkPartial(election, tally, owners[owner - 1].key, datum(hash));
  }
}

/** Two crimes that the scripts leave to whoever calls them. */
class WrongTally extends BallotError {
  static crime = "wrong-tally";
}
class WrongOwner extends BallotError {
  static crime = "wrong-owner";
}

const { vkey, pieces } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const said = {};
for (const piece of pieces) {
  let recorded = null;
  const books = piece.folder ? await wrong("books", async () => void (recorded = await checkBooks(piece, vkey))) : null;
  const archive = await wrong("archive", () => checkArchive(new Uint8Array(readFileSync(piece.archive)), recorded));
  said[piece.name] = [books, archive].filter(Boolean).map((one) => one.join(":"));
}
process.stdout.write(JSON.stringify(said));
