/** What a practice vote is: its own fixed words, a few cards of its own. Twin of voting/record/practice.py. */

import * as law from "../law/practice.mjs";
import { require } from "./errors.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Village } from "./facts.mjs"
 */

const CODE = "wrong-practice";

/**
 * One at a time in a village, of a few cards that are not the households', in its words; else `wrong-practice`.
 * @param {Village} village @param {Entry} entry @param {Election} election
 */
export function requirePractice(village, entry, election) {
  const { households, spares, register, clause, citation, proposals, documents } = entry;
  require(!village.practice, CODE, `practice vote ${village.practice} of the village is still open`);
  const isFew = households >= law.FEWEST_CARDS && households <= law.MOST_CARDS && !spares.length;
  require(isFew, CODE, `${households} practice cards and ${spares.length} spare ones`);
  require(register !== village.register, CODE, "the cards of the households vote in it");
  const isNothing = clause === 0 && citation === "" && JSON.stringify(proposals) === "[[]]" && !documents.length;
  require(isNothing, CODE, "practice has no clause, no article, no papers, and puts nothing to a majority");
  const isNamed = election.name === law.TITLE && election.description === law.DESCRIPTION;
  require(isNamed && asksWhatIsFixed(election), CODE, "what is asked is not what is asked in practice");
}

/** @param {Election} election */
function asksWhatIsFixed({ questions }) {
  const asked = questions.map(({ text, answers, minimum, maximum, blank }) => [text, answers, minimum, maximum, Boolean(blank)]);
  return JSON.stringify(asked) === JSON.stringify([[law.QUESTION, law.ANSWERS, 1, 1, false]]);
}
