/**
 * The road of a matter as data: from a proposal to a paper the commune files. Twin of voting/law/road.py without its
 * words; tests/js/test_tables.py holds the tables together.
 *
 * Whatever is done leaves a mark. A step says which marks must be there before it, one of each group, and whose act it is.
 */

import { COMMUNE_RECOGNITION, FRONT_RECOGNITION } from "./matters.mjs";

/** Who acts; no names. */
export const [HEAD, FRONT, TEAM, COMMUNE, COMMUNE_FRONT, CITIZENS, INSPECTION] =
  ["head", "front", "team", "commune", "commune-front", "citizens", "inspection"];
export const OFFICES = [HEAD, FRONT, TEAM, COMMUNE, COMMUNE_FRONT, CITIZENS, INSPECTION];

/**
 * @typedef {string} Mark what has been done for a matter
 * @typedef {{needs: Mark[][], bars: Mark[], offices: string[]}} Step `needs`: of each group one mark must be there; `bars`:
 *   none of these may be
 */

const OUTCOME = ["passed", "not-passed"];
const INFORMED = [["agreed-head"], ["agreed-front"]];
/** @param {Mark[][]} needs @param {Mark[]} bars @param {string[]} offices @returns {Step} */
const step = (needs, bars, ...offices) => ({ needs, bars, offices });

/** Every step by the mark it leaves, in the order of the road. @type {Record<Mark, Step>} */
export const STEPS = {
  raised: step([], ["proposed"], CITIZENS),
  backed: step([["raised"]], ["proposed"], FRONT),
  proposed: step([], [], HEAD, FRONT, COMMUNE, CITIZENS),
  online: step([["proposed"]], ["elsewhere", "turned"], HEAD),
  elsewhere: step([["proposed"]], ["online", "turned"], HEAD),
  "agreed-head": step([["online"]], [], HEAD),
  "agreed-front": step([["online"]], [], FRONT),
  "informed-commune": step(INFORMED, [], HEAD),
  "informed-commune-front": step(INFORMED, [], HEAD),
  team: step([["informed-commune"], ["informed-commune-front"]], [], HEAD),
  roll: step([["team"]], [], TEAM),
  "form-online": step([["roll"]], ["form-meeting"], TEAM),
  "form-meeting": step([["roll"]], ["form-online"], TEAM),
  announced: step([["form-online"]], [], TEAM, HEAD),
  vote: step([["announced"]], [], HEAD),
  minuted: step([["vote"]], [], TEAM),
  passed: step([["minuted", "convened"]], OUTCOME, HEAD),
  "not-passed": step([["minuted", "convened"]], OUTCOME, HEAD),
  turned: step([["form-meeting", "not-passed", "convened"]], ["passed"], HEAD),
  convened: step([["elsewhere", "turned"]], OUTCOME, HEAD),
  recognised: step([["passed"]], ["not-recognised"], HEAD, COMMUNE, COMMUNE_FRONT),
  "not-recognised": step([["passed"]], ["recognised"], HEAD, COMMUNE, COMMUNE_FRONT),
  published: step([OUTCOME], [], HEAD),
  "sent-commune": step([OUTCOME], [], HEAD),
  "sent-commune-front": step([OUTCOME], [], HEAD),
  "carried-out": step([["passed"]], ["reported"], HEAD),
  reported: step([["carried-out"]], [], HEAD),
  ended: step([["raised", "proposed"]], ["reported"], HEAD, COMMUNE),
};

/** Who recognises a decision, and the mark of its having come to them, by what it waits for. @type {Record<string, [office: string, received: Mark]>} */
export const JUDGES = {
  [COMMUNE_RECOGNITION]: [COMMUNE, "sent-commune"],
  [FRONT_RECOGNITION]: [COMMUNE_FRONT, "sent-commune-front"],
};

/** Steps that may be taken again. */
export const ONCE_MORE = ["carried-out", "turned", "convened"];
/** What holds for one household roll only: with another, it is to be done again. */
export const OF_ROLL = ["roll", "form-online", "form-meeting"];
/** What still counts once a matter goes to a meeting or to slips. */
export const AFTER_TURNING = ["proposed", "turned"];
/** How a matter ends before it is carried out (Art. 22). */
export const ENDINGS = ["withdrawn", "cancelled", "amendment-requested", "abolished"];
/** Endings that the commune decides, on a paper of its own (Art. 22). */
export const BY_COMMUNE = ["abolished", "amendment-requested"];

/**
 * What must come first before a step: of each group without a mark, the first in the order of the road.
 * @param {readonly Mark[]} marks @param {Mark} mark
 */
export function missing(marks, mark) {
  const order = Object.keys(STEPS);
  const lacking = STEPS[mark].needs.filter((group) => !group.some((one) => marks.includes(one)));
  return lacking.map((group) => order.find((one) => group.includes(one)));
}

/**
 * Whether a step may be taken now: all it needs is there, nothing bars it, the matter goes on.
 * @param {readonly Mark[]} marks @param {Mark} mark
 */
export function mayFollow(marks, mark) {
  const isBarred = marks.includes("ended") || STEPS[mark].bars.some((one) => marks.includes(one));
  return !isBarred && (!marks.includes(mark) || ONCE_MORE.includes(mark)) && !missing(marks, mark).length;
}

/**
 * Whether a matter may end this way now: withdrawn before its vote, abolished only once passed (Art. 22).
 * @param {readonly Mark[]} marks @param {string} ending
 */
export function mayEnd(marks, ending) {
  if (!mayFollow(marks, "ended")) return false;
  if (ending === "withdrawn") return !marks.includes("vote") && !marks.includes("convened");
  return marks.includes("passed") === ["abolished", "amendment-requested"].includes(ending);
}
