/** The outcome of a vote: what the rule of decision makes of the numbers; `{}` where nothing is decided. Twin of voting/record/outcome.py. */

import { needed } from "../law/majority.mjs";
import { decide, DECIDES_NOTHING } from "../law/outcome.mjs";
import { OBJECT } from "./fields.mjs";

/** @import { Setup } from "./setup.mjs" */

const OF_ANSWER = { answer: "number", in_favour: "number", passed: "boolean" };

/**
 * Whether this has the form of an outcome of so many questions, whatever it says.
 * @param {Record<string, any>} outcome @param {number} questions
 */
export function isFormed(outcome, questions) {
  if (Object.keys(outcome).join() !== "households,needed,questions" || !Array.isArray(outcome.questions)) return false;
  const numbers = [outcome.households, outcome.needed].every((one) => typeof one === "number");
  return numbers && outcome.questions.length === questions && outcome.questions.every(isJudged);
}

/** Whether this says of each proposal of a question how it stands. @param {any} row */
function isJudged(row) {
  return Array.isArray(row) && row.every((one) => OBJECT(one) &&
    JSON.stringify(Object.entries(one).map(([name, value]) => [name, typeof value])) === JSON.stringify(Object.entries(OF_ANSWER)));
}

/**
 * N, the households needed, and for each question its proposals with their numbers; or empty.
 * @param {Setup} setup
 * @param {number[][]} counts the opened numbers of each question, the blanks first where blank is allowed
 */
export function outcomeOf({ opened, election }, counts) {
  const { majority, households, proposals } = opened;
  if (DECIDES_NOTHING.includes(majority)) return {};
  const questions = election.questions.map(({ blank }, q) => {
    const votes = proposals[q].map((/** @type {number} */ answer) => counts[q][answer + Number(blank)]);
    const passed = decide(majority, households, votes);
    return proposals[q].map((/** @type {number} */ answer, /** @type {number} */ at) =>
      ({ answer, in_favour: votes[at], passed: passed[at] }));
  });
  return { households, needed: needed(majority, households), questions };
}
