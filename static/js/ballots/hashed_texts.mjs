/**
 * The exact texts that proofs and signatures of a ballot are hashed over (PROTOCOL section 4).
 * Sealing and checking both take them from here, so the two cannot drift apart.
 */

import { G, product } from "./group.mjs";

/** @import { Element } from "./group.mjs" */

/**
 * @typedef {object} Ciphertext exponential ElGamal: `(g^r, y^r g^m)`
 * @property {Element} alpha
 * @property {Element} beta
 */

/**
 * `alpha,beta` in hex: as hashed, and as compared for doubles.
 * @param {Ciphertext} ciphertext
 */
export function hexOf({ alpha, beta }) {
  return `${alpha.hex},${beta.hex}`;
}

/**
 * The JSON object of a ciphertext.
 * @param {Ciphertext} ciphertext
 */
export function valueOf({ alpha, beta }) {
  return { alpha: alpha.hex, beta: beta.hex };
}

/**
 * `(alpha, beta/g^power)`: encrypts zero exactly when the ciphertext encrypts `power` (a small number, at least 0).
 * @param {Ciphertext} ciphertext
 * @param {number} power
 */
export function over({ alpha, beta }, power) {
  return { alpha, beta: power ? beta.over(G.power(BigInt(power))) : beta };
}

/**
 * The componentwise product: encrypts the sum.
 * @param {Ciphertext[]} ciphertexts
 * @returns {Ciphertext}
 */
export function multiply(ciphertexts) {
  return { alpha: product(ciphertexts.map(({ alpha }) => alpha)), beta: product(ciphertexts.map(({ beta }) => beta)) };
}

/**
 * `S0`: binds every proof to the election's bytes and to the credential, so that no choice can be copied.
 * @param {string} fingerprint
 * @param {string} credential
 */
export const signer = (fingerprint, credential) => `${fingerprint}|${credential}`;

/**
 * `Sq`: the signer's context and all ciphertexts of one question.
 * @param {string} context
 * @param {Ciphertext[]} choices
 */
export const question = (context, choices) => `${context}|${choices.map(hexOf).join(",")}`;

/**
 * Label of `iprove` for one ciphertext.
 * @param {string} context
 * @param {Ciphertext} ciphertext
 */
export const interval = (context, ciphertext) => `prove|${context}|${hexOf(ciphertext)}|`;

/**
 * Label of the proof that `m_0 = 0` or all others are 0.
 * @param {string} context
 */
export const blankExcludes = (context) => `bproof0|${context}|`;

/**
 * Label of the proof that `m_0 = 1` or the others are within the bounds.
 * @param {string} context
 */
export const blankOrWithin = (context) => `bproof1|${context}|`;

/**
 * Label of the ballot's signature over the hash of the unsigned ballot.
 * @param {string} hash
 */
export const signature = (hash) => `sig|${hash}|`;

/**
 * Label of the sequence seal.
 * @param {string} uuid
 * @param {string} credential
 * @param {string} tracker
 * @param {number} number
 */
export const sequence = (uuid, credential, tracker, number) =>
  `dinh/sequence|${uuid}|${credential}|${tracker}|${number}|`;
