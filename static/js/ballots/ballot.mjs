/**
 * A ballot: sealing, reading, and opening one for a check (PROTOCOL section 4).
 *
 * The draws of `seal`, in order: for each question the randomness of its ciphertexts, then its individual proofs, the
 * blank proof if any, the overall proof (each as `proveDisjunction` says); at the end the signature's w.
 */

import { BallotUsageError } from "./errors.mjs";
import { G, product } from "./group.mjs";
import { b64Sha256, hashToScalar } from "./hashes.mjs";
import { proveDisjunction, proveKnowledge } from "./proofs.mjs";
import { randomScalar, reduce } from "./scalars.mjs";
import * as json from "./strict_json.mjs";

/**
 * @typedef {object} Ciphertext
 * @property {Element} alpha
 * @property {Element} beta
 *
 * @typedef {object} Answer
 * @property {Ciphertext[]} choices blank first where it is allowed
 * @property {Proof[][]} individualProofs
 * @property {Proof[]} overallProof
 * @property {Proof[]|null} blankProof
 *
 * @typedef {object} Ballot `raw` is the exact text; the rest is read from it
 * @property {string} raw
 * @property {string} tracker unpadded Base64 of the SHA-256 of the bytes: the number of the receipt
 * @property {string} electionUuid
 * @property {string} electionHash
 * @property {Element} credential S
 * @property {Answer[]} answers
 * @property {{hash: string, proof: Proof}} signature
 *
 * @typedef {object} Opening what shows how a ballot was sealed; tells the choice, but nothing of the card's secret
 * @property {number[][]} choices
 * @property {string[]} draws decimal scalars: all but the signature's
 * @property {string} credential
 * @property {{hash: string, proof: object}} signature
 */

/**
 * Seals a household's choices. One act of the person: the same ballot is sent again after a lost connection.
 * @param {Election} election
 * @param {bigint} secret the vote secret s
 * @param {number[][]} choices for each question a vector of 0 and 1, the blank one first where it is allowed
 * @param {() => bigint} draw the source of randomness; only tests give another
 * @returns {{ballot: Ballot, opening: Opening}} the opening must be forgotten once the ballot is sent
 */
export function seal(election, secret, choices, draw = randomScalar) {
  if (!reduce(secret)) throw new BallotUsageError("the vote secret is zero");
  const draws = [];
  const credential = G.power(secret).hex;
  const answers = sealAnswers(election, credential, choices, () => {
    draws.push(draw());
    return draws[draws.length - 1];
  });
  const hash = b64Sha256(print(election, credential, answers));
  const proof = json.proofValue(proveKnowledge(secret, `sig|${hash}|`, draw));
  const signature = { hash, proof };
  const opening = { choices, draws: draws.map(String), credential, signature };
  return { ballot: parseBallot(print(election, credential, answers, signature)), opening };
}

/**
 * Seals again from an opening; the same bytes as the ballot it belongs to, or it does not belong to it.
 * The signature is taken over as it stands: `checkBallot` of acceptance.mjs verifies it.
 * @returns {Ballot}
 */
export function reopen(election, opening) {
  const draws = opening.draws.map(json.scalar);
  const credential = json.element(opening.credential).hex;
  const answers = sealAnswers(election, credential, opening.choices, () => {
    if (!draws.length) throw new BallotUsageError("too few draws");
    return draws.shift();
  });
  if (draws.length) throw new BallotUsageError("too many draws");
  return parseBallot(print(election, credential, answers, opening.signature));
}

function print({ uuid, fingerprint }, credential, answers, signature) {
  const unsigned = { election_uuid: uuid, election_hash: fingerprint, credential, answers };
  return JSON.stringify(signature ? { ...unsigned, signature } : unsigned);
}

function sealAnswers(election, credential, choices, draw) {
  if (choices.length !== election.questions.length) throw new BallotUsageError("not one choice for each question");
  const context = `${election.fingerprint}|${credential}`;
  return election.questions.map((question, index) => {
    requireAllowed(question, choices[index]);
    return sealAnswer(election.publicKey, context, question, choices[index], draw);
  });
}

/** Throws `BallotUsageError` for a choice outside the bounds; a blank answer excludes all others. */
function requireAllowed({ width, blank, minimum, maximum }, vector) {
  const bits = vector.length === width && vector.every((bit) => bit === 0 || bit === 1);
  const chosen = sum(blank ? vector.slice(1) : vector);
  const allowed = blank && vector[0] ? chosen === 0 : chosen >= minimum && chosen <= maximum;
  if (!bits || !allowed) throw new BallotUsageError("the choice is outside the bounds of its question");
}

function sum(bits) {
  return bits.reduce((total, bit) => total + bit, 0);
}

