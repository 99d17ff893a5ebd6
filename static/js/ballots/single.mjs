/** A counting member with a key of their own: `["Single", {"pok":proof,"public_key":G}]` (PROTOCOL section 5). */

import { BadKeyProof, BadTrustees, CryptoDataError } from "./errors.mjs";
import { Element, G } from "./group.mjs";
import { hashToScalar } from "./hashes.mjs";
import { proveKnowledge, verifyKnowledge } from "./proofs.mjs";
import { randomScalar } from "./scalars.mjs";
import { parseCard } from "./credentials.mjs";
import * as json from "./strict_json.mjs";

/**
 * The secret of a printed 22-character seed (bare or in groups): `x = Hq("dinh/single|" + seed)`. Throws `BadCard`.
 * @param {string} seed
 */
export function singleSecret(seed) {
  return hashToScalar("dinh/single|" + parseCard(seed));
}

/** @param {Element} key */
function label(key) {
  return `pok|Ed25519|${key.hex}|`;
}

/**
 * The exact text a member publishes for a secret: key and proof of possession; draws w.
 * @param {bigint} secret
 * @param {() => bigint} draw
 */
export function makeSingle(secret, draw = randomScalar) {
  const key = G.power(secret);
  const pok = json.proofValue(proveKnowledge(secret, label(key), draw));
  return JSON.stringify({ pok, public_key: key.hex });
}

/**
 * Reads and verifies what a member published; the public key. Throws a `Malformed`, `BadTrustees` or `BadKeyProof`.
 * @param {string|Uint8Array} raw
 */
export function checkSingle(raw) {
  const [pok, written] = json.fields(json.load(raw), ["pok", "public_key"]);
  const proof = json.proof(pok);
  let key = json.element(written);
  try {
    key = Element.key(key.hex);
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadTrustees(`public key: ${error.message}`) : error;
  }
  if (!verifyKnowledge(key, label(key), proof)) throw new BadKeyProof("the proof of possession does not verify");
  return key;
}
