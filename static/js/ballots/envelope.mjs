/**
 * The envelope a ballot travels and is recorded in: `{"sequence":n,"seal":proof,"ballot":ballot}` (PROTOCOL section 4).
 *
 * The seal binds n to this ballot, so a server cannot put a household's earlier ballot behind its later one.
 */

import { parseBallot } from "./ballot.mjs";
import { SEQUENCE_MAX } from "./election.mjs";
import { BallotUsageError } from "./errors.mjs";
import { proveKnowledge } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import * as json from "./strict_json.mjs";

/**
 * @typedef {object} Envelope
 * @property {string} raw the exact text
 * @property {number} sequence
 * @property {Proof} seal
 * @property {Ballot} ballot
 */

/** The text the seal's commitment is appended to. */
export function sealLabel(ballot, sequence) {
  return `dinh/sequence|${ballot.electionUuid}|${ballot.credential.hex}|${ballot.tracker}|${sequence}|`;
}

/**
 * Puts a ballot into its envelope; draws the seal's w.
 * @param {Ballot} ballot
 * @param {bigint} secret the vote secret s that signed the ballot
 * @param {number} sequence 1 for the first ballot, else larger than every one used or recorded before
 * @param {() => bigint} draw
 * @returns {Envelope}
 */
export function makeEnvelope(ballot, secret, sequence, draw = randomScalar) {
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new BallotUsageError("a sequence number counts from 1");
  const seal = proveKnowledge(secret, sealLabel(ballot, sequence), draw);
  const written = JSON.stringify(json.proofValue(seal));
  return Object.freeze({ raw: `{"sequence":${sequence},"seal":${written},"ballot":${ballot.raw}}`, sequence, seal, ballot });
}

/** Reads an envelope's exact bytes; form only. Throws `TooLarge` or a `Malformed`. */
export function parseEnvelope(raw) {
  const [sequence, seal, ballot] = json.fields(json.load(raw), ["sequence", "seal", "ballot"]);
  return Object.freeze({
    raw: json.decode(raw),
    sequence: json.integer(sequence, 1, SEQUENCE_MAX),
    seal: json.proof(seal),
    ballot: parseBallot(JSON.stringify(ballot)),
  });
}
