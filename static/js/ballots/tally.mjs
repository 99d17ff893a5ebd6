/** Tally and partial decryption (PROTOCOL section 6). A tally is `[[{alpha, beta}]]`: question by question. */

import { readCiphertext } from "./ballot.mjs";
import { BadDecryption, CryptoDataError, ElementNotInGroup, WrongResult, WrongShape, WrongTally } from "./errors.mjs";
import { Element, G } from "./group.mjs";
import { sha256Hex } from "./hashes.mjs";
import { proveEqualLogarithms, verifyEqualLogarithms } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import { multiply, valueOf } from "./hashed_texts.mjs";
import * as json from "./strict_json.mjs";
import { weightsOf } from "./trustees.mjs";

/**
 * @import { Ballot } from "./ballot.mjs"
 * @import { Election } from "./election.mjs"
 * @import { Ciphertext } from "./hashed_texts.mjs"
 * @import { Trustees } from "./trustees.mjs"
 */

/** Largest tally or partial decryption read, bytes. */
const TALLY_MAX_BYTES = 2 ** 20;

/**
 * The product of the counted ballots' ciphertexts, place by place. Ballots have been checked before.
 * @param {Election} election
 * @param {Pick<Ballot, "answers">[]} ballots
 */
export function encryptedTally(election, ballots) {
  return election.questions.map(({ width }, q) =>
    Array.from({ length: width }, (_, j) => multiply(ballots.map((ballot) => ballot.answers[q].choices[j]))),
  );
}

/**
 * The exact text of a tally.
 * @param {Ciphertext[][]} tally
 */
export function printTally(tally) {
  return JSON.stringify(tally.map((row) => row.map(valueOf)));
}

/**
 * The exact text of its size: how many ballots it is the product of, each of weight one.
 * @param {string} tally its exact text
 * @param {number} ballots
 */
export function printSized(tally, ballots) {
  return JSON.stringify({ num_tallied: ballots, total_weight: ballots, encrypted_tally: sha256Hex(tally) });
}

/**
 * Reads a tally's exact bytes and proves all of it to be in the group. Throws `Malformed`, `ElementNotInGroup`.
 * @param {string|Uint8Array} raw
 * @param {Election} election
 */
export function parseTally(raw, election) {
  const tally = json.items(json.load(raw, TALLY_MAX_BYTES)).map((row) => json.items(row).map(readCiphertext));
  requireShape(tally, election);
  members(() => tally.flat().forEach(({ alpha, beta }) => [alpha, beta].forEach((one) => one.requireInGroup())));
  return tally;
}

/**
 * The form of a tally and of its size, exact texts of both: its rows, and of how many ballots it is. Throws a `Malformed`, or
 * `WrongTally`. No curve operation.
 * @param {string} raw @param {string} sized
 */
export function readTally(raw, sized) {
  const rows = json.items(json.load(raw)).map((row) => json.items(row).map(readCiphertext));
  const [count] = json.fields(json.load(sized), ["num_tallied", "total_weight", "encrypted_tally"]);
  const number = json.integer(count, 0, 2 ** 31);
  if (printSized(raw, number) !== sized) throw new WrongTally("the size names another tally, or a weight that is not its number");
  return { rows, number };
}

/** @param {unknown[][]} rows @param {Election} election */
function requireShape(rows, { questions }) {
  const fits = rows.length === questions.length && rows.every((row, q) => row.length === questions[q].width);
  if (!fits) throw new WrongShape("not one place for each answer");
}

/** @param {() => void} check */
function members(check) {
  try {
    check();
  } catch (error) {
    throw error instanceof CryptoDataError ? new ElementNotInGroup(error.message) : error;
  }
}

/** @param {Election} election @param {Element} key */
function label(election, key) {
  return `decrypt|${election.fingerprint}|${key.hex}|`;
}

/**
 * A member's partial decryption, exact text; draws w for each place in order.
 * @param {Election} election
 * @param {{alpha: Element, beta: Element}[][]} tally
 * @param {bigint} secret x
 * @param {{draw?: () => bigint, progress?: (done: number, total: number) => void}} options
 */
