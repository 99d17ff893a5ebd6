/**
 * By what rule a vote decides, and what is put to the majority; or that it decides nothing. Twin of `_check_rule` and
 * `_check_opinion` in voting/record/rules/vote.py and of voting/law/choices.py; a test holds the values together.
 */

import { require } from "./errors.mjs";
import { isDeciding, namesVerdict } from "./opinion.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Entry } from "./entries.mjs"
 */

/** The only matters that are voted online, and the majority that the law has for them. */
export const RULE = { clause: 6, majority: "more-than-half", citation: "law-10-2022:15.6" };

/** The rule of a vote that decides nothing. */
export const OPINION = "opinion";

/** The decree's three answers, in its order; the first is the yes. */
export const CHOICES = ["Đồng ý", "Không đồng ý", "Ý kiến khác"];

/**
 * Whether the vote decides nothing.
 * @param {Entry} opened
 */
export const isOpinion = ({ majority }) => majority === OPINION;

/**
 * No clause, no article, nothing put to a majority (`wrong-rule`), and nothing that looks like a decision
 * (`poses-as-decision`).
 * @param {Entry} opened
 * @param {Pick<Election, "name"|"description"|"questions">} election
 */
export function requireOpinion({ clause, citation, proposals }, { name, description, questions }) {
  const putsNothing = proposals.length === questions.length && proposals.every((/** @type {number[]} */ one) => !one.length);
  require(clause === 0 && citation === "" && putsNothing, "wrong-rule", "an opinion vote has a clause, or a majority");
  const answers = questions.flatMap((one) => one.answers);
  require(!answers.some(isDeciding), "poses-as-decision", "an answer says yes or no in the decree's words");
  const texts = [name, description, ...questions.map((one) => one.text), ...answers];
  require(!texts.some(namesVerdict), "poses-as-decision", "a text has the words of a decision");
}

/**
 * The rule is the clause's own (`wrong-rule`), and each question has the decree's three answers, the yes of which is put
 * to the majority (`wrong-answers`).
 * @param {Entry} opened
 * @param {Pick<Election, "questions">} election
 */
export function requireRule({ clause, majority, citation, proposals }, { questions }) {
  const isTheirs = clause === RULE.clause && majority === RULE.majority && citation === RULE.citation;
  require(isTheirs, "wrong-rule", `not the rule of clause ${RULE.clause}`);
  require(proposals.length === questions.length, "wrong-rule", "not one list of proposals for each question");
  questions.forEach(({ answers, minimum, maximum, blank }, place) => {
    const decides = answers.length === CHOICES.length && answers.every((answer, at) => answer === CHOICES[at]);
    const isYes = decides && proposals[place].join() === "0";
    require(isYes, "wrong-answers", "something else than the yes is put to the majority");
    const isOne = minimum === 1 && maximum === 1 && !blank;
    require(isOne, "wrong-answers", "one of the decree's answers is chosen, and none is left blank");
  });
}
