/**
 * What the count came to: every part of the opening proves itself, together they open the total to the numbers stated,
 * and the outcome is what the rule makes of them. Twin of voting/record/rules/count.py and voting/record/outcome.py.
 */

import { BallotError } from "../ballots/errors.mjs";
import { Element, G } from "../ballots/group.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import * as json from "../ballots/strict_json.mjs";
import { checkPartial } from "../ballots/tally.mjs";
import { weightsOf } from "../ballots/trustees.mjs";
import { RecordError, require } from "./errors.mjs";
import { isOpinion } from "./rule.mjs";

/**
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { Vote } from "./commune_book.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Setup } from "./setup.mjs"
 */

/**
 * The numbers of the book's result, question by question, blanks first where allowed: what all parts of the opening, each
 * by a trustee of the vote and with proofs, open the total to. Else `wrong-partial-decryption`, `wrong-result`.
 * @param {Pick<Vote, "parts"|"result">} vote
 * @param {Setup} setup
 * @param {Ciphertext[][]} tally
 * @param {number} voted
 * @returns {number[][]}
 */
export function requireNumbers({ parts, result }, setup, tally, voted) {
  require(result, "no-result", "the book has no result of this vote");
  const factors = named("wrong-partial-decryption", () => factorsOf(parts, setup, tally));
  const weighted = named("wrong-result", () => weightsOf(setup.trustees, new Set(factors.keys())));
  const counts = named("wrong-result", () => countsOf(result, voted));
  const isShaped = counts.length === tally.length && counts.every((row, q) => row.length === tally[q].length);
  require(isShaped, "wrong-result", "not one number for each answer");
  tally.forEach((row, q) => row.forEach(({ beta }, j) => {
    const opened = Element.publicPowers([...weighted.map(powerAt(factors, q, j)), [G, BigInt(counts[q][j])]]);
    require(opened.equals(beta), "wrong-result", `question ${q}, place ${j}: the total opens to another number`);
  }));
  return counts;
}

/**
 * What an owner's part opens of one place, with its weight among the parts that are used.
 * @param {Map<number, Element[][]>} factors @param {number} q @param {number} j
 * @returns {(used: [number, bigint]) => [Element, bigint]}
 */
const powerAt = (factors, q, j) => ([number, weight]) => [/** @type {Element[][]} */ (factors.get(number))[q][j], weight];

/**
 * The factors of each trustee's part, by owner; none twice.
 * @param {Entry[]} parts
 * @param {Setup} setup
 * @param {Ciphertext[][]} tally
 * @returns {Map<number, Element[][]>}
 */
function factorsOf(parts, { election, trustees }, tally) {
  /** @type {Map<number, Element[][]>} */
  const found = new Map();
  for (const { owned, partial } of parts) {
    const [owner, payload] = json.fields(json.load(owned), ["owner", "payload"]);
    const number = json.integer(owner, 1, trustees.owners.length);
    const code = "wrong-partial-decryption";
    require(!found.has(number), code, `trustee ${number} has done its part already`);
    require(payload === sha256Hex(partial), code, "the payload has another hash than the one that is owned");
    found.set(number, checkPartial(election, tally, trustees.owners[number - 1].key, partial));
  }
  return found;
}

/** @param {Entry} entry @param {number} voted */
function countsOf({ result }, voted) {
  const [rows] = json.fields(json.load(result), ["result"]);
  return json.items(rows).map((row) => json.items(row).map((count) => json.integer(count, 0, voted)));
}

/**
 * The outcome in the book is what more than half of the households make of the numbers, or none where nothing is
 * decided; else `wrong-outcome`.
 * @param {Entry} entry the `result`
 * @param {Setup} setup
 * @param {number[][]} counts
 */
export function requireOutcome({ outcome }, { opened, election }, counts) {
  const { households, proposals } = opened;
  const needed = Math.floor(households / 2) + 1;
  const questions = election.questions.map(({ blank }, q) => proposals[q].map((/** @type {number} */ answer) => {
    const inFavour = counts[q][answer + Number(blank)];
    return { answer, in_favour: inFavour, passed: inFavour >= needed };
  }));
  const found = isOpinion(opened) ? {} : { households, needed, questions };
  const isSame = JSON.stringify(outcome) === JSON.stringify(found);
  require(isSame, "wrong-outcome", "not what the rule of decision makes of the numbers");
}

/**
 * Runs a reader of the ballots and gives its refusal the name it has in the record.
 * @template T
 * @param {string} code
 * @param {() => T} read
 */
function named(code, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof BallotError ? new RecordError(code, `${error.name}: ${error.message}`) : error;
  }
}
