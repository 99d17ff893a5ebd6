/**
 * A vote read whole from what a server publishes, believing nothing: both books signed and complete, tied to each other,
 * the list of credentials as long as the roll, every ballot in its place, and the total that of the ballots that count.
 */

import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { voteKey } from "../ledger/note.mjs";
import { readBook } from "./book_files.mjs";
import { voteIn } from "./commune_book.mjs";
import { requireAnnounced } from "./content.mjs";
import { require } from "./errors.mjs";
import { setupOf } from "./setup.mjs";
import { requireClosing, requireMoves, requireSeals, requireTally } from "./ties.mjs";
import { VoteBook } from "./vote_book.mjs";

/**
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { BookFiles } from "./book_files.mjs"
 * @import { Vote } from "./commune_book.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Setup } from "./setup.mjs"
 *
 * @typedef {(path: string) => Promise<Uint8Array>} Published exact bytes below the public interface
 * @typedef {(what: "reading"|"checking", done: number, total: number) => Promise<void>|void} Progress
 * @typedef {"books"|"roll"|"ballots"|"tally"} Part what is being looked at, in this order
 *
 * @typedef {object} WholeVote
 * @property {string} vkey the commune's key that both books are signed with
 * @property {BookFiles} commune
 * @property {BookFiles} files of the vote's own book
 * @property {Vote & {closed: Entry, tally: Entry}} vote
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
  const vote = voteIn(commune, uuid);
  const files = await readBook((path) => published(ofVote + path), voteKey(vkey, uuid), reading);
  requireSeals(vote, files);
  begin("roll");
  const setup = setupOf(vote.opened, vote.opening, await published(`${ofCommune}payloads/${vote.opened.credentials}`));
  requireAnnounced(vote, setup.election);
  requireServed(setup, await published(`/votes/${uuid}/election.json`));
  begin("ballots");
  const book = await readBallots(setup, files, progress);
  requireMoves(vote, book);
  requireClosing(vote.closed, book);
  begin("tally");
  return { vkey, commune, files, vote, setup, tally: requireTally(vote.tally, book), voted: book.voted };
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
  const book = new VoteBook(setup);
  for (const raw of entries) {
    book.take(raw);
    await progress("checking", book.size, entries.length);
  }
  return book;
}
