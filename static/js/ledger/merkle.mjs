/** The Merkle tree of RFC 6962 (SHA-256): hashing and checking. Twin of voting/ledger/merkle.py, without proof making. */

import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { sameBytes } from "./encoding.mjs";
import { require } from "./errors.mjs";

/** @param {number} number */
const half = (number) => Math.floor(number / 2);
/** @param {number} number */
const isOdd = (number) => number % 2 === 1;
/** @param {Uint8Array[]} all */
const areHashes = (...all) => all.every((one) => one.length === 32);

/**
 * Hashes an entry's bytes as a leaf.
 * @param {Uint8Array} entry
 */
export const leafHash = (entry) => sha256(concatBytes(Uint8Array.of(0), entry));

/**
 * Hashes two children into their parent.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export const nodeHash = (left, right) => sha256(concatBytes(Uint8Array.of(1), left, right));

/**
 * The root over leaf hashes in order.
 * @param {Uint8Array[]} leaves
 */
export const treeRoot = (leaves) => /** @type {Uint8Array} */ (rootsAt(leaves, [leaves.length])[0]);

/**
 * The roots that a tree of these leaf hashes had at some sizes, which rise; undefined where it never was so large.
 * @param {Uint8Array[]} leaves
 * @param {number[]} sizes
 * @returns {(Uint8Array|undefined)[]}
 */
export function rootsAt(leaves, sizes) {
  const parts = /** @type {Uint8Array[]} */ ([]); // roots of complete subtrees, largest first
  let grown = 0;
  return sizes.map((size) => {
    for (; grown < size && grown < leaves.length; grown += 1) {
      let carried = leaves[grown];
      for (let below = grown; isOdd(below); below = half(below)) {
        carried = nodeHash(/** @type {Uint8Array} */ (parts.pop()), carried);
      }
      parts.push(carried);
    }
    if (grown !== size) return undefined;
    return parts.length ? parts.reduceRight((right, left) => nodeHash(left, right)) : sha256(new Uint8Array());
  });
}

/**
 * Throws `inclusion-invalid` unless the leaf hash stands at `index` of the tree (RFC 9162 2.1.3.2).
 * @param {Uint8Array} leaf
 * @param {Uint8Array[]} proof
 * @param {{index: number, size: number, root: Uint8Array}} place
 */
export function verifyInclusion(leaf, proof, { index, size, root }) {
  const code = "inclusion-invalid";
  require(Number.isSafeInteger(size) && index >= 0 && index < size, code, "no such leaf in the tree");
  require(areHashes(leaf, root, ...proof), code, "a hash that is not 32 bytes");
  const walk = climb(index, size - 1, proof, code);
  const reached = walk.reduce((value, { left, hash }) => (left ? nodeHash(hash, value) : nodeHash(value, hash)), leaf);
  require(sameBytes(reached, root), code, "the path does not lead to the root");
}

/**
 * Throws `consistency-invalid` unless the new tree begins with the old, not empty one (RFC 9162 2.1.4.2).
 * @param {Uint8Array[]} proof
 * @param {{oldSize: number, oldRoot: Uint8Array, newSize: number, newRoot: Uint8Array}} trees
 */
export function verifyConsistency(proof, { oldSize, oldRoot, newSize, newRoot }) {
  const code = "consistency-invalid";
  require(Number.isSafeInteger(newSize) && oldSize > 0 && oldSize <= newSize, code, "sizes out of order");
  if (oldSize === newSize) {
    require(!proof.length && sameBytes(oldRoot, newRoot), code, "a second root, or a proof where none is needed");
    return;
  }
  require(areHashes(oldRoot, newRoot, ...proof), code, "a hash that is not 32 bytes");
  let [first, last] = [oldSize - 1, newSize - 1];
  for (; isOdd(first); last = half(last)) first = half(first);
  const [start, ...path] = first ? proof : [oldRoot, ...proof];
  require(start, code, "the proof is too short");
  let [old, young] = [start, start];
  for (const { left, hash } of climb(first, last, path, code)) {
    if (left) old = nodeHash(hash, old);
    young = left ? nodeHash(hash, young) : nodeHash(young, hash);
  }
  require(sameBytes(old, oldRoot) && sameBytes(young, newRoot), code, "the proof does not lead to both roots");
}

/**
 * For each sibling on the way up from leaf `first` in a tree whose last leaf is `last`: does it stand to the left?
 * @param {number} first
 * @param {number} last
 * @param {Uint8Array[]} path
 * @param {string} code
 */
function climb(first, last, path, code) {
  const walk = path.map((hash) => {
    require(last > 0, code, "the path is too long");
    const left = isOdd(first) || first === last;
    if (left) for (; first && !isOdd(first); last = half(last)) first = half(first);
    [first, last] = [half(first), half(last)];
    return { left, hash };
  });
  require(last === 0, code, "the path is too short");
  return walk;
}
