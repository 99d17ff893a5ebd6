/**
 * Opening a sealed ballot instead of casting it, to see what the phone has sealed (a Benaloh challenge).
 *
 * All randomness of a ballot but the signature's comes from one seed. Whoever is shown the seed and the choices seals
 * again and compares the tracker with the one shown before. Nothing of the card's secret can be learnt from an opening,
 * and no envelope can be made of it: the sequence seal of an opened ballot never exists. Twin: voting/ballots/opening.py.
 */

import { checkBallotProofs } from "./acceptance.mjs";
import { assemble, seal } from "./ballot.mjs";
import { BadElementText, BadOpening, BallotUsageError, WrongOpening, WrongUuid } from "./errors.mjs";
import { b64, wideHashToScalar } from "./hashes.mjs";
import { numberFromBytes, Q, randomScalar } from "./scalars.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Ballot } from "./ballot.mjs"
 * @import { Election } from "./election.mjs"
 * @import { BallotError } from "./errors.mjs"
 * @import { Draw, Proof } from "./proofs.mjs"
 */

const SEED_BYTES = 32;
const ENCODED = "\\.([A-Za-z0-9_-]{43})";
const TEXT = /* @__PURE__ */ new RegExp(`^1\\.([1-9A-HJ-NP-Za-km-z]{14})\\.([01]+(?:-[01]+)*)${ENCODED.repeat(5)}$`);

/**
 * @typedef {object} Opening what is shown of a sealed ballot
 * @property {string} electionUuid
 * @property {number[][]} choices
 * @property {Uint8Array} seed 32 bytes
 * @property {string} credential hex(S)
 * @property {Proof} signature
 * @property {string} tracker
 */

/**
 * Scalars from a seed: draw n = 0, 1, ... is SHA-512 of `dinh/seal|<seed, hex>|<n>`, big-endian, mod q.
 * 512 bits make the remainder uniform but for 2^-259.
 * @param {Uint8Array} seed 32 bytes
 * @returns {() => bigint}
 */
export function entropyFromSeed(seed) {
  if (seed.length !== SEED_BYTES) throw new BallotUsageError("a seed has 32 bytes");
  const prefix = `dinh/seal|${hexOf(seed)}|`;
  let drawn = 0;
  return () => wideHashToScalar(prefix + drawn++);
}

/**
 * Seals from a seed; the signature draws from `drawToSign`, never from the seed. Forget the opening, or show it.
 * @param {Election} election
 * @param {bigint} secret
 * @param {number[][]} choices
 * @param {Uint8Array} seed
 * @param {Draw} drawToSign
 * @returns {{ballot: Ballot, opening: Opening}}
 */
export function sealOpenable(election, secret, choices, seed = freshSeed(), drawToSign = randomScalar) {
  const ballot = seal(election, secret, choices, entropyFromSeed(seed), drawToSign);
  const { credential, signature, tracker, electionUuid } = ballot;
  return { ballot, opening: { electionUuid, choices, seed, credential, signature, tracker } };
}

function freshSeed() {
  return crypto.getRandomValues(new Uint8Array(SEED_BYTES));
}

/**
 * `1.uuid.choices.seed.S.challenge.response.tracker`, base64url without padding; fits a QR code.
 * @param {Opening} opening
 */
export function printOpening({ electionUuid, choices, seed, credential, signature, tracker }) {
  const { challenge, response } = signature;
  const hexes = [hexOf(seed), credential, ...[challenge, response].map((one) => one.toString(16).padStart(64, "0"))];
  const votes = choices.map((vector) => vector.join("")).join("-");
  return ["1", electionUuid, votes, ...hexes.map((hex) => toUrl(b64(fromHex(hex)))), toUrl(tracker)].join(".");
}

/**
 * Reads the text of an opening, also at the end of an address (after `#`); throws `BadOpening`. @returns {Opening}
 * @param {string} text
 */
export function parseOpening(text) {
  const found = TEXT.exec(/** @type {string} */ (text.trim().split("#").pop()));
  if (!found) throw new BadOpening("not the text of an opening");
  const [electionUuid, votes, ...encoded] = found.slice(1);
  const [seed, credential, challenge, response] = encoded.map(bytesFrom);
  return {
    electionUuid,
    choices: votes.split("-").map((vector) => Array.from(vector, Number)),
    seed,
    credential: named(BadElementText, () => json.element(hexOf(credential)).hex),
    signature: { challenge: scalarFrom(challenge), response: scalarFrom(response) },
    tracker: encoded[4].replace(/-/g, "+").replace(/_/g, "/"),
  };
}

/**
 * Seals again and compares.
 * Throws `WrongUuid` for another election's, `BadOpening` for choices this election does not allow, `WrongOpening` when
 * other bytes were sealed than the opening says, a `BadProof` when the ballot would not have been accepted.
 * @param {Election} election
 * @param {Opening} opening
 * @returns {Ballot} the ballot that was sealed
 */
export function checkOpening(election, { electionUuid, choices, seed, credential, signature, tracker }) {
  if (electionUuid !== election.uuid) throw new WrongUuid("the opening is of another election");
  const draw = entropyFromSeed(seed);
  const ballot = named(BallotUsageError, () => assemble(election, credential, choices, draw, () => signature));
  if (ballot.tracker !== tracker) throw new WrongOpening("sealed again, the ballot has another number");
  checkBallotProofs(ballot, election);
  return ballot;
}

/**
 * Runs a step and gives its refusal the name it has for an opening.
 * @template T
 * @param {typeof BallotError} Crime
 * @param {() => T} step
 */
function named(Crime, step) {
  try {
    return step();
  } catch (error) {
    throw error instanceof Crime ? new BadOpening(error.message) : error;
  }
}

/** @param {Uint8Array} bytes */
function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} hex */
function fromHex(hex) {
  return Uint8Array.from(/** @type {string[]} */ (hex.match(/../g)), (pair) => parseInt(pair, 16));
}

/** @param {string} text */
function toUrl(text) {
  return text.replace(/\+/g, "-").replace(/\//g, "_");
}

/** @param {string} text */
function bytesFrom(text) {
  const standard = text.replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(`${standard}=`), (character) => character.charCodeAt(0));
  if (b64(bytes) !== standard) throw new BadOpening("not the printed form of Base64");
  return bytes;
}

/** @param {Uint8Array} bytes */
function scalarFrom(bytes) {
  const value = numberFromBytes(bytes);
  if (value >= Q) throw new BadOpening("a scalar is not below the group order");
  return value;
}
