/** Sentences about a result, as page, command and paper have them. Twin of voting/law/wording.py, with the words of one language. */

import { clockOf, dayOf } from "./deadlines.mjs";
import { filled } from "./sentence.mjs";

/**
 * @typedef {object} Words
 * @property {Record<string, string>} results
 * @property {string[]} weekdays from Monday
 * @property {string} thousands
 *
 * @typedef {object} Counted a question's count: households by answer, the blanks apart; of each answer put to the majority,
 *   if it passed
 * @property {string[]} answers
 * @property {number[]} counts
 * @property {number|null} blanks
 * @property {{answer: number, passed: boolean}[]} judged
 */

/** 1.234 in Vietnamese, 1,234 in English. @param {Words} words @param {number} value */
const number = ({ thousands }, value) => String(value).replace(/\B(?=(\d{3})+$)/g, thousands);

/** A day on the villages' clock: "28/11/2026". @param {string} minute */
export const day = (minute) => dayOf(minute).split("-").reverse().join("/");

/** Hour, weekday and day on the villages' clock: "20:00, thứ Bảy 28/11/2026". @param {Words} words @param {string} minute */
function moment({ results, weekdays }, minute) {
  const weekday = weekdays[(new Date(`${dayOf(minute)}T00:00Z`).getUTCDay() + 6) % 7];
  return filled(results.moment, { clock: clockOf(minute), weekday, day: day(minute) });
}

/** What was decided; several questions by number. @param {Words} words @param {Counted[]} questions @param {{needed: number, households: number}} by */
export function outcome(words, questions, { needed, households }) {
  const said = questions.map(({ answers, counts, judged }) => judged.map(({ answer, passed }) => {
    const figure = filled(words.results.figure, { count: number(words, counts[answer]), all: number(words, households) });
    return filled(words.results[passed ? "passed" : "not-passed"], { answer: answers[answer], figure, needed: number(words, needed) });
  }).join(" "));
  return said.length === 1 ? said[0] : byNumber(words, said).join(" ");
}

/** What the households think. @param {Words} words @param {Counted[]} questions */
export function opinion(words, questions) {
  const said = questions.map((one) => numbers(words, one));
  if (said.length === 1) return filled(words.results.opinion, { numbers: said[0] });
  return filled(words.results.opinions, { numbers: byNumber(words, said).join(". ") });
}

/** The numbers of a practice vote, and before them that they count for nothing. @param {Words} words @param {Counted[]} questions */
export function practised(words, questions) {
  const { practice, practised: template, "practised-answer": one } = words.results;
  const said = questions.flatMap(({ answers, counts }) =>
    answers.map((answer, at) => filled(one, { answer, count: number(words, counts[at]) })));
  return filled(template, { practice, numbers: said.join(", ") });
}

/** The count of a question without any judgement; blanks last. @param {Words} words @param {Counted} question */
export function numbers(words, { answers, counts, blanks }) {
  const said = answers.map((answer, at) => filled(words.results.answer, { answer, count: number(words, counts[at]) }));
  if (blanks !== null) said.push(filled(words.results.blank, { count: number(words, blanks) }));
  return said.join(", ");
}

/** A vote ends without a count, with the reason as given. @param {Words} words @param {string} minute @param {string} reason */
export const cancelled = (words, minute, reason) =>
  filled(words.results.cancelled, { at: moment(words, minute), reason: /[.!?…]$/.test(reason) ? reason : `${reason}.` });

/** @param {Words} words @param {string[]} said */
const byNumber = ({ results }, said) => said.map((one, at) => filled(results.numbered, { number: at + 1, said: one }));