export function partialDecryption(election, tally, secret, { draw = randomScalar, progress = () => {} } = {}) {
  const context = label(election, G.power(secret));
  const total = tally.flat().length;
  let done = 0;
  const opened = tally.map((row) => row.map(({ alpha }) => {
    const factor = alpha.power(secret).hex;
    const proof = json.proofValue(proveEqualLogarithms(secret, alpha, context, draw));
    progress((done += 1), total);
    return { factor, proof };
  }));
  return JSON.stringify({
    decryption_factors: opened.map((row) => row.map(({ factor }) => factor)),
    decryption_proofs: opened.map((row) => row.map(({ proof }) => proof)),
  });
}

/**
 * Verifies a partial decryption's exact bytes against the member's key; its factors. Throws a `BallotDataError`.
 * @param {Election} election
 * @param {Ciphertext[][]} tally
 * @param {Element} key
 * @param {string|Uint8Array} raw
 */
export function checkPartial(election, tally, key, raw) {
  const { factors, proofs } = readPartial(raw);
  requireShape(factors, election);
  requireShape(proofs, election);
  const context = label(election, key);
  tally.forEach((row, q) => row.forEach(({ alpha }, j) => {
    const statement = { key, base: alpha, power: factors[q][j] };
    if (!holds(() => verifyEqualLogarithms(statement, context, proofs[q][j]))) throw new BadDecryption(`question ${q}, place ${j}: the proof does not verify`);
  }));
  return factors;
}

/** Whether a proof verifies; one of elements outside the group does not. @param {() => boolean} verify */
function holds(verify) {
  try {
    return verify();
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadDecryption(error.message) : error;
  }
}

/**
 * The form of a partial decryption's exact bytes: factors and proofs, by question and choice; throws a `Malformed`. No curve
 * operation.
 * @param {string|Uint8Array} raw
 */
export function readPartial(raw) {
  const names = ["decryption_factors", "decryption_proofs"];
  const [factors, proofs] = json.fields(json.load(raw, TALLY_MAX_BYTES), names);
  return {
    factors: json.items(factors).map((row) => json.items(row).map(json.element)),
    proofs: json.items(proofs).map((row) => json.items(row).map(json.proof)),
  };
}

/**
 * The owner's number and the payload's hash of an owned partial decryption; throws a `Malformed`.
 * @param {string|Uint8Array} raw
 */
export function parseOwned(raw) {
  const [owner, payload] = json.fields(json.load(raw), ["owner", "payload"]);
  return { owner: json.integer(owner, 1, 10_000), payload: json.text(payload) };
}

/**
 * The exact text of the wrapping that names a partial decryption's owner.
 * @param {number} owner from 1
 * @param {string|Uint8Array} partial exact bytes
 */
export const printOwned = (owner, partial) => JSON.stringify({ owner, payload: sha256Hex(partial) });

/**
 * The numbers of a result's exact bytes; throws a `Malformed`.
 * @param {string|Uint8Array} raw
 */
export function readResult(raw) {
  const [rows] = json.fields(json.load(raw), ["result"]);
  return json.items(rows).map((row) => json.items(row).map((count) => json.integer(count, 0, 2 ** 31)));
}

/**
 * The numbers are what checked partial decryptions open the tally to: every Single's, and of a committee the T of lowest
 * number. Throws `NotEnoughDecryptions` or `WrongResult`.
 * @param {Trustees} trustees
 * @param {{rows: Ciphertext[][], number: number}} tally
 * @param {Map<number, Element[][]>} factors by owner
 * @param {number[][]} counts
 */
export function checkOpened(trustees, { rows, number }, factors, counts) {
  const weighted = weightsOf(trustees, new Set(factors.keys()));
  const isShaped = counts.length === rows.length && counts.every((row, q) => row.length === rows[q].length);
  if (!isShaped) throw new WrongResult("not one number for each answer");
  rows.forEach((row, q) => row.forEach(({ beta }, j) => {
    const powers = weighted.map(([owner, weight]) =>
      /** @type {[Element, bigint]} */ ([/** @type {Element[][]} */ (factors.get(owner))[q][j], weight]));
    const isNumber = counts[q][j] <= number;
    const opened = Element.publicPowers([...powers, [G, BigInt(counts[q][j])]]);
    if (!isNumber || !opened.equals(beta)) throw new WrongResult(`question ${q}, place ${j}: the total opens to another number`);
  }));
}
