/**
 * The code of a book ("mã sổ"): 80 bits of the SHA-256 of its vkey, for people to write down, type and read aloud.
 *
 * Sixteen characters in four groups, each followed by a check character, as in the paper code of PROTOCOL section 2: a
 * wrong or swapped character is caught in its group, and so are swapped groups. It is no secret; whoever has it on paper
 * needs to believe no server about the commune's key.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { toBytes } from "./encoding.mjs";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const [GROUPS, SIZE, BITS] = [4, 4, 5];
/** @type {Record<string, string>} */
const LOOK_ALIKES = { I: "1", L: "1", O: "0" };
const SEPARATORS = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff._-]+/g;

/**
 * The code of a vkey, `XXXXX-XXXXX-XXXXX-XXXXX`.
 * @param {string} vkey
 */
export function bookCode(vkey) {
  const digest = sha256(toBytes(`dinh/book-code|${vkey}`));
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, "0")).join("");
  /** @param {number} at */
  const character = (at) => ALPHABET[parseInt(bits.slice(BITS * at, BITS * (at + 1)), 2)];
  return Array.from({ length: GROUPS }, (_, group) => {
    const bare = Array.from({ length: SIZE }, (__, place) => character(SIZE * group + place)).join("");
    return bare + checkOf(bare, group);
  }).join("-");
}

/**
 * Check character of a group: its number and characters as a polynomial over GF(32), at x (modulo x^5 + x^2 + 1).
 * @param {string} bare
 * @param {number} group from 0
 */
function checkOf(bare, group) {
  /** @param {number} value */
  const timesX = (value) => ((value << 1) & 31) ^ (value & 16 ? 5 : 0);
  return ALPHABET[Array.from(bare, (one) => ALPHABET.indexOf(one)).reduce((sum, one) => timesX(sum ^ one), group + 1)];
}

/**
 * A code as people type it: in any case, with or without separators, I and L for 1, O for 0.
 * @param {string} typed
 * @returns {{code: string|null, group: number}} its printed form; else the number, from 1, of the first group that is
 *   wrong or missing
 */
export function readBookCode(typed) {
  const bare = Array.from(typed.normalize("NFKC").toUpperCase().replace(SEPARATORS, ""));
  const all = bare.map((one) => LOOK_ALIKES[one] ?? one).join("");
  const groups = Array.from({ length: GROUPS }, (_, group) => all.slice(group * (SIZE + 1), (group + 1) * (SIZE + 1)));
  const wrong = groups.findIndex((text, group) => !isGroup(text, group));
  if (wrong >= 0 || all.length !== GROUPS * (SIZE + 1)) return { code: null, group: wrong < 0 ? GROUPS : wrong + 1 };
  return { code: groups.join("-"), group: 0 };
}

/** @param {string} text @param {number} group from 0 */
function isGroup(text, group) {
  const bare = text.slice(0, SIZE);
  const isWritten = text.length === SIZE + 1 && Array.from(text).every((one) => ALPHABET.includes(one));
  return isWritten && text.slice(SIZE) === checkOf(bare, group);
}
