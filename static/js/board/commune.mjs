/**
 * The commune's book as a board reads it: every entry judged, and what there is to look at beside it. Which rules hold is
 * for `record`; here is only what a board does next.
 */

import { parsePolicy } from "../ledger/policy.mjs";
import { subjectOf } from "../record/entries.mjs";
import { replayCommune } from "../record/replay.mjs";

/**
 * @import { VerifierKey } from "../ledger/note.mjs"
 * @import { BookFiles } from "../record/book_files.mjs"
 * @import { Entry } from "../record/entries.mjs"
 * @import { Place, Seal, Vote } from "../record/facts.mjs"
 *
 * @typedef {object} Beside a book that the commune's book binds
 * @property {"vote"|"subject"} kind
 * @property {string} name its uuid or id
 * @property {Entry} opened
 * @property {Place} opening
 * @property {Vote|null} fact null of a subject
 * @property {Entry|null} cancelled
 * @property {boolean} isOver nothing more is awaited
 * @property {Seal[]} seals in order
 * @property {number} last index of the last entry about it
 *
 * @typedef {object} Replayed
 * @property {string[]} minutes of all entries
 * @property {Beside[]} beside every vote's and subject's book
 * @property {VerifierKey[]} witnesses the keys of all who watch or have watched
 */

/**
 * Judges a commune's book, without what lies beside it. Throws a `RecordError` for an entry that may not stand there.
 * @param {BookFiles} files
 * @returns {Replayed}
 */
export function readCommune(files) {
  const { state, votes } = replayCommune(files);
  const { entries } = state;
  const [{ last, seals }, witnesses] = [heard(entries), new Map(/** @type {[string, VerifierKey][]} */ ([]))];
  for (const { policy } of entries) {
    if (policy) for (const key of parsePolicy(policy).witnesses.values()) witnesses.set(key.vkey, key);
  }
  /** @param {string} name */
  const told = (name) => ({ seals: seals.get(name) ?? [], last: /** @type {number} */ (last.get(name)) });
  const ofVotes = votes.map(({ uuid: name, opened, opening, fact, cancelled, result }) => (
    { kind: "vote", name, opened, opening, fact, cancelled, isOver: Boolean(result ?? cancelled), ...told(name) }));
  const ofSubjects = Array.from(state.subjects, ([name, { opening, closing }]) => (
    { kind: "subject", name, opened: entries[opening.index], opening, fact: null, cancelled: null, isOver: closing !== null, ...told(name) }));
  const beside = /** @type {Beside[]} */ ([...ofVotes, ...ofSubjects]);
  return { minutes: entries.map(({ at }) => at), beside, witnesses: [...witnesses.values()] };
}

/** What the entries say of each book: the index of the last about it, and its seals. @param {Entry[]} entries */
function heard(entries) {
  const [last, seals] = [new Map(/** @type {[string, number][]} */ ([])), new Map(/** @type {[string, Seal[]][]} */ ([]))];
  entries.forEach((entry, index) => {
    last.set(subjectOf(entry), index);
    for (const { book, size, root } of entry.type === "books-sealed" ? entry.books : []) {
      last.set(book, index);
      seals.set(book, [...(seals.get(book) ?? []), { size, root }]);
    }
  });
  return { last, seals };
}

/**
 * The books to look at: what is open, waits for its result, or was heard of since this board signed last.
 * @param {Replayed} replayed
 * @param {number} since
 */
export const toLookAt = ({ beside }, since) => beside.filter(({ isOver, last }) => !isOver || last >= since);
