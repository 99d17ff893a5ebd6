/** What the count came to, for whoever has read a vote whole: what the rules of voting/record/rules/count.py ask of its numbers. */

import { checkOpened, readResult } from "../ballots/tally.mjs";
import { named, require } from "./errors.mjs";
import { factorsIn, partialIn } from "./rules/count.mjs";

/**
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { Vote } from "./replay.mjs"
 * @import { Setup } from "./setup.mjs"
 */

/**
 * The numbers of the book's result, question by question, blanks first where allowed: what all parts of the opening, each
 * by a trustee of the vote and with proofs, open the total to. Else `wrong-partial-decryption`, `wrong-result`.
 * @param {Pick<Vote, "parts"|"result">} vote
 * @param {Setup} setup
 * @param {Ciphertext[][]} rows
 * @param {number} number of households that voted
 */
export function requireNumbers({ parts, result }, setup, rows, number) {
  require(result, "no-result", "the book has no result of this vote");
  const factors = new Map(parts.map((part) => [partialIn(part), factorsIn(part, setup, rows)]));
  const counts = named("wrong-result", () => readResult(result.result));
  named("wrong-result", () => checkOpened(setup.trustees, { rows, number }, factors, counts));
  return counts;
}
