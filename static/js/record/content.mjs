/**
 * What will be voted on, as one hash: fixed by the notice, compared with the election when the vote is opened. Twin of
 * voting/record/content.py.
 */

import { sha256Hex } from "../ballots/hashes.mjs";

/** @import { Question } from "../ballots/election.mjs" */

/**
 * SHA-256 (hex) of the compact JSON `[title, description, [question, ...], [SHA-256 of a document, ...]]`.
 * @param {string} title
 * @param {string} description
 * @param {readonly Question[]} questions
 * @param {readonly string[]} documents
 */
export function contentHash(title, description, questions, documents) {
  return sha256Hex(JSON.stringify([title, description, questions.map(valueOf), documents]));
}

/** A question as the election's bytes have it. @param {Question} question */
function valueOf({ text, answers, minimum, maximum, blank }) {
  return { answers, ...(blank ? { blank } : {}), min: minimum, max: maximum, question: text };
}
