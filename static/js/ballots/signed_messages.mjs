/** Messages signed by counting members during key generation (PROTOCOL section 5, `sign`). */

import { BadCertificate } from "./errors.mjs";
import { proveKnowledge, verifyKnowledge } from "./proofs.mjs";
import { requireKey } from "./single.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Element } from "./group.mjs"
 * @import { Draw, Proof } from "./proofs.mjs"
 *
 * @typedef {{message: string, signature: Proof}} Signed
 */

/** @param {string} message */
const label = (message) => `sigmsg|${message}|`;

/**
 * Signs a text; draws w.
 * @param {bigint} secret
 * @param {string} message
 * @param {Draw} draw
 */
export const sign = (secret, message, draw) => proveKnowledge(secret, label(message), draw);

/**
 * Serializes a value and signs the text; draws w.
 * @param {bigint} secret
 * @param {unknown} value
 * @param {Draw} draw
 * @returns {Signed}
 */
export function signValue(secret, value, draw) {
  const message = JSON.stringify(value);
  return { message, signature: sign(secret, message, draw) };
}

/**
 * The JSON object of a signed message.
 * @param {Signed} signed
 */
export const signedValue = ({ message, signature }) => ({ message, signature: json.proofValue(signature) });

/**
 * Reads the JSON object's form; throws a `Malformed`.
 * @param {unknown} value
 * @returns {Signed}
 */
export function readSigned(value) {
  const [message, signature] = json.fields(value, ["message", "signature"]);
  return { message: json.text(message), signature: json.proof(signature) };
}

/**
 * Throws `BadCertificate` unless the signature over the text verifies, `BadTrustees` for a bad key.
 * @param {Element} key
 * @param {string} message
 * @param {Proof} signature
 */
export function checkSignature(key, message, signature) {
  requireKey(key);
  if (!verifyKnowledge(key, label(message), signature)) {
    throw new BadCertificate("a counting member's signature does not verify");
  }
}
