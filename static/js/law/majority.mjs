/** How many of all households must be in favour. Integers only. Twin of voting/law/majority.py. */

export const [MORE_THAN_HALF, TWO_THIRDS] = ["more-than-half", "two-thirds"];

/**
 * The smallest number of households in favour that reaches the majority: least y with 2y > N, or with 3y >= 2N.
 * @param {string} majority @param {number} households at least one
 */
export const needed = (majority, households) =>
  majority === MORE_THAN_HALF ? Math.floor(households / 2) + 1 : Math.ceil((2 * households) / 3);

/** @param {string} majority @param {number} inFavour @param {number} households at least one */
export const reached = (majority, inFavour, households) => inFavour >= needed(majority, households);
