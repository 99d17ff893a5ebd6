/** A citizens' proposal: how many households must consent (Art. 16(3)). Twin of voting/law/initiatives.py. */

import { valueOf } from "./clocks.mjs";

/** The fewest households that make a proposal the citizens' own. @param {number} households at least one */
export const consentsNeeded = (households) => Math.ceil((households * valueOf("initiative.share")) / 100);

/**
 * Enough consents, or fewer with the Front committee's backing.
 * @param {number} consents @param {number} households at least one @param {{backed: boolean}} by
 */
export const isCarried = (consents, households, { backed }) =>
  consents >= consentsNeeded(households) || (backed && consents > 0);
