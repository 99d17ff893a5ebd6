/**
 * The one judge of what may stand in a book. Twin of voting/record/replay.py: every rule first checks everything and then
 * says what is to change. 1. `parseEntry`: exact bytes to an entry; 2. `judge`: date order, then the rule of its type;
 * 3. `state.apply`. Rules live by subject in `rules/`, under the names of Python's.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { leafHash } from "../ledger/merkle.mjs";
import { parseEntry, subjectOf } from "./entries.mjs";
import { RecordError, require } from "./errors.mjs";
import { ALONE } from "./lookups.mjs";
import { RULES as CASTING } from "./rules/casting.mjs";
import { RULES as COMMITTEE } from "./rules/committee.mjs";
import { RULES as COMMUNE } from "./rules/commune.mjs";
import { RULES as CORRECTION } from "./rules/correction.mjs";
import { RULES as COUNT } from "./rules/count.mjs";
import { RULES as DECISION } from "./rules/decision.mjs";
import { RULES as DISCLOSURE } from "./rules/disclosure.mjs";
import { RULES as MATTER } from "./rules/matter.mjs";
import { RULES as OVERSIGHT } from "./rules/oversight.mjs";
import { RULES as PUBLICITY } from "./rules/publicity.mjs";
import { RULES as STATEMENTS, SUBJECT_RULES } from "./rules/statements.mjs";
import { RULES as VILLAGE } from "./rules/village.mjs";
import { RULES as VOTE } from "./rules/vote.mjs";
import { CommuneState } from "./state/commune.mjs";

/**
 * @import { BookFiles } from "./book_files.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import * as facts from "./facts.mjs"
 * @import { Change, Context, Rules } from "./lookups.mjs"
 * @import { SubjectBookState } from "./state/subject_book.mjs"
 * @import { VoteBookState } from "./state/vote_book.mjs"
 *
 * @typedef {object} Vote a vote as the commune's book tells it, with its entries
 * @property {string} uuid
 * @property {facts.Vote} fact as the rules keep it
 * @property {Entry} opened
 * @property {facts.Place} opening
 * @property {facts.Move[]} extensions
 * @property {facts.Seal[]} seals of its own book, in order; the end of the vote too
 * @property {Entry|null} cancelled
 * @property {Entry|null} closed
 * @property {Entry|null} tally
 * @property {Entry[]} parts of the opening, in order
 * @property {Entry|null} result
 */

/** The rule of every type, by book. */
export const COMMUNE_RULES = /** @type {Rules} */ ({
  ...COMMUNE, ...VILLAGE, ...COMMITTEE, ...MATTER, ...VOTE, ...CORRECTION, ...COUNT, ...DECISION, ...STATEMENTS,
  ...OVERSIGHT, ...PUBLICITY, ...DISCLOSURE,
});
export { CASTING as VOTE_RULES, SUBJECT_RULES };

/** What the next entry of a commune's book changes; throws a `RecordError` if it may not stand there. @param {CommuneState} book @param {Entry} entry @param {Context} context @returns {Change} */
export function judge(book, entry, context) {
  requireOrderInTime(book, entry);
  return COMMUNE_RULES[entry.type](book, entry, context);
}

/** As `judge`, in a vote's book. @param {VoteBookState} book @param {Entry} entry */
export function judgeInVote(book, entry) {
  requireOrderInTime(book, entry);
  return CASTING[entry.type](book, entry);
}

/** As `judge`, in a subject's book. @param {SubjectBookState} book @param {Entry} entry */
export function judgeInSubject(book, entry) {
  requireOrderInTime(book, entry);
  return SUBJECT_RULES[entry.type](book, entry);
}

/** Judges the next entry and takes it in; throws a `RecordError`, and nothing has changed, if it may not stand there. @param {CommuneState} state @param {Uint8Array} raw @param {Context} context */
export function accept(state, raw, context = ALONE) {
  const entry = parseEntry(raw, "commune");
  state.apply(entry, judge(state, entry, context));
  return entry;
}

