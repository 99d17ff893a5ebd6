/** Texts that people read in a vote: they can be seen, and no two answers of a question look alike (LEDGER). */

import { pairsAlike } from "../texts/sameness.mjs";
import { InvalidText, requireValid } from "../texts/validity.mjs";
import { RecordError, require } from "./errors.mjs";

/** @import { Election } from "../ballots/election.mjs" */

/**
 * A text that can be seen, and is what it seems; else `wrong-text`.
 * @param {string} text
 * @param {{lineBreaks?: boolean}} options
 */
export function requireText(text, options = {}) {
  try {
    requireValid(text, options);
  } catch (error) {
    throw error instanceof InvalidText ? new RecordError("wrong-text", error.message) : error;
  }
}

/**
 * Title, description, questions and answers of an election; throws `wrong-text`.
 * @param {Pick<Election, "name"|"description"|"questions">} election
 */
export function requireTexts({ name, description, questions }) {
  requireText(name);
  if (description) requireText(description, { lineBreaks: true });
  for (const { text, answers } of questions) {
    requireText(text, { lineBreaks: true });
    for (const answer of answers) requireText(answer);
    for (const [one, other] of pairsAlike(answers)) {
      require(false, "wrong-text", `answers ${one + 1} and ${other + 1} look alike`);
    }
  }
}
