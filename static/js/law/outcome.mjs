/** The rule of decision. Twin of voting/law/outcome.py. */

import { needed } from "./majority.mjs";
import { MATTERS } from "./matters.mjs";

/** The rule of a vote that decides nothing. */
export const OPINION = "opinion";

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
