/**
 * The list of trustees who open the tally together (PROTOCOL section 5). Twin of voting/ballots/trustees.py for lists of
 * `Single` alone, as ours are; a `Pedersen` is refused here with `bad-trustees`.
 */

import { BadElection, BadTrustees } from "./errors.mjs";
import { product } from "./group.mjs";
import { checkSingle } from "./single.mjs";
import * as json from "./strict_json.mjs";
import { requireStrongKeys } from "./weak_keys.mjs";

/**
 * @import { Election } from "./election.mjs"
 * @import { Element } from "./group.mjs"
 */

/**
 * Reads the list's exact bytes and checks every key and proof, and that the election's key is their product. Throws a
 * `Malformed`, `BadTrustees`, `WeakKey` or, for another product, `BadElection`.
 * @param {string|Uint8Array} raw
 * @param {Election} election
 * @returns {Element[]} the keys in order: the owner's number is the place, counted from 1
 */
export function checkTrustees(raw, election) {
  const pairs = json.items(json.load(raw)).map(json.items);
  if (!pairs.length) throw new BadTrustees("no trustee");
  const keys = pairs.map(([kind, value, ...more]) => {
    if (kind !== "Single" || more.length) throw new BadTrustees("expected a Single");
    return checkSingle(JSON.stringify(value));
  });
  requireStrongKeys(keys);
  if (!product(keys).equals(election.publicKey)) {
    throw new BadElection("the election's public key is not the product of the trustees' keys");
  }
  return keys;
}
