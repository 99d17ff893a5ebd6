/** What must be made public, in which forms and for how long. Twin of voting/law/disclosure.py without its words. */

import { valueOf } from "./clocks.mjs";
import { within } from "./deadlines.mjs";

export const FORMS = ["posting", "loudspeaker", "through-head", "portal", "other"];
const OF_TOLD = ["loudspeaker", "through-head"];
/** How many items Article 11 has, and of these: posted for good; read out and told through the head; lists of people. */
export const ITEMS = 14;
export const PERMANENT = [4, 13];
export const TOLD = [7, 8, 9, 10, 11, 12];
export const LISTS = [7, 8, 9];
/** The bounds of the last day for it, in days from the decision. */
export const [SHORTEST_DUE, LONGEST_DUE] = [5, 21];
const DAY_MS = 24 * 3600 * 1000;

/** Whether this is a form of an item. @param {number} item @param {string} form */
export const takes = (item, form) => FORMS.includes(form) && (TOLD.includes(item) || !OF_TOLD.includes(form));

/** The last of the days for which a form must go on. @param {string} form @param {string} first */
export function lastOf(form, first) {
  const clock = { posting: "posting.min", loudspeaker: "loudspeaker.min" }[form];
  return within(Date.parse(first) + ((clock ? valueOf(clock) : 1) - 1) * DAY_MS);
}

/** Whether this can be the last day for it: by the law's five working days, or by another law. @param {string} decided @param {string} due @param {boolean} bySector */
export function dueFits(decided, due, bySector) {
  const days = (Date.parse(due) - Date.parse(decided)) / DAY_MS;
  return bySector ? days >= 0 : days >= SHORTEST_DUE && days <= LONGEST_DUE;
}
