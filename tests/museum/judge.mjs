/**
 * The museum's pieces before the browser's own scripts: `node judge.mjs INDEX.json` prints, for each piece in the index,
 * `{books, archive}`: the first thing wrong in either, as `check:code` or `check:code/crime`, null where all holds.
 *
 * The index: `{vkey, pieces: [{name, uuid?, folder?, archive}]}`, `folder` an unpacked bundle, `archive` a file.
 */

import { existsSync, readFileSync } from "node:fs";
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
import { RecordError, require } from "../../static/js/record/errors.mjs";
import { acceptInVote, replayCommune } from "../../static/js/record/replay.mjs";
import { setupOf } from "../../static/js/record/setup.mjs";
import { VoteBookState } from "../../static/js/record/state/vote_book.mjs";
import { requireCancelled, requireClosing, requireMoves, requireSeal } from "../../static/js/record/ties.mjs";

const text = (bytes) => new TextDecoder().decode(bytes);
const codeOf = (error) => (error instanceof BallotError ? error.name : error.crime === error.code ? error.code : `${error.code}/${error.crime}`);

/** What is wrong: check and code; anything else than a data error is a mistake of the program, or a file that is missing. */
async function wrong(where, check) {
  try {
    await check();
  } catch (error) {
    if (error.code === "ENOENT") return `${where.check}:not-there`;
    if (!(error instanceof BallotError || error instanceof LedgerError || error instanceof RecordError)) throw error;
    return `${where.check}:${error instanceof LedgerError ? error.code : codeOf(error)}`;
  }
  return null;
}

/** Both books, by all rules; `where.check` is the check of the verifier that is being made. */
async function checkBooks({ uuid, folder }, vkey, where) {
  const read = (prefix) => async (path) => new Uint8Array(readFileSync(`${folder}/${prefix}/${path}`));
  const lists = (name) => (existsSync(`${folder}/payloads/${name}`) ? new Uint8Array(readFileSync(`${folder}/payloads/${name}`)) : undefined);
  where.check = "entries";
  const commune = await readBook(read("commune"), vkey);
  where.check = "replay";
  const { votes } = replayCommune(commune, { payload: lists, voteBook: () => undefined, subjectBook: () => undefined });
  const vote = votes.find((one) => one.uuid === uuid);
  require(vote, "unknown-vote", "no entry opens the vote");
  where.check = "vote-book";
  const setup = setupOf(vote.opened, vote.opening, await read("payloads")(vote.opened.credentials));
  const files = await readBook(read("vote"), voteKey(vkey, uuid));
  const book = new VoteBookState(setup);
  for (const raw of files.entries) acceptInVote(book, raw);
  where.check = "ties";
  for (const seal of vote.seals.slice(0, vote.closed ? -1 : undefined)) requireSeal(seal, book);
  if (vote.closed) requireClosing(vote.closed, vote.fact, book);
  if (vote.cancelled) requireCancelled(vote.cancelled, book);
  requireMoves(vote.fact, book);
}

function checkArchive(raw) {
  const events = readArchive(raw);
  const setup = archivedSetup(events);
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
  const where = { check: "" };
  const books = piece.folder ? await wrong(where, () => checkBooks(piece, vkey, where)) : null;
  const archive = await wrong({ check: "archive" }, () => checkArchive(new Uint8Array(readFileSync(piece.archive))));
  said[piece.name] = { books, archive };
}
process.stdout.write(JSON.stringify(said));
