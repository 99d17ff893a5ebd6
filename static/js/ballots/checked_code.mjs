/**
 * Codes that people copy by hand: groups of characters, each followed by a character that checks it (PROTOCOL section
 * 2). Twin of voting/ballots/checked_code.py, which says what is caught.
 */

/** Figures and capitals without I, L, O, U. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @type {Record<string, string>} */
const LOOK_ALIKES = { I: "1", L: "1", O: "0" };
const SEPARATORS = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff._-]+/g;

/**
 * The check character of a group's text.
 * @param {string} bare
 * @param {number} group from 0
 */
export function checkOf(bare, group) {
  /** @param {number} value */
  const timesX = (value) => ((value << 1) & 31) ^ (value & 16 ? 5 : 0);
  return ALPHABET[Array.from(bare, (one) => ALPHABET.indexOf(one)).reduce((sum, one) => timesX(sum ^ one), group + 1)];
}

/**
 * The groups of a code of `size` characters each, with their check characters.
 * @param {string} bare
 * @param {number} size
 * @returns {[string, string][]}
 */
export function groupsOf(bare, size) {
  const texts = Array.from({ length: bare.length / size }, (_, group) => bare.slice(size * group, size * (group + 1)));
  return texts.map((text, group) => [text, checkOf(text, group)]);
}

/**
 * What was meant: any case, with or without separators, I and L for 1, O for 0.
 * @param {string} typed
 */
export function tidy(typed) {
  const bare = typed.normalize("NFKC").toUpperCase().replace(SEPARATORS, "");
  return Array.from(bare, (one) => LOOK_ALIKES[one] ?? one).join("");
}

/**
 * The number, from 1, of the first group that is wrong or missing; 0 when the code is whole and right.
 * @param {string} tidied
 * @param {number} groups
 * @param {number} size
 */
export function wrongGroup(tidied, groups, size) {
  for (let group = 0; group < groups; group += 1) {
    const text = tidied.slice(group * (size + 1), (group + 1) * (size + 1));
    if (!isGroup(text, group, size)) return group + 1;
  }
  return tidied.length === groups * (size + 1) ? 0 : groups;
}

/**
 * Whether a group is written in full and its check character is right.
 * @param {string} text
 * @param {number} group from 0
 * @param {number} size
 */
export function isGroup(text, group, size) {
  const bare = text.slice(0, size);
  const isWritten = text.length === size + 1 && Array.from(text).every((one) => ALPHABET.includes(one));
  return isWritten && text.slice(size) === checkOf(bare, group);
}

/**
 * A right code's own characters.
 * @param {string} tidied
 * @param {number} size
 */
export function withoutChecks(tidied, size) {
  return Array.from(tidied).filter((_, at) => at % (size + 1) < size).join("");
}
