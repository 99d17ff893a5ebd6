/**
 * What will be voted on, as one hash: fixed by the notice, compared with the election when the vote is opened. Twin of
 * voting/record/content.py and of `announced` in voting/record/rules/matter.py; the steps before are not judged here.
 */

import { sha256Hex } from "../ballots/hashes.mjs";
import { require } from "./errors.mjs";
import { isOpinion } from "./rule.mjs";

/**
 * @import { Election, Question } from "../ballots/election.mjs"
 * @import { Entry } from "./entries.mjs"
 */

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

/**
 * The vote is that of a matter of its village that was announced before (`step-missing`), with this very content and
 * time (`wrong-step`). An opinion vote is of no matter (`wrong-rule`).
 * @param {{opened: Entry, matter: string, announced: Entry|null}} vote
 * @param {Pick<Election, "name"|"description"|"questions">} election
 */
export function requireAnnounced({ opened, matter, announced }, { name, description, questions }) {
  if (isOpinion(opened)) {
    require(!matter, "wrong-rule", `vote ${opened.vote} decides a matter: no matter is an opinion`);
    return;
  }
  require(announced?.village === opened.village, "step-missing", `vote ${opened.vote} is of no matter that was announced`);
  const isSame = announced.content === contentHash(name, description, questions, opened.documents);
  require(isSame, "wrong-step", "not what was announced");
  const { at, opens_at: opensAt, closes_at: closesAt } = opened;
  const opens = announced.opens_at > at ? announced.opens_at : at;
  require(opensAt === opens && closesAt === announced.closes_at, "wrong-step", "not when it was announced");
}
