/**
 * What is chosen, question by question: vectors of 0 and 1 as `seal` wants them, the blank one first where allowed.
 * Pure: every function returns a new value.
 */

/** @import { Election, Question } from "../ballots/election.mjs" */

/**
 * Nothing chosen yet.
 * @param {Election} election
 * @returns {number[][]}
 */
export function emptySelection(election) {
  return election.questions.map(({ width }) => Array(width).fill(0));
}

/**
 * Whether exactly one place of the question is to be chosen (radio buttons, else check boxes).
 * @param {Question} question
 */
export function isSingle({ minimum, maximum }) {
  return minimum === 1 && maximum === 1;
}

/**
 * The votes of one question after its place `index` was tapped.
 * @param {Question} question
 * @param {number[]} votes
 * @param {number} index place in the vector
 * @returns {{votes: number[], full: boolean}} `full`: nothing changed, because no more may be chosen
 */
export function pick(question, votes, index) {
  const alone = isSingle(question) || (question.blank && index === 0);
  if (alone) {
    const keep = isSingle(question) || !votes[index];
    return { votes: votes.map((_, place) => Number(keep && place === index)), full: false };
  }
  const cleared = question.blank ? [0, ...votes.slice(1)] : votes;
  const next = cleared.map((vote, place) => (place === index ? 1 - vote : vote));
  const full = count(next) > question.maximum;
  return { votes: full ? votes : next, full };
}

/**
 * Whether the votes of one question may be sent as they are.
 * @param {Question} question
 * @param {number[]} votes
 */
export function isComplete(question, votes) {
  if (question.blank && votes[0]) return true;
  const chosen = count(votes);
  return chosen >= question.minimum && chosen <= question.maximum;
}

/**
 * Indexes of the questions that still want something chosen.
 * @param {Election} election
 * @param {number[][]} selection
 */
export function incomplete(election, selection) {
  return election.questions.flatMap((question, index) => (isComplete(question, selection[index]) ? [] : [index]));
}

/**
 * What is chosen of one question, in the election's own words.
 * @param {Question} question
 * @param {number[]} votes
 * @returns {{blank: boolean, answers: string[]}}
 */
export function chosen(question, votes) {
  const shift = Number(question.blank);
  const answers = question.answers.filter((_, index) => votes[index + shift]);
  return { blank: question.blank && votes[0] === 1, answers };
}

/** @param {number[]} votes */
function count(votes) {
  return votes.reduce((total, vote) => total + vote, 0);
}
