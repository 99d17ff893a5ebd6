/**
 * Numbers of the law, and those about which it is silent. Twin of voting/law/clocks.py, without names and citations;
 * tests/js/test_tables.py holds the numbers together.
 */

/** @typedef {[value: number, least?: number, most?: number]} Clock the least and the most that a commune may set, if any */

/** Every number by its key. @type {Record<string, Clock>} */
export const CLOCKS = {
  "online.notice": [2, 1, 30],
  "online.min-duration": [3, 1, 30],
  "online.send": [5],
  "publicity.default": [5],
  "result.posting": [30, 7, 365],
  "posting.min": [30],
  "loudspeaker.min": [3],
  "implementation.report": [30, 7, 365],
  "annex.retention": [365, 30, 3650],
  "report.due": [15, 1, 90],
  "initiative.share": [10],
  "consent.validity": [3],
  "team.least": [3],
  "team.most": [5],
  "counting.least": [3],
  "counting.most": [5],
  "meeting.notice": [2],
  "meeting.documents": [2],
  "slips.notice": [2],
  "decision.send": [5],
  recognition: [5],
  "petition.answer": [15, 3, 60],
  "bttnd.session.notice": [5],
  "bgsdtcd.plan.notice": [45],
  "recommendation.answer": [15],
};

/** @param {string} key */
const isKnown = (key) => Object.keys(CLOCKS).includes(key);

/** Whether a commune may set this number: only one that the law does not fix, within its bounds. @param {string} key @param {number} value */
export function allows(key, value) {
  const [, least, most] = isKnown(key) ? CLOCKS[key] : [0];
  return least !== undefined && most !== undefined && least <= value && value <= most;
}

/** The number as the law or this program has it. @param {string} key */
export const valueOf = (key) => CLOCKS[key][0];
