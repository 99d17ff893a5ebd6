/** The paper code (PROTOCOL section 2): every secret that people hold on paper, of a card or of a counting member. */

import { ALPHABET, groupsOf, tidy, withoutChecks, wrongGroup } from "./checked_code.mjs";
import { BadCard } from "./errors.mjs";

/** Five groups of five characters, each followed by its check character. */
export const GROUPS = 5;
export const SIZE = 5;

const LENGTH = GROUPS * SIZE;
const BARE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * Draws a secret: 125 bits, each character equally likely.
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} fill fills an array with random bytes
 */
export function randomPaperCode(fill = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = new Uint8Array(LENGTH);
  fill(bytes);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}

/**
 * The printed form `XXXXX-C XXXXX-C XXXXX-C XXXXX-C XXXXX-C`.
 * @param {string} secret
 */
export function formatPaperCode(secret) {
  return groupsOf(secret, SIZE).map((group) => group.join("-")).join(" ");
}

/**
 * The secret, from its printed form however typed, or bare as in a QR code. Throws `BadCard`.
 * @param {string} typed
 */
export function parsePaperCode(typed) {
  const code = tidy(typed);
  if (BARE.test(code)) return code;
  if (wrongGroup(code, GROUPS, SIZE)) throw new BadCard("a group is wrong");
  return withoutChecks(code, SIZE);
}
