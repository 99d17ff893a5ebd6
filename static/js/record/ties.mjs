/** What ties a book to the commune's: opening, seals, moved closing times, the end. Twin of voting/record/ties.py. */

import { chained } from "../ballots/event_chain.mjs";
import { require } from "./errors.mjs";

/**
 * @import { Entry } from "./entries.mjs"
 * @import { Seal, Subject, Vote } from "./facts.mjs"
 * @import { SubjectBookState } from "./state/subject_book.mjs"
 * @import { VoteBookState } from "./state/vote_book.mjs"
 */

/**
 * The book begins by naming the very entry that opened the vote, or the subject; else `wrong-opening`.
 * @param {Pick<Vote|Subject, "opening"|"village"|"openedAt">} told @param {Entry} first
 */
export function requireOpening({ opening, village, openedAt }, first) {
  const isNamed = first.opened_index === opening.index && first.opened_leaf === opening.leaf;
  const isTheirs = isNamed && first.village === village && first.at >= openedAt;
  require(isTheirs, "wrong-opening", "the book does not begin with the opening that the commune's book has");
}

/** The book had this root at this size; else `wrong-seal`. @param {Seal} seal @param {VoteBookState|SubjectBookState} book */
export function requireSeal({ size, root }, { tree }) {
  require(tree.rootAt(size) === root, "wrong-seal", `the book of ${tree.size} entries has another root at size ${size}, or none`);
}

/** The vote's book ends where the cancellation says; else `wrong-seal`. @param {Entry} cancelled @param {VoteBookState} book */
export function requireCancelled({ size, root }, book) {
  require(book.size === size, "wrong-seal", `the vote's book has ${book.size} entries, vote-cancelled says ${size}`);
  requireSeal({ size, root }, book);
}

/**
 * Every extension moved the closing time in the vote's book, to the same time, and nothing else did; else `wrong-move`.
 * @param {Pick<Vote, "extensions"|"closesAt">} vote @param {Pick<VoteBookState, "tallies">} book
 */
export function requireMoves({ extensions, closesAt }, { tallies }) {
  const moves = tallies ? tallies.moves : [];
  const isSame = JSON.stringify(moves) === JSON.stringify(extensions) && (!tallies || tallies.closesAt === closesAt);
  require(isSame, "wrong-move", `${extensions.length} extensions, ${moves.length} moved closing times`);
}

/**
 * `vote-closed` states the whole book: size, root, ballots, households, archive head; else `wrong-closing`. Also that both
 * books have the same closing time (`wrong-move`).
 * @param {Entry} closed @param {Vote} vote @param {VoteBookState} book
 */
export function requireClosing(closed, vote, book) {
  const { tallies, size, tree, lastAt } = book;
  const [code, isWhole] = ["wrong-closing", size === closed.size && tree.rootAt(closed.size) === closed.root];
  require(tallies && isWhole, code, `the vote's book has ${size} entries or another root, vote-closed says ${closed.size}`);
  const { head } = chained(tallies.chain, "EndBallots");
  const counts = closed.ballots === tallies.ballots && closed.voted === tallies.voted && closed.head === head;
  require(counts, code, "vote-closed states other ballots, households or archive head than the vote's book");
  require(closed.at >= lastAt, code, "vote-closed is dated before the last entry of the vote's book");
  requireMoves(vote, book);
}

/**
 * `subject-closed` states the whole book: size, root, statements, counts by value; else `wrong-closing`.
 * @param {Entry} closed @param {SubjectBookState} book
 */
export function requireSubjectClosing(closed, { opinions, size, tree, lastAt }) {
  const [code, isWhole] = ["wrong-closing", size === closed.size && tree.rootAt(closed.size) === closed.root];
  require(opinions && isWhole, code, `the subject's book has ${size} entries or another root, subject-closed ${closed.size}`);
  const isSame = closed.statements === opinions.statements && JSON.stringify(closed.counts) === JSON.stringify(opinions.counts);
  require(isSame, code, "subject-closed states other statements or counts than the subject's book");
  require(closed.at >= lastAt, code, "subject-closed is dated before the last entry of the subject's book");
}
