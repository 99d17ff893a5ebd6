/**
 * By what rule a vote decides, and what is put to the majority. Twin of `_check_rule` in voting/record/rules/vote.py and
 * of voting/law/choices.py; a test holds the values together.
 */

import { require } from "./errors.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Entry } from "./entries.mjs"
 */

/** The only matters that are voted online, and the majority that the law has for them. */
export const RULE = { clause: 6, majority: "more-than-half", citation: "law-10-2022:15.6" };

/** The decree's three answers, in its order; the first is the yes. */
export const CHOICES = ["Đồng ý", "Không đồng ý", "Ý kiến khác"];

/**
 * The rule is the clause's own (`wrong-rule`), and of each question the yes of the decree's three answers is put to the
 * majority, or nothing (`wrong-answers`).
 * @param {Entry} opened
 * @param {Pick<Election, "questions">} election
 */
export function requireRule({ clause, majority, citation, proposals }, { questions }) {
  const isTheirs = clause === RULE.clause && majority === RULE.majority && citation === RULE.citation;
  require(isTheirs, "wrong-rule", `not the rule of clause ${RULE.clause}`);
  require(proposals.length === questions.length, "wrong-rule", "not one list of proposals for each question");
  questions.forEach(({ answers, minimum, maximum, blank }, place) => {
    const decides = answers.length === CHOICES.length && answers.every((answer, at) => answer === CHOICES[at]);
    const isYes = proposals[place].join() === (decides ? "0" : "");
    require(isYes, "wrong-answers", "something else than the yes is put to the majority");
    const isOne = minimum === 1 && maximum === 1 && !blank;
    require(!decides || isOne, "wrong-answers", "one of the decree's answers is chosen, and none is left blank");
  });
}
