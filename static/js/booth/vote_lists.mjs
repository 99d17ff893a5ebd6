/** In which of a card's three lists a vote stands. */

/** @type {Record<string, string>} */
const LISTS = { open: "open", upcoming: "upcoming", scheduled: "upcoming" };

/**
 * Which list a vote of this state stands in: `open`, `upcoming` or `past`.
 * @param {string} state
 */
export function listOf(state) {
  return LISTS[state] ?? "past";
}
