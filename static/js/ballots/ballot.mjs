/**
 * A sealed ballot: its exact bytes, reading it, and sealing one (PROTOCOL section 4).
 * Parsing does no curve operation.
 */

import { BallotUsageError, WrongType } from "./errors.mjs";
import { G } from "./group.mjs";
import { b64Sha256 } from "./hashes.mjs";
import { proveDisjunction, proveKnowledge } from "./proofs.mjs";
import { randomScalar, reduce } from "./scalars.mjs";
import * as hashedTexts from "./hashed_texts.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Election, Question } from "./election.mjs"
 * @import { Element } from "./group.mjs"
 * @import { Branch, Draw, Proof } from "./proofs.mjs"
 * @import { Ciphertext } from "./hashed_texts.mjs"
 */

const HASH = /^[A-Za-z0-9+/]{43}$/;

/**
 * @typedef {{value: number, randomness: bigint}} Hidden what is in a ciphertext
 *
 * @typedef {object} Answer
 * @property {Ciphertext[]} choices blank first where it is allowed
 * @property {Proof[][]} individualProofs
 * @property {Proof[]} overallProof
 * @property {Proof[]|null} blankProof only where blank is allowed
 *
 * @typedef {object} Ballot canonical in form; whether its proofs hold is for acceptance.mjs to say
 * @property {string} raw the exact text
 * @property {string} tracker unpadded Base64 of the SHA-256 of the bytes: the number of the receipt
 * @property {string} electionUuid
 * @property {string} electionHash
 * @property {Element} key S
 * @property {string} credential hex(S)
 * @property {Answer[]} answers
 * @property {string} signatureHash
 * @property {Proof} signature
 */

/**
 * Reads a ballot strictly; throws `TooLarge` or a `Malformed`. No curve operation.
 * @param {string|Uint8Array} raw
 * @returns {Ballot}
 */
export function parseBallot(raw) {
  return readBallot(json.load(raw), json.decode(raw));
}

/**
 * As `parseBallot`, from JSON already loaded strictly and its own exact text.
 * @param {unknown} value
 * @param {string} raw
 * @returns {Ballot}
 */
export function readBallot(value, raw) {
  const names = ["election_uuid", "election_hash", "credential", "answers", "signature"];
  const [electionUuid, electionHash, credential, answers, signed] = json.fields(value, names);
  const [signatureHash, signature] = json.fields(signed, ["hash", "proof"]);
  const [forElection, overBallot] = [electionHash, signatureHash].map(readHash);
  const key = json.element(credential);
  return Object.freeze({
    raw,
    tracker: b64Sha256(raw),
    electionUuid: json.text(electionUuid),
    electionHash: forElection,
    key,
    credential: key.hex,
    answers: json.items(answers).map(readAnswer),
    signatureHash: overBallot,
    signature: json.proof(signature),
  });
}

/** @param {unknown} value */
function readHash(value) {
  const hash = json.text(value);
  if (!HASH.test(hash)) throw new WrongType("expected 43 characters of Base64");
  return hash;
}

/** @param {unknown} value @returns {Answer} */
function readAnswer(value) {
  const blank = value !== null && typeof value === "object" && "blank_proof" in value;
  const names = ["choices", "individual_proofs", "overall_proof"];
  const found = json.fields(value, blank ? [...names, "blank_proof"] : names);
  return {
    choices: json.items(found[0]).map(readCiphertext),
    individualProofs: json.items(found[1]).map(readProofs),
    overallProof: readProofs(found[2]),
    blankProof: blank ? readProofs(found[3]) : null,
  };
}

/**
 * Reads `{"alpha":G,"beta":G}`; form only.
 * @param {unknown} value
 * @returns {Ciphertext}
 */
export function readCiphertext(value) {
  const [alpha, beta] = json.fields(value, ["alpha", "beta"]);
  return { alpha: json.element(alpha), beta: json.element(beta) };
}

/** @param {unknown} value */
function readProofs(value) {
  return json.items(value).map(json.proof);
}

/**
 * The exact text the signature's hash is over: the ballot serialized without `signature`.
 * @param {Ballot} ballot
 */
export function unsigned({ raw }) {
  return raw.slice(0, raw.lastIndexOf(',"signature":')) + "}";
}

/**
 * Encrypts, proves and signs the choices.
 *
 * Draws, question by question: r of each choice; then the individual proof of each choice, the overall proof, the
 * blank proof (each as `proveDisjunction` draws); after all questions the signature's w, from `drawToSign`: who opens a
 * ballot shows the other draws, and w would give the secret away.
 * @param {Election} election
 * @param {bigint} secret the vote secret s
 * @param {number[][]} choices for each question a vector of 0 and 1, the blank one first where it is allowed
 * @param {() => bigint} draw the source of randomness
 * @param {() => bigint} drawToSign
 * @returns {Ballot}
 */
