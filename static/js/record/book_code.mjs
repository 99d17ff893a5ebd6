/**
 * The code of a book ("mã sổ"): 80 bits of the SHA-256 of its vkey, for people to write down, type and read aloud.
 *
 * Sixteen characters in four groups, each followed by a check character, as in the paper code of PROTOCOL section 2: a
 * wrong or swapped character is caught in its group, and so are swapped groups. It is no secret; whoever has it on paper
 * needs to believe no server about the commune's key.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { ALPHABET, groupsOf, tidy, wrongGroup } from "../ballots/checked_code.mjs";
import { toBytes } from "../ledger/encoding.mjs";

const [GROUPS, SIZE, BITS] = [4, 4, 5];

/**
 * The code of a vkey, `XXXXX-XXXXX-XXXXX-XXXXX`.
 * @param {string} vkey
 */
export function bookCode(vkey) {
  const digest = sha256(toBytes(`dinh/book-code|${vkey}`));
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, "0")).join("");
  /** @param {number} at */
  const character = (at) => ALPHABET[parseInt(bits.slice(BITS * at, BITS * (at + 1)), 2)];
  const bare = Array.from({ length: GROUPS * SIZE }, (_, at) => character(at)).join("");
  return groupsOf(bare, SIZE).map((group) => group.join("")).join("-");
}

/**
 * A code as people type it: in any case, with or without separators, I and L for 1, O for 0.
 * @param {string} typed
 * @returns {{code: string|null, group: number}} its printed form; else the number, from 1, of the first group that is
 *   wrong or missing
 */
export function readBookCode(typed) {
  const all = tidy(typed);
  const group = wrongGroup(all, GROUPS, SIZE);
  const texts = Array.from({ length: GROUPS }, (_, at) => all.slice(at * (SIZE + 1), (at + 1) * (SIZE + 1)));
  return { code: group ? null : texts.join("-"), group };
}
