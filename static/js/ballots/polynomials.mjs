/** The members' secret polynomials and their published exponents (PROTOCOL section 5, Pedersen). */

import { BadCoefficients } from "./errors.mjs";
import { Element } from "./group.mjs";
import { sha256Hex } from "./hashes.mjs";
import { reduce } from "./scalars.mjs";
import { signedValue } from "./signed_messages.mjs";
import { requireKey } from "./single.mjs";
import * as json from "./strict_json.mjs";

/** @import { Signed } from "./signed_messages.mjs" */

/**
 * `f(member) mod q`, coefficients from the constant one up.
 * @param {bigint[]} coefficients
 * @param {number} member
 */
export function evaluate(coefficients, member) {
  return coefficients.reduceRight((value, one) => reduce(value * BigInt(member) + one), BigInt(0));
}

/**
 * `g^f(member) = prod_k A_k^(member^k)` from the published `A_k = g^a_k`.
 * @param {Element[]} exponents
 * @param {number} member
 */
export function evaluateExponents(exponents, member) {
  let power = BigInt(1);
  return Element.publicPowers(exponents.map((exponent) => {
    const pair = /** @type {[Element, bigint]} */ ([exponent, power]);
    power = reduce(power * BigInt(member));
    return pair;
  }));
}

/**
 * The `threshold` members of the group that a *coefexps* message holds; its signature is not checked.
 * Throws a `Malformed`, `BadCoefficients` for another number, or `BadTrustees` for a non-member or the identity.
 * @param {Signed} signed
 * @param {number} threshold
 */
export function readExponents(signed, threshold) {
  const [listed] = json.fields(json.load(signed.message), ["coefexps"]);
  const exponents = json.items(listed).map(json.element);
  if (exponents.length !== threshold) throw new BadCoefficients("the number of coefficients is not the threshold");
  exponents.forEach(requireKey);
  return exponents;
}

/**
 * The text a member's *signature* is over: all certificates, and the member's own exponents.
 * @param {Signed[]} certificates
 * @param {Element[]} exponents
 */
export function commitmentsText(certificates, exponents) {
  const value = { certs: certificates.map(signedValue), coefexps: exponents.map(({ hex }) => hex) };
  return "certs_sig|" + JSON.stringify(value);
}

/**
 * SHA-256 (hex) of a *coefexps* message: published by each member before any message is revealed (ours).
 * @param {Signed} signed
 */
export const exponentsHash = (signed) => sha256Hex(JSON.stringify(signedValue(signed)));