/** As `accept`, for the next entry of a vote's book. @param {VoteBookState} state @param {Uint8Array} raw */
export function acceptInVote(state, raw) {
  const entry = parseEntry(raw, "vote");
  state.apply(entry, leafHash(raw), judgeInVote(state, entry));
  return entry;
}

/** As `accept`, for the next entry of a subject's book. @param {SubjectBookState} state @param {Uint8Array} raw */
export function acceptInSubject(state, raw) {
  const entry = parseEntry(raw, "subject");
  state.apply(entry, leafHash(raw), judgeInSubject(state, entry));
  return entry;
}

/** @param {{size: number, lastAt: string}} book @param {Entry} entry */
function requireOrderInTime({ size, lastAt }, { at }) {
  require(at >= lastAt, "dated-before-predecessor", `entry ${size} is dated before entry ${size - 1}`);
}

/**
 * A whole commune's book by every rule: what it says of each vote, in the order of their opening, and everything else in
 * `state`. Throws a `RecordError` for the first entry that may not stand there, with its `index`; `wrong-log` for a
 * book that begins with another origin or key than it is signed with.
 * @param {Pick<BookFiles, "entries"|"origin"|"vkey">} files
 * @param {Context} context what else there is to look at: without, votes' own books and lists are not judged
 * @returns {{state: CommuneState, votes: Vote[]}}
 */
export function replayCommune({ entries, origin, vkey }, context = ALONE) {
  const state = new CommuneState();
  for (const raw of entries) acceptNext(state, raw, context);
  require(state.commune, "log-not-started", "no entries");
  const isOurs = state.commune.origin === origin && state.commune.vkey === vkey;
  require(isOurs, "wrong-log", "the book begins with another origin or key than it is signed with");
  return { state, votes: Array.from(state.votes.keys(), (uuid) => voteOf(state, uuid)) };
}

/** As `accept`; a refusal says which entry it is. @param {CommuneState} state @param {Uint8Array} raw @param {Context} context */
function acceptNext(state, raw, context) {
  try {
    accept(state, raw, context);
  } catch (error) {
    throw error instanceof RecordError ? Object.assign(error, { index: state.size }) : error;
  }
}

/**
 * What an accepted commune's book says of one vote.
 * @param {CommuneState} state @param {string} uuid of a vote that it has opened
 * @returns {Vote}
 */
export function voteOf({ votes, entries }, uuid) {
  const fact = /** @type {facts.Vote} */ (votes.get(uuid));
  const { opening, extensions, closing, tally, partials, result } = fact;
  /** @param {number|null} index */
  const at = (index) => (index === null ? null : entries[index]);
  const cancelled = entries.find((one) => one.type === "vote-cancelled" && one.vote === uuid) ?? null;
  return {
    uuid, fact, opened: entries[opening.index], opening, extensions, seals: sealsOf(entries, uuid), cancelled, closed: at(closing),
    tally: at(tally), parts: partials.map(([, index]) => entries[index]), result: at(result),
  };
}

/** @param {Entry[]} entries @param {string} uuid @returns {facts.Seal[]} */
function sealsOf(entries, uuid) {
  return entries.flatMap((entry) => {
    const ends = ["vote-closed", "vote-cancelled", "subject-closed"].includes(entry.type) && subjectOf(entry) === uuid;
    const sealed = entry.type === "books-sealed" ? entry.books.filter((/** @type {Entry} */ one) => one.book === uuid) : [];
    return (ends ? [entry] : sealed).map((/** @type {Entry} */ { size, root }) => ({ size, root }));
  });
}

/** The place of an entry: its index, and the hash of its bytes. @param {number} index @param {Uint8Array} raw @returns {facts.Place} */
export const placeAt = (index, raw) => ({ index, leaf: bytesToHex(leafHash(raw)) });
