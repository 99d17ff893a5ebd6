/**
 * The books beside the commune's: each whole, signed, judged entry by entry, as every seal has it; and then the commune's
 * book once more, with them in hand. What the `witness` command does with bundles.
 */

import { voteKey } from "../ledger/note.mjs";
import { readBook } from "../record/book_files.mjs";
import { acceptInSubject, acceptInVote, replayCommune } from "../record/replay.mjs";
import { readCredentials, setupOf } from "../record/setup.mjs";
import { SubjectBookState } from "../record/state/subject_book.mjs";
import { VoteBookState } from "../record/state/vote_book.mjs";
import { subjectSetupOf } from "../record/subject_setup.mjs";
import { requireCancelled, requireMoves, requireSeal } from "../record/ties.mjs";

/**
 * @import { BookFiles } from "../record/book_files.mjs"
 * @import { Published } from "../record/whole_vote.mjs"
 * @import { Beside } from "./commune.mjs"
 *
 * @typedef {(done: number, total: number) => Promise<void>|void} Progress
 * @typedef {BookFiles & {checkpoint: string}} Shown a book with the note it was shown under
 */

/**
 * Reads a book under a prefix of the public interface, with the note that signs it.
 * @param {Published} published
 * @param {string} prefix
 * @param {string} vkey of this very book
 * @param {(checkpoint: string) => void} shown told of the note before it is judged
 * @returns {Promise<Shown>}
 */
export async function readShown(published, prefix, vkey, shown) {
  let checkpoint = "";
  const files = await readBook(async (path) => {
    const raw = await published(prefix + path);
    if (path === "checkpoint") shown((checkpoint = new TextDecoder().decode(raw)));
    return raw;
  }, vkey);
  return { ...files, checkpoint };
}

/** @param {string} vkey the commune's @param {Beside} beside */
export const keyOf = (vkey, { name }) => voteKey(vkey, name);

/** @param {Beside} beside */
export const prefixOf = ({ kind, name }) => `/${kind}s/${name}/log/`;

/** The books that were judged, for the rules of the commune's book that look into them. */
export class Judged {
  /** @param {(digest: string) => Promise<Uint8Array>} payload of the commune's book */
  constructor(payload) {
    this._payload = payload;
    this.payloads = new Map(/** @type {[string, Uint8Array][]} */ ([]));
    this.votes = new Map(/** @type {[string, VoteBookState][]} */ ([]));
    this.subjects = new Map(/** @type {[string, SubjectBookState][]} */ ([]));
  }

  /**
   * Every rule over a book beside. Throws a `RecordError`.
   * @param {Beside} beside @param {BookFiles} files @param {Progress} progress lines done
   */
  async take(beside, files, progress) {
    const { kind, name, opened, opening, seals, fact, cancelled } = beside;
    const list = await this.list(kind === "vote" ? opened.credentials : opened.pseudonyms);
    if (kind === "vote") readCredentials(opened, list);
    const vote = kind === "vote" ? new VoteBookState(setupOf(opened, opening, list)) : null;
    const subject = vote ? null : new SubjectBookState(subjectSetupOf(opened, opening, list));
    for (const [done, raw] of files.entries.entries()) {
      if (vote) acceptInVote(vote, raw);
      if (subject) acceptInSubject(subject, raw);
      await progress(done + 1, files.size);
    }
    for (const seal of seals) requireSeal(seal, /** @type {VoteBookState|SubjectBookState} */ (vote ?? subject));
    if (subject) this.subjects.set(name, subject);
    if (!vote) return;
    this.votes.set(name, vote);
    if (cancelled) requireCancelled(cancelled, vote);
    else if (fact) requireMoves(fact, vote);
  }

  /** A list that an entry names; the rules compare it with its name. @param {string} digest */
  async list(digest) {
    const raw = this.payloads.get(digest) ?? (await this._payload(digest));
    this.payloads.set(digest, raw);
    return raw;
  }

  /** The commune's book with all that was taken in: endings, totals, results, lists. Throws a `RecordError`. @param {BookFiles} commune */
  requireCommune(commune) {
    replayCommune(commune, {
      payload: (name) => this.payloads.get(name),
      voteBook: (uuid) => this.votes.get(uuid),
      subjectBook: (id) => this.subjects.get(id),
    });
  }
}
