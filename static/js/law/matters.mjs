/**
 * What a village decides, clause by clause of Article 15 of Law 10/2022/QH15. Twin of voting/law/matters.py without its
 * words; tests/js/test_tables.py holds the tables together.
 */

import { MORE_THAN_HALF, TWO_THIRDS } from "./majority.mjs";

/** How the households may be asked (Art. 17); `commune`: not the village's to decide. */
export const [MEETING, SLIPS, ONLINE, COMMUNE] = ["meeting", "slips", "online", "commune"];
/** How people may say what they want in each channel that is not online (Decree 59/2023, Art. 3, 4). @type {Record<string, string[]>} */
export const SHOWINGS = { [MEETING]: ["hands", "ballot"], [SLIPS]: ["slips"] };
/** What leaves minutes of the count: Mẫu 02 after a secret ballot, Mẫu 04 after slips; a show of hands none. */
export const COUNTED_ON_PAPER = ["ballot", "slips"];
/** What a decision waits for before it binds (Art. 21). */
export const [DAY_OF_VOTE, COMMUNE_RECOGNITION, FRONT_RECOGNITION] =
  ["day-of-vote", "commune-recognition", "front-recognition"];

/** The only clause of Article 15 that Article 17(2) opens to online voting. */
export const ONLINE_CLAUSE = 6;

/** @typedef {{majority: string, takesEffect: string, channels: string[], citation: string}} Matter */

/** @param {number} clause @param {string} majority @param {string} takesEffect @returns {Matter} */
const matter = (clause, majority, takesEffect) => ({
  majority, takesEffect, channels: [MEETING, SLIPS, ...(clause === ONLINE_CLAUSE ? [ONLINE] : [])],
  citation: `law-10-2022:15.${clause}`,
});

/** The six clauses of Article 15. @type {Record<number, Matter>} */
export const MATTERS = {
  1: matter(1, TWO_THIRDS, DAY_OF_VOTE),
  2: matter(2, TWO_THIRDS, DAY_OF_VOTE),
  3: matter(3, MORE_THAN_HALF, COMMUNE_RECOGNITION),
  4: matter(4, MORE_THAN_HALF, COMMUNE_RECOGNITION),
  5: matter(5, MORE_THAN_HALF, FRONT_RECOGNITION),
  6: matter(6, MORE_THAN_HALF, DAY_OF_VOTE),
};
