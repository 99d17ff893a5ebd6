/**
 * Zero-knowledge proofs with the Fiat-Shamir hash: Schnorr, equal logarithms, disjunctions (PROTOCOL sections 4-6).
 *
 * A *label* is the text hashed in front of the commitments; it must bind the whole statement (the callers' business).
 * `draw` returns the next random scalar at each call; the order of the draws is part of the interface, because the
 * Python twin must give the same bytes from the same scalars. A proof is `{challenge, response}`, both BigInt.
 */

import { Element, G } from "./group.mjs";
import { hashToScalar } from "./hashes.mjs";
import { reduce } from "./scalars.mjs";

/**
 * @import { Ciphertext } from "./hashed_texts.mjs"
 *
 * @typedef {{challenge: bigint, response: bigint}} Proof
 * @typedef {() => bigint} Draw gives the next random scalar
 * @typedef {{randomness: bigint, offset: number}} Branch
 */

/**
 * Schnorr proof of the logarithm of `g^secret`; draws w. `challenge = Hq(label + hex(g^w))`.
 * @param {bigint} secret
 * @param {string} label
 * @param {Draw} draw
 * @returns {Proof}
 */
export function proveKnowledge(secret, label, draw) {
  const w = draw();
  const challenge = hashToScalar(label + G.power(w).hex);
  return { challenge, response: reduce(w - secret * challenge) };
}

/**
 * Whether the proof shows knowledge of the logarithm of `key`; throws `NotInGroup` for a key outside the group.
 * @param {Element} key
 * @param {string} label
 * @param {Proof} proof
 */
export function verifyKnowledge(key, label, { challenge, response }) {
  const commitment = Element.publicPowers([[G, response], [key, challenge]]);
  return hashToScalar(label + commitment.hex) === challenge;
}

/**
 * Proof that `g` and `base` are raised to the same secret; draws w. `Hq(label + hex(g^w) + "," + hex(base^w))`.
 * @param {bigint} secret
 * @param {Element} base
 * @param {string} label
 * @param {Draw} draw
 * @returns {Proof}
 */
export function proveEqualLogarithms(secret, base, label, draw) {
  const w = draw();
  const challenge = hashToScalar(`${label}${G.power(w).hex},${base.power(w).hex}`);
  return { challenge, response: reduce(w - secret * challenge) };
}

/**
 * Whether `log_g(key) = log_base(power)`; throws `NotInGroup` when one of the three is outside the group.
 * @param {{key: Element, base: Element, power: Element}} statement
 * @param {string} label
 * @param {Proof} proof
 */
export function verifyEqualLogarithms({ key, base, power }, label, { challenge, response }) {
  const left = Element.publicPowers([[G, response], [key, challenge]]);
  const right = Element.publicPowers([[base, response], [power, challenge]]);
  return hashToScalar(`${label}${left.hex},${right.hex}`) === challenge;
}

/**
 * Proof that one of the ciphertexts encrypts zero (is `(g^r, y^r)`), not saying which.
 *
 * A branch is what its prover knows: the ciphertext is `(g^randomness, y^randomness g^offset)`; true when offset is 0.
 * Draws, branch by branch in order: for a false one challenge then response, for the true one w. As the randomness is
 * known, a false commitment `g^response alpha^challenge` is one power of a prepared base, not two of fresh ones.
 * @param {Element} key public key y
 * @param {string} label
 * @param {Branch[]} branches
 * @param {number} trueIndex
 * @param {Draw} draw
 * @returns {Proof[]}
 */
export function proveDisjunction(key, label, branches, trueIndex, draw) {
  const proofs = /** @type {Proof[]} */ (Array(branches.length));
  const commitments = /** @type {string[]} */ ([]);
  let sum = BigInt(0);
  let w = /** @type {bigint|undefined} */ (undefined);
  branches.forEach(({ randomness, offset }, index) => {
    if (index === trueIndex) {
      w = draw();
      commitments.push(`${G.power(w).hex},${key.power(w).hex}`);
      return;
    }
    const challenge = draw();
    const response = draw();
    const exponent = response + randomness * challenge;
    const right = key.power(exponent).times(G.power(BigInt(offset) * challenge));
    proofs[index] = { challenge, response };
    commitments.push(`${G.power(exponent).hex},${right.hex}`);
    sum += challenge;
  });
  const challenge = reduce(hashToScalar(label + commitments.join(",")) - sum);
  const response = reduce(/** @type {bigint} */ (w) - branches[trueIndex].randomness * challenge);
  proofs[trueIndex] = { challenge, response };
  return proofs;
}

/**
 * Whether the proofs show that one of the ciphertexts `{alpha, beta}` encrypts zero. Branches and proofs are of the
 * same number (the caller has checked it); throws `NotInGroup` when any alpha or beta is outside the group.
 * @param {Element} key
 * @param {string} label
 * @param {Ciphertext[]} branches
 * @param {Proof[]} proofs
 */
export function verifyDisjunction(key, label, branches, proofs) {
  let sum = BigInt(0);
  const commitments = branches.map(({ alpha, beta }, index) => {
    const { challenge, response } = proofs[index];
    sum += challenge;
    const left = Element.publicPowers([[G, response], [alpha, challenge]]);
    const right = Element.publicPowers([[key, response], [beta, challenge]]);
    return `${left.hex},${right.hex}`;
  });
  return hashToScalar(label + commitments.join(",")) === reduce(sum);
}
