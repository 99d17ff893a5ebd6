/**
 * What an opinion vote must not look like, a decision; and no real vote: practice. Twin of voting/record/opinion.py; a test
 * holds the two together.
 */

import { DECIDING, VERDICT } from "../law/choices.mjs";
import { MARK } from "../law/practice.mjs";
import { likeness } from "../texts/sameness.mjs";

/** The words of a text, each by its likeness. @param {string} text */
const words = (text) => (text.match(/[\p{L}\p{M}]+/gu) ?? []).map(likeness);

/** @param {string[]} whole @param {string[]} part @param {number} place */
const standsAt = (whole, part, place) => part.every((word, at) => whole[place + at] === word);

/**
 * Whether an answer begins with a yes or a no in the decree's words.
 * @param {string} answer
 */
export function isDeciding(answer) {
  const told = words(answer);
  return DECIDING.some((one) => standsAt(told, words(one), 0));
}

/**
 * Whether a text has the words "thông qua" in it.
 * @param {string} text
 */
export const namesVerdict = (text) => has(text, VERDICT);

/**
 * Whether a text has the words by which practice is known.
 * @param {string} text
 */
export const namesPractice = (text) => has(text, MARK);

/** @param {string} text @param {string} sought */
function has(text, sought) {
  const told = words(text);
  return told.some((_, place) => standsAt(told, words(sought), place));
}
