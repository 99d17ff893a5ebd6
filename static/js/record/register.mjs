/** The card register: which public key stands for which household. Twin of voting/record/register.py, reading only. */

import { parseHouseholdKey, sortedCredentials, voteCredential } from "../ballots/credentials.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import * as json from "../ballots/strict_json.mjs";
import { named, require } from "./errors.mjs";

/** @typedef {{village: string, cards: [string, string][], spares: string[], sha256: string}} CardRegister */

const CODE = "wrong-cards";
const REGISTER_MAX_BYTES = 4 * 2 ** 20;

/** The register of these bytes; `wrong-cards` if they are not exactly a register file. @param {Uint8Array} raw @returns {CardRegister} */
export function parseRegister(raw) {
  const { village, cards, spares } = named(CODE, () => {
    const [version, of, listed, more] = json.fields(json.load(raw, REGISTER_MAX_BYTES), ["v", "village", "cards", "spares"]);
    json.integer(version, 1, 1);
    return { village: json.text(of), cards: json.items(listed).map(readCard), spares: json.items(more).map(json.text) };
  });
  const [codes, keys] = [cards.map(([code]) => code), [...cards.map(([, key]) => key), ...spares]];
  const isSorted = isRising(codes) && isRising(spares);
  require(isSorted, CODE, "the card register is not sorted");
  const isOnce = new Set(keys).size === keys.length && new Set(codes).size === codes.length;
  require(isOnce, CODE, "a household or a key stands twice in the card register");
  for (const key of keys) named(CODE, () => parseHouseholdKey(key));
  return { village, cards, spares, sha256: sha256Hex(raw) };
}

/** @param {unknown} value @returns {[string, string]} */
function readCard(value) {
  const [household, key] = json.fields(value, ["household", "key"]);
  return [json.text(household), json.text(key)];
}

/** @param {string[]} texts */
const isRising = (texts) => texts.every((text, at) => at === 0 || texts[at - 1] <= text);

/** The sorted credential list (hex) that these keys give for a vote. @param {string[]} keys @param {string} vote */
export const credentialsOf = (keys, vote) => sortedCredentials(keys.map((key) => voteCredential(parseHouseholdKey(key), vote).hex));
