/** In which of a card's three lists a vote stands, and whether the card votes in it. */

/** @type {Record<string, string>} */
const LISTS = { open: "open", upcoming: "upcoming", scheduled: "upcoming" };

/**
 * Which list a vote of this state stands in: `open`, `upcoming` or `past`.
 * @param {string} state
 */
export function listOf(state) {
  return LISTS[state] ?? "past";
}

/**
 * Whether a card can send a ballot: the vote is open, and no other card of the household stands in its way.
 * @param {{state: string, turn?: string}} vote
 */
export function canVote({ state, turn }) {
  return listOf(state) === "open" && turn === "votes";
}
