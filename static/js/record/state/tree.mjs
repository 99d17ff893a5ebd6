/** A Merkle tree that only grows and knows its root at every size it ever had. Twin of voting/record/state/tree.py. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { nodeHash } from "../../ledger/merkle.mjs";

/** `levels[k]` are the roots of all complete subtrees of 2^k leaves. */
export class GrowingTree {
  constructor() {
    /** @type {Uint8Array[][]} */
    this.levels = [[]];
  }

  /** How many leaves it has. */
  get size() {
    return this.levels[0].length;
  }

  /** Adds a leaf hash, and every subtree that it completes. @param {Uint8Array} leaf */
  append(leaf) {
    this.levels[0].push(leaf);
    for (let [level, complete] = [0, this.size]; complete % 2 === 0; level += 1, complete /= 2) {
      const [left, right] = this.levels[level].slice(-2);
      if (level + 1 === this.levels.length) this.levels.push([]);
      this.levels[level + 1].push(nodeHash(left, right));
    }
  }

  /** The root (hex) of its first `size` leaves, undefined if it never had so many. @param {number} size */
  rootAt(size) {
    if (size > this.size) return undefined;
    const parts = [];
    for (let [level, rest] = [this.levels.length - 1, size]; level >= 0; level -= 1) {
      const width = 2 ** level;
      if (rest < width) continue;
      parts.push(this.levels[level][(size - rest) / width]);
      rest -= width;
    }
    return bytesToHex(parts.length ? parts.reduceRight((right, left) => nodeHash(left, right)) : sha256(new Uint8Array()));
  }
}
