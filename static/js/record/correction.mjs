/** Corrections of what somebody said of a vote, and of its papers. Twin of voting/record/rules/correction.py. */

import { require } from "./errors.mjs";
import { requireText } from "./texts.mjs";

/**
 * @import { Entry } from "./entries.mjs"
 *
 * @typedef {object} Said what can be corrected of one vote
 * @property {Map<number, string>} types of the entries in which somebody said something, by their index
 * @property {Set<string>} shown papers that were shown with the vote, the corrected ones too
 * @property {Set<string>} wrong those of them that hold no more
 */

const CODE = "wrong-correction";

/** What an opening says. @param {Entry} opened @param {number} index @returns {Said} */
export function saidAt({ type, documents }, index) {
  return { types: new Map([[index, type]]), shown: new Set(documents), wrong: new Set() };
}

/**
 * Takes in a correction; throws `wrong-correction`, `wrong-text`.
 * @param {Said} said
 * @param {Entry} entry
 */
export function correct({ types, shown, wrong }, { corrects, about, papers, reason }) {
  require(types.has(corrects), CODE, `entry ${corrects} is nothing that was said of this vote before`);
  requireText(reason, { lineBreaks: true });
  if (about === "words") {
    require(papers.length === 0, CODE, "a correction of words names no papers");
    return;
  }
  const isOfPapers = about === "paper" && types.get(corrects) === "vote-opened" && papers.length === 2;
  require(isOfPapers, CODE, "a paper's correction is of the opening, and names the wrong paper and the right one");
  const [before, instead] = papers;
  require(shown.has(before) && !wrong.has(before), CODE, "a paper that does not hold for this vote");
  require(!shown.has(instead), CODE, "a paper that was shown with this vote before");
  wrong.add(before);
  shown.add(instead);
}
