/**
 * The list of trustees who open the tally together (PROTOCOL section 5). Twin of voting/ballots/trustees.py for lists of
 * `Single` alone, as ours are; a `Pedersen` is refused here with `bad-trustees`.
 */

import { BadElection, BadTrustees, CryptoDataError } from "./errors.mjs";
import { product } from "./group.mjs";
import { checkSingle } from "./single.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Election } from "./election.mjs"
 * @import { Element } from "./group.mjs"
 *
 * @typedef {object} Trustees
 * @property {unknown[]} singles key and proof of each, as JSON values; the owner's number is the place, from 1
 * @property {Element[]} keys
 * @property {Element} publicKey their product
 */

/**
 * Reads the list's exact bytes; throws a `Malformed` or `BadTrustees`. Proofs are for `checkTrustees`.
 * @param {string|Uint8Array} raw
 * @returns {Trustees}
 */
export function parseTrustees(raw) {
  const singles = json.items(json.load(raw)).map((pair) => {
    const [kind, value, ...more] = json.items(pair);
    if (kind !== "Single" || more.length) throw new BadTrustees("expected a Single");
    return value;
  });
  if (!singles.length) throw new BadTrustees("no trustee");
  const keys = singles.map((value) => json.element(json.fields(value, ["pok", "public_key"])[1]));
  return { singles, keys, publicKey: productOf(keys) };
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
 * Every proof and key of the list, and that the election's key is their product; throws a `Malformed`, `BadTrustees` or,
 * for another product, `BadElection`.
 * @param {string|Uint8Array} raw
 * @param {Election} election
 * @returns {Element[]} the keys in order
 */
export function checkTrustees(raw, election) {
  const { singles, keys, publicKey } = parseTrustees(raw);
  for (const value of singles) checkSingle(JSON.stringify(value));
  if (new Set(keys.map(({ hex }) => hex)).size !== keys.length) throw new BadTrustees("a key belongs to two trustees");
  if (!publicKey.equals(election.publicKey)) {
    throw new BadElection("the election's public key is not the product of the trustees' keys");
  }
  return keys;
}
