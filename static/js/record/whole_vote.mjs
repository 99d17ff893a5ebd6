/**
 * A vote read whole from what a server publishes, believing nothing: both books signed and complete, tied to each other,
 * the list of credentials as long as the roll, every ballot in its place, and the total that of the ballots that count.
 */

import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { voteKey } from "../ledger/note.mjs";
import { printSized, printTally } from "../ballots/tally.mjs";
import { readBook } from "./book_files.mjs";
import { require } from "./errors.mjs";
import { acceptInVote, replayCommune } from "./replay.mjs";
import { counted } from "./rules/count.mjs";
import { readCredentials, setupOf } from "./setup.mjs";
import { VoteBookState } from "./state/vote_book.mjs";
import { requireClosing, requireMoves, requireSeal } from "./ties.mjs";

/**
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { BookFiles } from "./book_files.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Vote } from "./replay.mjs"
 * @import { Setup } from "./setup.mjs"
 *
 * @typedef {(path: string) => Promise<Uint8Array>} Published exact bytes below the public interface
 * @typedef {(what: "reading"|"checking", done: number, total: number) => Promise<void>|void} Progress
 * @typedef {"books"|"roll"|"ballots"|"tally"} Part what is being looked at, in this order
 * @typedef {Vote & {closed: Entry, tally: Entry}} ClosedVote
 *
 * @typedef {object} WholeVote
 * @property {string} vkey the commune's key that both books are signed with
 * @property {BookFiles} commune
 * @property {BookFiles} files of the vote's own book
 * @property {ClosedVote} vote
 * @property {Setup} setup
 * @property {Ciphertext[][]} tally
 * @property {number} voted households whose ballots are in the total
 */

/**
 * Fetches and checks everything up to the total. Throws a `RecordError`, `LedgerError` or `BallotError` for what does not
 * hold, anything else when something could not be had.
 * @param {{uuid: string, commune: string}} which
 * @param {Published} published
 * @param {{progress?: Progress, begin?: (part: Part) => void}} told
 * @returns {Promise<WholeVote>}
 */
export async function readWhole({ uuid, commune: code }, published, { progress = () => {}, begin = () => {} } = {}) {
  const [ofCommune, ofVote] = [`/communes/${code}/log/`, `/votes/${uuid}/log/`];
  /** @param {number} done @param {number} total */
  const reading = (done, total) => progress("reading", done, total);
  begin("books");
  const vkey = new TextDecoder().decode(await published(`${ofCommune}log.vkey`)).trim();
  const commune = await readBook((path) => published(ofCommune + path), vkey, reading);
  const vote = closedIn(replayCommune(commune).votes, uuid);
  const files = await readBook((path) => published(ofVote + path), voteKey(vkey, uuid), reading);
  begin("roll");
  const list = await published(`${ofCommune}payloads/${vote.opened.credentials}`);
  readCredentials(vote.opened, list);
  const setup = setupOf(vote.opened, vote.opening, list);
  requireServed(setup, await published(`/votes/${uuid}/election.json`));
  begin("ballots");
  const book = await readBallots(setup, files, progress);
  for (const seal of vote.seals.slice(0, -1)) requireSeal(seal, book);
  requireMoves(vote.fact, book);
  requireClosing(vote.closed, vote.fact, book);
  begin("tally");
  return { vkey, commune, files, vote, setup, tally: requireTally(vote.tally, book), voted: book.last.size };
}

/**
 * The vote, which was closed and added up, and not cancelled. Throws `never-opened`, `cancelled`, `not-closed`, `not-tallied`.
 * @param {Vote[]} votes @param {string} uuid
 * @returns {ClosedVote}
 */
function closedIn(votes, uuid) {
  const vote = votes.find((one) => one.uuid === uuid);
  require(vote, "never-opened", `no vote ${uuid} in this book`);
  const { cancelled, closed, tally } = vote;
  require(!cancelled, "cancelled", "the vote was cancelled: its ballots stay sealed");
  require(closed, "not-closed", "the book has no vote-closed of this vote");
  require(tally, "not-tallied", "the book has no tally of this vote");
  return { ...vote, closed, tally };
}

/** The entry `tally` is the product of the ballots that count in the vote's book; else `wrong-tally`. @param {Entry} entry @param {VoteBookState} book */
function requireTally(entry, book) {
  const product = counted(book);
  const written = printTally(product);
  const isSame = entry.encrypted_tally === written && entry.sized === printSized(written, book.last.size);
  require(isSame, "wrong-tally", "not the product of the ballots that count, or of another number of them");
  return product;
}

/** The households were shown the questions that the commune's book has. @param {Setup} setup @param {Uint8Array} raw */
function requireServed({ election }, raw) {
  const isSame = sameBytes(raw, toBytes(election.raw));
  require(isSame, "wrong-election", "the election that is served is not the one in the record");
}

/**
 * The vote's book, entry by entry.
 * @param {Setup} setup
 * @param {BookFiles} files
 * @param {Progress} progress
 */
async function readBallots(setup, { entries }, progress) {
  const book = new VoteBookState(setup);
  for (const raw of entries) {
    acceptInVote(book, raw);
    await progress("checking", book.size, entries.length);
  }
  return book;
}