function sealAnswer(key, context, question, vector, draw) {
  const sealed = vector.map((value) => sealValue(key, value, draw));
  const choices = sealed.map(({ alpha, beta }) => ({ alpha: alpha.hex, beta: beta.hex }));
  const individual = sealed.map((one) => disjunction(key, `prove|${context}|${pairText(one)}|`, zeroOrOne(one), draw));
  const bound = `${context}|${sealed.map(pairText).join(",")}`;
  const answer = { choices, individual_proofs: individual.map((proofs) => proofs.map(json.proofValue)) };
  const totals = question.blank
    ? proveWithBlank(key, bound, question, sealed, draw)
    : [proveTotal(key, bound, question, sealed, draw)];
  const [overall, blank] = totals.map((proofs) => proofs.map(json.proofValue));
  return blank ? { ...answer, overall_proof: overall, blank_proof: blank } : { ...answer, overall_proof: overall };
}

function sealValue(key, value, draw) {
  const randomness = draw();
  const masked = key.power(randomness);
  return { alpha: G.power(randomness), beta: value ? masked.times(G) : masked, randomness, value };
}

/** The ciphertext as it is hashed: `alpha,beta`. */
export function pairText({ alpha, beta }) {
  return `${alpha.hex},${beta.hex}`;
}

/** The product of ciphertexts (of their provers' knowledge too, where it is there). */
export function multiply(sealed) {
  return {
    alpha: product(sealed.map(({ alpha }) => alpha)),
    beta: product(sealed.map(({ beta }) => beta)),
    randomness: sealed.reduce((total, { randomness = BigInt(0) }) => total + randomness, BigInt(0)),
    value: sum(sealed.map(({ value = 0 }) => value)),
  };
}

function branch({ randomness, value }, claimed) {
  return { randomness, offset: value - claimed };
}

function zeroOrOne(one) {
  return [branch(one, 0), branch(one, 1)];
}

function inBounds(total, { minimum, maximum }) {
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => branch(total, minimum + index));
}

function disjunction(key, label, branches, draw) {
  return proveDisjunction(key, label, branches, branches.findIndex(({ offset }) => offset === 0), draw);
}

function proveTotal(key, bound, question, sealed, draw) {
  const total = multiply(sealed);
  return disjunction(key, `prove|${bound}|${pairText(total)}|`, inBounds(total, question), draw);
}

function proveWithBlank(key, bound, question, [first, ...others], draw) {
  const total = multiply(others);
  const blank = disjunction(key, `bproof0|${bound}|`, [branch(first, 0), branch(total, 0)], draw);
  const either = [branch(first, 1), ...inBounds(total, question)];
  return [disjunction(key, `bproof1|${bound}|`, either, draw), blank];
}

/**
 * Reads a ballot's exact bytes; form only, no curve work and no state. Throws `TooLarge` or a `Malformed`.
 * @returns {Ballot}
 */
export function parseBallot(raw) {
  const value = json.load(raw);
  const names = ["election_uuid", "election_hash", "credential", "answers", "signature"];
  const [electionUuid, electionHash, credential, answers, signature] = json.fields(value, names);
  const [hash, proof] = json.fields(signature, ["hash", "proof"]);
  return Object.freeze({
    raw: json.decode(raw),
    tracker: b64Sha256(raw),
    electionUuid: json.text(electionUuid),
    electionHash: json.text(electionHash),
    credential: json.element(credential),
    answers: json.items(answers).map(parseAnswer),
    signature: { hash: json.text(hash), proof: json.proof(proof) },
  });
}

function parseAnswer(value) {
  const blank = value !== null && typeof value === "object" && "blank_proof" in value;
  const names = ["choices", "individual_proofs", "overall_proof"];
  const found = json.fields(value, blank ? [...names, "blank_proof"] : names);
  return {
    choices: json.items(found[0]).map(parseCiphertext),
    individualProofs: json.items(found[1]).map(parseProofs),
    overallProof: parseProofs(found[2]),
    blankProof: blank ? parseProofs(found[3]) : null,
  };
}

/** Reads `{"alpha":G,"beta":G}`; form only. */
export function parseCiphertext(value) {
  const [alpha, beta] = json.fields(value, ["alpha", "beta"]);
  return { alpha: json.element(alpha), beta: json.element(beta) };
}

function parseProofs(value) {
  return json.items(value).map(json.proof);
}

/** The exact text that `signature.hash` is of: the ballot without its signature. */
export function unsignedText({ raw }) {
  return raw.slice(0, raw.lastIndexOf(',"signature":')) + "}";
}

/** The challenge's text of a signature: what the signer's commitment is appended to. */
export function signatureLabel({ signature }) {
  return `sig|${signature.hash}|`;
}
