/** The rule of corrections: of something that people said of this vote, and of a paper that holds so far. Twin of voting/record/rules/correction.py. */

import { require } from "../errors.mjs";
import { PHASES } from "../facts.mjs";
import { requireText } from "../texts.mjs";
import { voteIn } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Vote } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 */

const CODE = "wrong-correction";
/** What a correction is about: a paper shown with the vote, or the words of an entry. */
export const [PAPER, WORDS] = ["paper", "words"];
/** What somebody has said of a vote; what the program counted is recomputed by everyone. */
export const CORRECTABLE = ["vote-opened", "vote-extended", "vote-cancelled"];

/** Of an earlier entry about the same vote, in which somebody said something; with the reason that people read. @type {Rule} */
function correction(book, entry) {
  const vote = voteIn(book, entry, ...PHASES);
  const { corrects, about, papers, reason } = entry;
  require(corrects < book.size, CODE, `entry ${corrects} does not stand before entry ${book.size}`);
  const found = book.entries[corrects];
  const isSaid = CORRECTABLE.includes(found.type) && found.vote === entry.vote && found.village === entry.village;
  require(isSaid, CODE, `entry ${corrects} is nothing that was said of vote ${entry.vote}`);
  requireText(reason, { lineBreaks: true });
  if (about === WORDS) {
    require(!papers.length, CODE, "a correction of words names no papers");
    return {};
  }
  const isOfPapers = about === PAPER && found.type === "vote-opened" && papers.length === 2;
  require(isOfPapers, CODE, "a paper's correction is of the opening, and names the wrong paper and the right one");
  requirePapers(vote, found, papers);
  return { votes: { [entry.vote]: { ...vote, corrected: [...vote.corrected, papers] } } };
}

/** The wrong one holds so far; the right one was never shown with this vote. @param {Vote} vote @param {Entry} opened @param {string[]} papers */
function requirePapers({ corrected }, { documents }, [wrong, right]) {
  const shown = new Set([...documents, ...corrected.map(([, instead]) => instead)]);
  const holds = shown.has(wrong) && !corrected.some(([before]) => before === wrong);
  require(holds, CODE, `no paper ${wrong} holds for this vote`);
  require(!shown.has(right), CODE, `paper ${right} was shown with this vote before`);
}

/** @type {Rules} */
export const RULES = { correction };
