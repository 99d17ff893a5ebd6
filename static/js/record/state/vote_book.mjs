/** A vote's book in memory: everything its rules may ask. Twin of voting/record/state/vote_book.py. */

import { GrowingTree } from "./tree.mjs";

/**
 * @import { Ballot } from "../../ballots/ballot.mjs"
 * @import { EventChain } from "../../ballots/event_chain.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Barred, Move } from "../facts.mjs"
 * @import { Setup } from "../setup.mjs"
 *
 * @typedef {object} Tallies the book in numbers: closing time in force, accepted ballots (replaced ones too), the archive's
 *   event chain, credentials closed and exchanged, and the `vote-extended` it has followed
 * @property {string} closesAt
 * @property {number} ballots
 * @property {number} voted households
 * @property {EventChain} chain
 * @property {number} closings
 * @property {number} exchanged
 * @property {Move[]} moves
 *
 * @typedef {{sequence: number, ballot: Ballot, ciphertexts: string[]}} TakenBallot
 * @typedef {{sequence: number, tracker: string, answers: Ballot["answers"]}} LastBallot
 * @typedef {{tallies: Tallies, ballot?: TakenBallot, barred?: Record<string, Barred|null>}} BookChange
 */

/** It keeps no entries: of a ballot only what a later one is compared with. Only `apply` changes it. */
export class VoteBookState {
  /** @param {Setup} setup */
  constructor(setup) {
    this.setup = setup;
    /** @type {Tallies|null} null before `book-started` */
    this.tallies = null;
    this.lastAt = "";
    /** @type {Map<string, Barred>} */
    this.barred = new Map();
    /** @type {Map<string, LastBallot>} the last accepted ballot of each credential: those that count */
    this.last = new Map();
    /** @type {Set<string>} */
    this.trackers = new Set();
    /** @type {Set<string>} */
    this.ciphertexts = new Set();
    this.tree = new GrowingTree();
  }

  /** How many entries it has: the next entry's index. */
  get size() {
    return this.tree.size;
  }

  /** Takes in an entry that was judged. @param {Entry} entry @param {Uint8Array} leaf @param {BookChange} change */
  apply(entry, leaf, { tallies, ballot: taken, barred = {} }) {
    this.tallies = tallies;
    for (const [credential, why] of Object.entries(barred)) {
      if (why) this.barred.set(credential, why);
      else this.barred.delete(credential);
    }
    if (taken) {
      const { ballot, sequence, ciphertexts } = taken;
      const { credential, tracker, answers } = ballot;
      this.last.set(credential, { sequence, tracker, answers });
      this.trackers.add(tracker);
      for (const one of ciphertexts) this.ciphertexts.add(one);
    }
    this.lastAt = entry.at;
    this.tree.append(leaf);
  }
}
