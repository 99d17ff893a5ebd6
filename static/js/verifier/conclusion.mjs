/** The last sentence of a report: which vote, what came out, whether it passed, and whether to believe it. Twin of voting/verifier/conclusion.py. */

import { filled } from "../law/sentence.mjs";
import * as wording from "../law/wording.mjs";
import { outcomeOf } from "../record/outcome.mjs";
import { printable } from "./sentences.mjs";

/**
 * @import { Counted } from "../law/wording.mjs"
 * @import { Case } from "./case.mjs"
 * @import { Texts } from "./sentences.mjs"
 */

/** A warning if anything fails; then the vote in a sentence; then, if all holds, that it does; then the signs. @param {Texts} texts @param {Case} one @param {{failures: number[], signs: number}} seen */
export function conclusion(texts, one, { failures, signs }) {
  const { end } = texts;
  const parts = [one.setup ? filled(end.title, { title: printable(one.setup.election.name) }) + standing(texts, one) : end["no-vote"]];
  if (failures.length) parts.unshift(filled(end.fails, { numbers: failures.join(", ") }));
  else parts.push(end.holds);
  if (signs) parts.push(filled(end.look, { signs }));
  return parts.join(" ");
}

/** Where the vote stands, in the words that the pages have for it. @param {Texts} texts @param {Case} one */
function standing(texts, one) {
  const { end } = texts;
  const ended = one.vote?.phase === "cancelled" && one.entriesOfVote().find(({ type }) => type === "vote-cancelled");
  if (ended) return `${wording.cancelled(texts, ended.at, printable(ended.reason))} ${end.sealed}`;
  const values = { voted: one.counted ?? 0, ballots: one.ballots ? one.ballots.length : 0 };
  if (!one.counts) return filled(end.open, values);
  const outcome = one.book ? outcomeOf(one.book.setup, one.counts) : null;
  const counted = countedOf(one, outcome);
  if (one.vote?.practice) return wording.practised(texts, counted);
  if (!outcome) return filled(end.numbers, { ...values, numbers: counted.map((row) => wording.numbers(texts, row)).join("; ") });
  if (!("needed" in outcome)) return wording.opinion(texts, counted);
  return wording.outcome(texts, counted, /** @type {{needed: number, households: number}} */ (outcome));
}

/** The count of each question, and what the law makes of it where that is known. @param {Case} one @param {Record<string, any>|null} outcome @returns {Counted[]} */
function countedOf({ setup, counts }, outcome) {
  return (setup?.election.questions ?? []).map(({ answers, blank }, at) => {
    const row = counts?.[at] ?? [];
    return {
      answers: answers.map(printable), counts: blank ? row.slice(1) : row, blanks: blank ? row[0] : null,
      judged: outcome?.questions?.[at] ?? [],
    };
  });
}
