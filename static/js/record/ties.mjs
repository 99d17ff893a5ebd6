/** What ties a vote's book to the commune's: seals, moved closing times, the end. Twin of voting/record/ties.py. */

import { bytesToHex } from "@noble/hashes/utils.js";
import { chained } from "../ballots/event_chain.mjs";
import { encryptedTally, printSized, printTally } from "../ballots/tally.mjs";
import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { rootsAt } from "../ledger/merkle.mjs";
import { require } from "./errors.mjs";

/**
 * @import { BookFiles } from "./book_files.mjs"
 * @import { Vote } from "./commune_book.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Setup } from "./setup.mjs"
 * @import { VoteBook } from "./vote_book.mjs"
 */

/**
 * The vote's book had each root that the commune's book has sealed it with, and ends with the last; else `wrong-seal`,
 * for the end `wrong-closing`.
 * @param {Pick<Vote, "seals">} vote
 * @param {Pick<BookFiles, "leaves">} files of the vote's book
 */
export function requireSeals({ seals }, { leaves }) {
  const roots = rootsAt(leaves, seals.map(({ size }) => size)).map((root) => root && bytesToHex(root));
  seals.forEach(({ size, root }, place) => {
    const code = place === seals.length - 1 ? "wrong-closing" : "wrong-seal";
    require(roots[place] === root, code, `the vote's book has another root at size ${size}, or none`);
  });
  const [end] = seals.slice(-1);
  require(end.size === leaves.length, "wrong-closing", "the vote's book goes on after the closing");
}

/**
 * Every extension moved the closing time in the vote's book, to the same time, and nothing else did; else `wrong-move`.
 * @param {Pick<Vote, "extensions">} vote
 * @param {Pick<VoteBook, "moves">} book
 */
export function requireMoves({ extensions }, { moves }) {
  const isSame = extensions.length === moves.length && extensions.every(({ index, leaf, closes_at: at }, place) => {
    const move = moves[place];
    return move.index === index && move.leaf === leaf && move.closes_at === at;
  });
  require(isSame, "wrong-move", `${extensions.length} extensions, ${moves.length} moved closing times`);
}

/**
 * `vote-closed` states the whole book: ballots, households, archive head, and is not dated before it; else
 * `wrong-closing`. Its size and root are for `requireSeals`.
 * @param {Entry} closed
 * @param {VoteBook} book
 */
export function requireClosing(closed, book) {
  const { head } = chained(book.chain, "EndBallots");
  const counts = closed.ballots === book.ballots && closed.voted === book.voted;
  require(counts && closed.head === head, "wrong-closing", "other ballots, households or archive head than the book's");
  require(closed.at >= book.lastAt, "wrong-closing", "dated before the last entry of the vote's book");
}

/**
 * The entry `tally` is the product of the ballots that count in the vote's book, and of as many; else `wrong-tally`.
 * @param {Entry} entry
 * @param {VoteBook} book
 * @returns the product
 */
export function requireTally(entry, { setup, counted, voted }) {
  const product = encryptedTally(setup.election, counted);
  const written = printTally(product);
  const isSame = entry.encrypted_tally === written && entry.sized === printSized(written, voted);
  require(isSame, "wrong-tally", "not the product of the ballots that count, or of another number of them");
  return product;
}

/**
 * An archive's setup is, byte for byte, the one that the record opened the vote with; else `other-election` (the same
 * uuid, other questions or another key), `other-trustees`, `other-credentials`.
 * @param {{election: Uint8Array, trustees: Uint8Array, credentials: Uint8Array}} archived
 * @param {Pick<Setup, "opened"|"credentialsRaw">} setup
 */
export function requireArchive({ election, trustees, credentials }, { opened, credentialsRaw }) {
  require(sameBytes(election, toBytes(opened.election)), "other-election", "not the election of the record");
  require(sameBytes(trustees, toBytes(opened.trustees)), "other-trustees", "not the trustees of the record");
  require(sameBytes(credentials, credentialsRaw), "other-credentials", "not the credential list of the record");
}
