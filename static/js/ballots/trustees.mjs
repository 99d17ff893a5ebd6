/**
 * The list of trustees who open the tally together: reading and checking (PROTOCOL section 5).
 *
 * The first is the server's Single, then the committee: a Pedersen (t of n), or a Single of each member. Owners of partial
 * decryptions count from 1 through the list, the members of a Pedersen one by one.
 */

import { MEMBERS_MAX, checkCertificates } from "./certificates.mjs";
import { BadCoefficients, BadElection, BadTrustees, CryptoDataError, NotEnoughDecryptions } from "./errors.mjs";
import { product } from "./group.mjs";
import { checkExponents, readVerificationKey } from "./pedersen.mjs";
import { evaluateExponents, readExponents } from "./polynomials.mjs";
import { inverse, reduce } from "./scalars.mjs";
import { checkSignature, readSigned } from "./signed_messages.mjs";
import { checkKey, readSingle } from "./single.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Certificate } from "./certificates.mjs"
 * @import { Election } from "./election.mjs"
 * @import { Element } from "./group.mjs"
 * @import { VerificationKey } from "./pedersen.mjs"
 * @import { Proof } from "./proofs.mjs"
 * @import { Signed } from "./signed_messages.mjs"
 *
 * @typedef {{pok: Proof, key: Element}} Single
 *
 * @typedef {object} Pedersen a committee's published parameters, member by member
 * @property {number} threshold
 * @property {Signed[]} certs
 * @property {Signed[]} coefexps
 * @property {Proof[]} signatures
 * @property {VerificationKey[]} shares
 * @property {Element} key the product of all members' `A_0`
 *
 * @typedef {{number: number, position: number, member: number, key: Element}} Owner number and member from 1, position in
 *   the list from 0; a Single's member is 0
 *
 * @typedef {object} Trustees
 * @property {(Single|Pedersen)[]} entries
 * @property {Owner[]} owners who make partial decryptions
 * @property {Element} publicKey y, the product of all keys
 * @property {number} parts how many partial decryptions open a tally
 */

const PEDERSEN = ["threshold", "certs", "coefexps", "signatures", "verification_keys"];

/**
 * Reads the list's exact bytes; throws a `Malformed` or `BadTrustees`. Proofs are for `checkTrustees`.
 * @param {string|Uint8Array} raw
 * @returns {Trustees}
 */
export function parseTrustees(raw) {
  const entries = json.items(json.load(raw)).map((pair) => {
    const [kind, value, ...more] = json.items(pair);
    if ((kind !== "Single" && kind !== "Pedersen") || more.length) throw new BadTrustees("expected a Single or a Pedersen");
    return kind === "Single" ? readSingle(value) : readPedersen(value);
  });
  if (!entries.length) throw new BadTrustees("no trustee");
  const parts = entries.reduce((sum, entry) => sum + ("shares" in entry ? entry.threshold : 1), 0);
  return { entries, owners: ownersOf(entries), publicKey: productOf(entries.map(({ key }) => key)), parts };
}

/**
 * Reads the JSON object of a committee's parameters; throws a `Malformed` or `BadTrustees`.
 * @param {unknown} value
 * @returns {Pedersen}
 */
export function readPedersen(value) {
  const [threshold, ...lists] = json.fields(value, PEDERSEN);
  const [certs, coefexps, signatures, keys] = lists.map(json.items);
  const { length } = certs;
  if (!length || length > MEMBERS_MAX || [coefexps, signatures, keys].some((one) => one.length !== length)) {
    throw new BadTrustees("certificates, coefficients, signatures and keys are not of one number");
  }
  const least = json.integer(threshold, 1, length);
  const signed = coefexps.map(readSigned);
  return {
    threshold: least,
    certs: certs.map(readSigned),
    coefexps: signed,
    signatures: signatures.map(json.proof),
    shares: keys.map(readVerificationKey),
    key: productOf(signed.map((one) => readExponents(one, least)[0])),
  };
}

