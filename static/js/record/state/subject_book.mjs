/** A subject's book in memory: everything its rules may ask. Twin of voting/record/state/subject_book.py. */

import { GrowingTree } from "./tree.mjs";

/**
 * @import { Terms } from "../../ballots/statement.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Place } from "../facts.mjs"
 *
 * @typedef {object} SubjectSetup what `subject-opened` fixed for ever, with the list that stands beside the book
 * @property {Terms} terms
 * @property {Entry} opened
 * @property {Place} opening
 * @property {Set<string>} pseudonyms
 *
 * @typedef {{statements: number, counts: {value: string, count: number}[]}} Opinions the book in numbers
 * @typedef {{pseudonym: string, sequence: number, tracker: string, value: string}} TakenStatement
 * @typedef {{opinions: Opinions, statement?: TakenStatement}} SubjectChange
 */

/** Only `apply` changes it. */
export class SubjectBookState {
  /** @param {SubjectSetup} setup */
  constructor(setup) {
    this.setup = setup;
    /** @type {Opinions|null} null before `subject-started` */
    this.opinions = null;
    this.lastAt = "";
    /** @type {Map<string, TakenStatement>} */
    this.last = new Map();
    this.tree = new GrowingTree();
  }

  /** How many entries it has: the next entry's index. */
  get size() {
    return this.tree.size;
  }

  /** Takes in an entry that was judged. @param {Entry} entry @param {Uint8Array} leaf @param {SubjectChange} change */
  apply(entry, leaf, { opinions, statement }) {
    this.opinions = opinions;
    if (statement) this.last.set(statement.pseudonym, statement);
    this.lastAt = entry.at;
    this.tree.append(leaf);
  }
}
