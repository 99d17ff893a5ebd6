/**
 * The case under examination: the evidence, and what the checks have established so far. Each field is set by one check; a
 * later one that needs it asks `need`. Twin of voting/verifier/case.py.
 */

import { leafHash } from "../ledger/merkle.mjs";
import { parseEntry, subjectOf } from "../record/entries.mjs";
import { RecordError } from "../record/errors.mjs";
import { GrowingTree } from "../record/state/tree.mjs";

/**
 * @import { Ballot } from "../ballots/ballot.mjs"
 * @import { Election } from "../ballots/election.mjs"
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { Trustees } from "../ballots/trustees.mjs"
 * @import { Checkpoint } from "../ledger/checkpoint.mjs"
 * @import { VerifierKey } from "../ledger/note.mjs"
 * @import { Verdict } from "../ledger/policy.mjs"
 * @import { Entry } from "../record/entries.mjs"
 * @import { PolicyChange } from "../record/facts.mjs"
 * @import { Heads, Standing } from "../record/policies.mjs"
 * @import { CommuneState } from "../record/state/commune.mjs"
 * @import { VoteBookState } from "../record/state/vote_book.mjs"
 * @import { Evidence, Trusted } from "./evidence.mjs"
 * @import { Status } from "./findings.mjs"
 *
 * @typedef {{index: number, raw: Uint8Array, leaf: Uint8Array, entry: Entry|null, error: RecordError|null}} Line one entry as given
 * @typedef {Pick<Ballot, "tracker"|"credential"|"answers">} Cast
 * @typedef {{done: number, total: number}} Progress how far a check has come that takes long
 *
 * @typedef {object} Archive as exact bytes; null where the vote has not come so far
 * @property {Uint8Array} election
 * @property {Uint8Array} trustees
 * @property {Uint8Array} credentials
 * @property {Uint8Array[]} ballots
 * @property {Uint8Array|null} tally
 * @property {Uint8Array|null} sized
 * @property {[number, Uint8Array][]} partials
 * @property {Uint8Array|null} result
 * @property {number} events
 */

/** Everything the checks share. */
export class Case {
  /** @param {Evidence} evidence @param {Trusted} trusted @param {number} now POSIX seconds, if it is known */
  constructor(evidence, trusted, now = Infinity) {
    this.evidence = evidence;
    this.trusted = trusted;
    this.now = now;
    this.statuses = /** @type {Record<string, Status>} */ ({});
    this.communeLines = linesOf(evidence.commune.entries, "commune");
    this.bookLines = linesOf(evidence.book.entries, "vote");
    this.communeTree = treeOf(this.communeLines);
    this.bookTree = treeOf(this.bookLines);
    // the commune's book
    this.log = /** @type {VerifierKey|null} */ (null);
    this.policy = "";
    this.head = /** @type {Checkpoint|null} */ (null);
    this.heads = /** @type {Heads|null} */ (null);
    this.policies = /** @type {Standing|null} */ (null);
    this.judging = /** @type {Standing|null} */ (null);
    this.verdicts = /** @type {Verdict[]} */ ([]);
    this.brought = /** @type {Verdict[]} */ ([]);
    this.commune = /** @type {CommuneState|null} */ (null);
    // the vote's book
    this.book = /** @type {VoteBookState|null} */ (null);
    this.taken = /** @type {Map<number, Cast>} */ (new Map());
    // the archive and the count
    this.archive = /** @type {Archive|null} */ (null);
    this.setup = /** @type {{election: Election, trustees: Trustees, credentials: string[]}|null} */ (null);
    this.ballots = /** @type {Cast[]|null} */ (null);
    this.counted = /** @type {number|null} */ (null);
    this.tally = /** @type {{rows: Ciphertext[][], number: number}|null} */ (null);
    this.decrypted = false;
    this.counts = /** @type {number[][]|null} */ (null);
  }

  /** The vote that is examined: the bundle's, or the one that a bare archive names. */
  get uuid() {
    return this.evidence.vote || (this.setup ? this.setup.election.uuid : "");
  }

  /** The commune book's first entry, if it was given and is one. */
  get start() {
    const first = this.communeLines.length ? this.communeLines[0].entry : null;
    return first?.type === "log-started" ? first : null;
  }

  /** The later policies that the commune's book shows, whether the rules accept them or not. @returns {PolicyChange[]} */
  get policyChanges() {
    return this.communeLines.flatMap(({ index, entry }) =>
      (entry?.type === "policy-changed" ? [{ index, text: entry.policy }] : []));
  }

  /** The examined vote as the commune's book tells it, as far as that could be replayed. */
  get vote() {
    return this.commune?.votes.get(this.evidence.vote);
  }

  /** The entry that opened the examined vote, if the rules have accepted it. */
  get opened() {
    return this.commune && this.vote ? this.commune.entries[this.vote.opening.index] : undefined;
  }

  /** The entries about the examined vote in the commune's book, in order, as far as they can be read. */
  entriesOfVote() {
    const { vote } = this.evidence;
    return this.communeLines.flatMap(({ entry }) => (entry && vote && subjectOf(entry) === vote ? [entry] : []));
  }
}

/** @param {Uint8Array[]} entries @param {"commune"|"vote"} book @returns {Line[]} */
function linesOf(entries, book) {
  return entries.map((raw, index) => {
    const line = { index, raw, leaf: leafHash(raw), entry: null, error: null };
    try {
      return { ...line, entry: parseEntry(raw, book) };
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      return { ...line, error };
    }
  });
}

/** @param {Line[]} lines */
function treeOf(lines) {
  const tree = new GrowingTree();
  for (const { leaf } of lines) tree.append(leaf);
  return tree;
}