export function seal(election, secret, choices, draw = randomScalar, drawToSign = draw) {
  if (!reduce(secret)) throw new BallotUsageError("the vote secret is zero");
  /** @param {string} hash */
  const sign = (hash) => proveKnowledge(secret, hashedTexts.signature(hash), drawToSign);
  return assemble(election, G.power(secret).hex, choices, draw, sign);
}

/**
 * The ballot of a credential with these choices.
 * @param {Election} election
 * @param {string} credential hex(S)
 * @param {number[][]} choices
 * @param {() => bigint} draw
 * @param {(hash: string) => Proof} sign gives the signature of the unsigned part's hash
 * @returns {Ballot}
 */
export function assemble(election, credential, choices, draw, sign) {
  const { uuid, fingerprint } = election;
  const answers = sealAnswers(election, credential, choices, draw);
  const value = { election_uuid: uuid, election_hash: fingerprint, credential, answers };
  const hash = b64Sha256(JSON.stringify(value));
  return parseBallot(JSON.stringify({ ...value, signature: { hash, proof: json.proofValue(sign(hash)) } }));
}

/** @param {Election} election @param {string} credential @param {number[][]} choices @param {Draw} draw */
function sealAnswers(election, credential, choices, draw) {
  if (choices.length !== election.questions.length) throw new BallotUsageError("one vector for each question");
  const context = hashedTexts.signer(election.fingerprint, credential);
  return election.questions.map((question, index) => {
    requireAllowed(question, choices[index]);
    return sealAnswer(election.publicKey, question, context, choices[index], draw);
  });
}

/** @param {Question} question @param {number[]} votes */
function requireAllowed({ width, blank, minimum, maximum }, votes) {
  if (votes.length !== width || !votes.every((vote) => vote === 0 || vote === 1)) {
    throw new BallotUsageError("a choice is 0 or 1, one for each answer");
  }
  const total = sum(blank ? votes.slice(1) : votes);
  if (blank && votes[0] ? total : total < minimum || total > maximum) {
    throw new BallotUsageError("the number of choices is outside the bounds");
  }
}

/** @param {number[]} votes */
function sum(votes) {
  return votes.reduce((total, vote) => total + vote, 0);
}

/**
 * @param {Element} key
 * @param {Question} question
 * @param {string} context
 * @param {number[]} votes
 * @param {Draw} draw
 */
function sealAnswer(key, question, context, votes, draw) {
  const sealed = votes.map((value) => ({ value, randomness: draw() })).map((one) => ({ ...one, ...encrypt(key, one) }));
  /** @param {string} label @param {Branch[]} branches */
  const prove = (label, branches) =>
    proveDisjunction(key, label, branches, branches.findIndex(({ offset }) => !offset), draw).map(json.proofValue);
  const individual = sealed.map((one) => prove(hashedTexts.interval(context, one), within(one, 0, 1)));
  const answer = { choices: sealed.map(hashedTexts.valueOf), individual_proofs: individual };
  const bound = hashedTexts.question(context, sealed);
  const { minimum, maximum } = question;
  if (!question.blank) {
    const label = hashedTexts.interval(bound, hashedTexts.multiply(sealed));
    return { ...answer, overall_proof: prove(label, within(add(sealed), minimum, maximum)) };
  }
  const [blank, total] = [sealed[0], add(sealed.slice(1))];
  const either = [branch(blank, 1), ...within(total, minimum, maximum)];
  const overall = prove(hashedTexts.blankOrWithin(bound), either);
  const excludes = prove(hashedTexts.blankExcludes(bound), [branch(blank, 0), branch(total, 0)]);
  return { ...answer, overall_proof: overall, blank_proof: excludes };
}

/** @param {Element} key @param {Hidden} one @returns {Ciphertext} */
function encrypt(key, { value, randomness }) {
  const hidden = key.power(randomness);
  return { alpha: G.power(randomness), beta: value ? hidden.times(G) : hidden };
}

/**
 * Randomness and value of the product of these ciphertexts.
 * @param {Hidden[]} sealed
 * @returns {Hidden}
 */
function add(sealed) {
  return {
    randomness: sealed.reduce((total, { randomness }) => total + randomness, BigInt(0)),
    value: sum(sealed.map(({ value }) => value)),
  };
}

/**
 * The alternative that a ciphertext encrypts `possible`, as `proveDisjunction` wants it.
 * @param {Hidden} one
 * @param {number} possible
 * @returns {Branch}
 */
function branch({ randomness, value }, possible) {
  return { randomness, offset: value - possible };
}

/**
 * The alternatives "encrypts minimum", ..., "encrypts maximum".
 * @param {Hidden} one
 * @param {number} minimum
 * @param {number} maximum
 */
function within(one, minimum, maximum) {
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => branch(one, minimum + index));
}
