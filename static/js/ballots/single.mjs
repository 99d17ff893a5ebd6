/** A counting member with a key of their own: `["Single", {"pok":proof,"public_key":G}]` (PROTOCOL section 5). */

import { BadKeyProof, BadTrustees, CryptoDataError } from "./errors.mjs";
import { Element, G } from "./group.mjs";
import { hashToScalar } from "./hashes.mjs";
import { proveKnowledge, verifyKnowledge } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import { parseCard } from "./credentials.mjs";
import * as json from "./strict_json.mjs";

/** @import { Proof } from "./proofs.mjs" */

/**
 * The secret of a printed 22-character seed (bare or in groups): `x = Hq("dinh/single|" + seed)`. Throws `BadCard`.
 * @param {string} seed
 */
export function singleSecret(seed) {
  return hashToScalar("dinh/single|" + parseCard(seed));
}

/**
 * The text the proof of knowledge of a trustee's secret is hashed over.
 * @param {Element} key
 */
export function proofLabel(key) {
  return `pok|Ed25519|${key.hex}|`;
}

/**
 * The exact text a member publishes for a secret: key and proof of possession; draws w.
 * @param {bigint} secret
 * @param {() => bigint} draw
 */
export function makeSingle(secret, draw = randomScalar) {
  const key = G.power(secret);
  const pok = json.proofValue(proveKnowledge(secret, proofLabel(key), draw));
  return JSON.stringify({ pok, public_key: key.hex });
}

/**
 * Reads the form of what a member published; throws a `Malformed`.
 * @param {unknown} value
 * @returns {{pok: Proof, key: Element}}
 */
export function readSingle(value) {
  const [pok, key] = json.fields(value, ["pok", "public_key"]);
  return { pok: json.proof(pok), key: json.element(key) };
}

/**
 * Membership, and not the identity; throws `BadTrustees`.
 * @param {Element} key
 */
export function requireKey(key) {
  try {
    Element.key(key.hex);
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadTrustees(`public key: ${error.message}`) : error;
  }
}

/** Proofs that held: a committee's keys are looked at in its rounds and again in each of its votes. @type {Set<string>} */
const proven = new Set();

/**
 * A trustee's public key and the proof that its secret is held; throws `BadTrustees` or `BadKeyProof`.
 * @param {Element} key
 * @param {Proof} pok
 */
export function checkKey(key, pok) {
  const name = [key.hex, pok.challenge, pok.response].join();
  if (proven.has(name)) return;
  requireKey(key);
  if (!verifyKnowledge(key, proofLabel(key), pok)) throw new BadKeyProof("the proof of possession does not verify");
  proven.add(name);
}

/**
 * Reads and verifies what a member published; the public key. Throws a `Malformed`, `BadTrustees` or `BadKeyProof`.
 * @param {string|Uint8Array} raw
 */
export function checkSingle(raw) {
  const { pok, key } = readSingle(json.load(raw));
  checkKey(key, pok);
  return key;
}
