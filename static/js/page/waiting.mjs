/** Letting a page breathe: long work and the browser's own take turns. */

/** What a browser needs to draw what was just shown, before long work. */
const DRAWING_MS = 30;

/**
 * Resolves after so long.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Lets the browser draw what was just shown. */
export const drawn = () => pause(DRAWING_MS);

/** Lets the browser do what it has waiting, between two pieces of long work. */
export const breathe = () => pause();
