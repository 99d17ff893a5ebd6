/**
 * The envelope a ballot travels and is recorded in: sequence number and seal (PROTOCOL section 4).
 *
 * Without it a dishonest server could keep back a household's first ballot, accept its second, and append the first
 * afterwards so that it counts.
 */

import { readBallot } from "./ballot.mjs";
import { SEQUENCE_MAX } from "./election.mjs";
import { BallotUsageError } from "./errors.mjs";
import { proveKnowledge } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import * as hashedTexts from "./hashed_texts.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Ballot } from "./ballot.mjs"
 * @import { Proof } from "./proofs.mjs"
 */

/**
 * @typedef {object} Envelope
 * @property {string} raw the exact text
 * @property {number} sequence
 * @property {Proof} seal
 * @property {Ballot} ballot with its own exact text
 */

/**
 * The text the seal is hashed over.
 * @param {Ballot} ballot
 * @param {number} sequence
 */
export function sealLabel({ electionUuid, credential, tracker }, sequence) {
  return hashedTexts.sequence(electionUuid, credential, tracker, sequence);
}

/**
 * Reads an envelope strictly (step 1); throws `TooLarge` or a `Malformed`. No curve operation.
 * @param {string|Uint8Array} raw
 * @returns {Envelope}
 */
export function parseEnvelope(raw) {
  const [number, proof, ballot] = json.fields(json.load(raw), ["sequence", "seal", "ballot"]);
  return Object.freeze({
    raw: json.decode(raw),
    sequence: json.integer(number, 1, SEQUENCE_MAX),
    seal: json.proof(proof),
    ballot: readBallot(ballot, JSON.stringify(ballot)),
  });
}

/**
 * Seals a ballot under a sequence number; draws w. Throws `BallotUsageError` out of range.
 * @param {Ballot} ballot
 * @param {bigint} secret the vote secret s that signed the ballot
 * @param {number} sequence 1 for the first ballot, else larger than every one used or recorded before
 * @param {() => bigint} draw
 * @returns {Envelope}
 */
export function makeEnvelope(ballot, secret, sequence, draw = randomScalar) {
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new BallotUsageError("the sequence is out of range");
  const seal = proveKnowledge(secret, sealLabel(ballot, sequence), draw);
  const written = JSON.stringify(json.proofValue(seal));
  const raw = `{"sequence":${sequence},"seal":${written},"ballot":${ballot.raw}}`;
  return Object.freeze({ raw, sequence, seal, ballot });
}
