/** Checks of the vote's own book: whole and by the rules, tied to the commune's, and nothing left out of either. Twin of voting/verifier/checks_book.py. */

import { openCheckpoint } from "../ledger/checkpoint.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { parseLogKey, renamed } from "../ledger/note.mjs";
import { RecordError } from "../record/errors.mjs";
import { judgeInVote } from "../record/replay.mjs";
import { setupOf } from "../record/setup.mjs";
import { VoteBookState } from "../record/state/vote_book.mjs";
import { requireCancelled, requireClosing, requireMoves, requireOpening, requireSeal } from "../record/ties.mjs";
import { requireWhole, takeLine } from "./checks_commune.mjs";
import { Crime, Failure, held, need, Needs } from "./findings.mjs";

/**
 * @import { Entry } from "../record/entries.mjs"
 * @import { Vote } from "../record/facts.mjs"
 * @import { Case, Progress } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 */

/** The checks that show both books to be whole. */
const WHOLE = ["checkpoint", "entries", "replay", "vote-book", "ties"];

/**
 * 6. The vote's book is signed by the commune's key, whole, and its rules accept every entry in order: they are judged even
 * where signature or root do not hold, so that one lie does not hide the next.
 * @param {Case} one
 * @returns {Generator<Progress, Finding>}
 */
export function* voteBook(one) {
  const [vote, opened] = [need(one.vote, "replay"), need(one.opened, "replay")];
  const list = one.evidence.payloads.get(opened.credentials);
  if (!list) throw new Crime("missing-payload", `the credential list ${opened.credentials} is not in the bundle`);
  const book = one.book = new VoteBookState(setupOf(opened, vote.opening, list));
  let size;
  try {
    const key = parseLogKey(renamed(need(one.log, "log-key"), opened.book));
    const head = openCheckpoint(one.evidence.book.checkpoint, key);
    requireWhole(one.evidence.book, one.bookTree, head);
    size = head.size;
  } catch (error) {
    attempt(() => Array.from(replay(one, book)));
    throw error;
  }
  yield* replay(one, book);
  return held("vote-book.whole", { entries: size, ballots: one.taken.size });
}

/** What is wrong besides is not said: the book is not the one that was signed. @param {() => void} look */
function attempt(look) {
  try {
    look();
  } catch (error) {
    if (!(error instanceof Failure || error instanceof RecordError || error instanceof LedgerError)) throw error;
  }
}

/** @param {Case} one @param {VoteBookState} book @returns {Generator<Progress, void>} */
function* replay(one, book) {
  for (const line of one.bookLines) {
    takeLine(line, (entry) => {
      const change = judgeInVote(book, entry);
      book.apply(entry, line.leaf, change);
      if (!change.ballot) return;
      const { tracker, credential, answers } = change.ballot.ballot;
      one.taken.set(line.index, { tracker, credential, answers });
    });
    yield { done: book.size, total: one.bookLines.length };
  }
  if (!book.size) throw new RecordError("log-not-started", "no entries in the vote's book");
}

/** 7. The two books agree: opening, every seal, moved closing times, closing or cancellation. @param {Case} one @returns {Finding} */
export function ties(one) {
  const [vote, book] = [need(one.vote, "replay"), need(one.book, "vote-book")];
  if (one.statuses["vote-book"] !== "pass") throw new Needs("vote-book");
  const [{ entry: first }] = one.bookLines;
  if (first?.type === "book-started") requireOpening(vote, first);
  let seals = 0;
  (one.commune?.entries ?? []).forEach((entry, index) => {
    takeLine({ ...one.communeLines[index], entry }, () => (seals += tied(one.evidence.vote, entry, vote, book)));
  });
  requireMoves(vote, book);
  return held(vote.phase === "open" ? "ties.hold-open" : "ties.hold", { seals, moves: vote.extensions.length });
}

/** What this entry states of the vote's book is so; how many seals that were. @param {string} uuid @param {Entry} entry @param {Vote} vote @param {VoteBookState} book */
function tied(uuid, entry, vote, book) {
  if (entry.type === "books-sealed") {
    const own = entry.books.filter((/** @type {Entry} */ one) => one.book === uuid);
    for (const seal of own) requireSeal(seal, book);
    return own.length;
  }
  if (entry.vote === uuid && entry.type === "vote-closed") requireClosing(entry, vote, book);
  if (entry.vote === uuid && entry.type === "vote-cancelled") requireCancelled(entry, book);
  return 0;
}

/** 8. Both books are whole, so there is no other opening, ballot, extension or cancellation: nothing is left out. @param {Case} one @returns {Finding} */
export function nothingLeftOut(one) {
  const missing = WHOLE.find((name) => one.statuses[name] !== "pass");
  if (missing) throw new Needs(missing);
  const [vote, book] = [need(one.vote, "replay"), need(one.book, "vote-book")];
  const values = { entries: one.communeLines.length, book: book.size, ballots: one.taken.size };
  if (vote.phase === "open") return held("nothing-left-out.open", { sealed: vote.seal ? vote.seal.size : 0, ...values });
  return held("nothing-left-out.ended", values);
}
