/** The rule of decision. Twin of voting/law/outcome.py. */

import { needed } from "./majority.mjs";
import { MATTERS } from "./matters.mjs";
import { PRACTICE } from "./practice.mjs";

/** The rule of a question that decides nothing. */
export const OPINION = "opinion";
/** The rules under which there are numbers and no outcome. */
export const DECIDES_NOTHING = [OPINION, PRACTICE];

/** The rule of decision for a clause of Article 15. @param {number} clause */
export function ruleOf(clause) {
  const { majority, citation } = MATTERS[clause];
  return { majority, citation };
}

/**
 * Of each proposal, whether so many households in favour pass it.
 * @param {string} majority @param {number} households @param {number[]} inFavour
 */
export const decide = (majority, households, inFavour) => inFavour.map((votes) => votes >= needed(majority, households));
