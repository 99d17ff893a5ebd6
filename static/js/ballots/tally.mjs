/** Tally and partial decryption (PROTOCOL section 6). A tally is `[[{alpha, beta}]]`: question by question. */

import { readCiphertext } from "./ballot.mjs";
import { BadDecryption, CryptoDataError, ElementNotInGroup, WrongShape } from "./errors.mjs";
import { G } from "./group.mjs";
import { sha256Hex } from "./hashes.mjs";
import { proveEqualLogarithms, verifyEqualLogarithms } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import { multiply, valueOf } from "./hashed_texts.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Ballot } from "./ballot.mjs"
 * @import { Election } from "./election.mjs"
 * @import { Element } from "./group.mjs"
 * @import { Ciphertext } from "./hashed_texts.mjs"
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
  const names = ["decryption_factors", "decryption_proofs"];
  const [factorRows, proofRows] = json.fields(json.load(raw, TALLY_MAX_BYTES), names);
  const factors = json.items(factorRows).map((row) => json.items(row).map(json.element));
  const proofs = json.items(proofRows).map((row) => json.items(row).map(json.proof));
  requireShape(factors, election);
  requireShape(proofs, election);
  const context = label(election, key);
  tally.forEach((row, q) => row.forEach(({ alpha }, j) => {
    const statement = { key, base: alpha, power: factors[q][j] };
    let holds = false;
    members(() => (holds = verifyEqualLogarithms(statement, context, proofs[q][j])));
    if (!holds) throw new BadDecryption(`question ${q}, place ${j}: the proof does not verify`);
  }));
  return factors;
}