/** @param {(Single|Pedersen)[]} entries */
function ownersOf(entries) {
  /** @type {Owner[]} */
  const owners = [];
  entries.forEach((entry, position) => {
    const keys = "shares" in entry ? entry.shares : [entry];
    keys.forEach(({ key }, at) => {
      owners.push({ number: owners.length + 1, position, member: "shares" in entry ? at + 1 : 0, key });
    });
  });
  return owners;
}

/** @param {Element[]} keys */
function productOf(keys) {
  try {
    return product(keys);
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadTrustees(error.message) : error;
  }
}

/**
 * Every proof, signature and key of the list, and that the election's key is their product; throws a `Malformed`,
 * `BadTrustees` or, for another product, `BadElection`.
 * @param {string|Uint8Array} raw
 * @param {Election} election
 * @returns {Trustees}
 */
export function checkTrustees(raw, election) {
  const trustees = parseTrustees(raw);
  checkEntries(trustees);
  if (!trustees.publicKey.equals(election.publicKey)) {
    throw new BadElection("the election's public key is not the product of the trustees' keys");
  }
  return trustees;
}

/** Every proof, signature and key of the list; throws a `Malformed` or `BadTrustees`. @param {Trustees} trustees */
export function checkEntries({ entries }) {
  for (const entry of entries) "shares" in entry ? checkPedersen(entry) : checkKey(entry.key, entry.pok);
  if (new Set(entries.map(({ key }) => key.hex)).size !== entries.length) throw new BadTrustees("a key belongs to two trustees");
}

/**
 * All certificates, coefficients, signatures and verification keys of a committee; throws a `BadTrustees`.
 * @param {Pedersen} committee
 */
export function checkPedersen({ threshold, certs, coefexps, signatures, shares }) {
  const members = checkCertificates(certs);
  if (members[0].threshold !== threshold) throw new BadTrustees("the certificates name another threshold");
  checkShares(members, checkExponents(certs, coefexps, signatures), shares);
}

/**
 * Each member's share of the key (step 3): proven, signed, and what everybody's exponents give for its place. Throws a
 * `BadTrustees`.
 * @param {Certificate[]} members @param {Element[][]} exponents @param {VerificationKey[]} shares
 */
export function checkShares(members, exponents, shares) {
  members.forEach(({ index, verification }, at) => {
    const { pok, key, signature } = shares[at];
    checkKey(key, pok);
    checkSignature(verification, key.hex, signature);
    if (!key.equals(product(exponents.map((one) => evaluateExponents(one, index))))) {
      throw new BadCoefficients(`the key of member ${index} contradicts the published coefficients`);
    }
  });
}

/**
 * Owner number and Lagrange exponent of each part that is used, of those that are there: every Single, and of a committee
 * its threshold of lowest numbers. Throws `NotEnoughDecryptions`.
 * @param {Trustees} trustees
 * @param {ReadonlySet<number>} given owners' numbers
 * @returns {[number, bigint][]}
 */
export function weightsOf({ entries, owners }, given) {
  return entries.flatMap((entry, position) => {
    const theirs = owners.filter((one) => one.position === position && given.has(one.number));
    const needed = "shares" in entry ? entry.threshold : 1;
    if (theirs.length < needed) {
      throw new NotEnoughDecryptions(`trustee ${position + 1}: ${theirs.length} of ${needed} partial decryptions`);
    }
    const used = theirs.slice(0, needed);
    return used.map((one) => /** @type {[number, bigint]} */ ([one.number, lagrange(one, used)]));
  });
}

/** @param {Owner} owner @param {Owner[]} used */
function lagrange(owner, used) {
  return used.filter((other) => other !== owner).reduce((weight, { member }) =>
    reduce(weight * BigInt(member) * inverse(reduce(BigInt(member - owner.member)))), BigInt(1));
}
