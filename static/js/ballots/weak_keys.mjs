/** Keys that nobody should hold: secrets that anyone can guess, and keys that cancel each other. */

import { WeakKey } from "./errors.mjs";
import { G, IDENTITY } from "./group.mjs";

/** @import { Element } from "./group.mjs" */

/**
 * An element's hex without the bit in which its inverse differs (RFC 8032: the sign of x).
 * @param {Element} key
 */
const withoutSign = ({ hex }) => (parseInt(hex[0], 16) & 7) + hex.slice(1);

/**
 * None of a vote's keys is the identity, `g` or its inverse, and no two are equal or inverse; throws `WeakKey`.
 * @param {Element[]} keys
 */
export function requireStrongKeys(keys) {
  const taken = new Set([IDENTITY, G].map(withoutSign));
  for (const key of keys) {
    const bare = withoutSign(key);
    if (taken.has(bare)) throw new WeakKey(`${key.hex}: guessable, or equal or inverse to another key`);
    taken.add(bare);
  }
}
