/**
 * Household cards, per-vote credentials and the published credential list (PROTOCOL section 2).
 *
 * One printed card serves a household for years; no party keeps its secret, and outsiders cannot link two votes.
 */

import { BASE58 } from "./election.mjs";
import { BadCredentials, BallotUsageError, CryptoDataError } from "./errors.mjs";
import { G } from "./group.mjs";
import { sha256Hex, wideHashToScalar } from "./hashes.mjs";
import { formatPaperCode, parsePaperCode } from "./paper_code.mjs";
import { reduce } from "./scalars.mjs";
import * as json from "./strict_json.mjs";

/** @import { Element } from "./group.mjs" */

/** Largest credential list read, bytes: about 60,000 households. */
export const CREDENTIALS_MAX_BYTES = 4 * 2 ** 20;

const VOTE_KEY = "dinh/vote-key";

// Cards of the form before the paper code: 22 Base58 characters in four groups, as belenios-tool's seeds too.
const CARD = new RegExp(`^[${BASE58}]{22}$`);
const PRINTED = new RegExp(`^${[5, 6, 5, 6].map((size) => `([${BASE58}]{${size}})`).join("-")}$`);
/** Bytes of each credential in the short list. */
const SHORT_BYTES = 3;

/**
 * The printed form of a card secret: `XXXXX-C` five times; of an older one `XXXXX-XXXXXX-XXXXX-XXXXXX`.
 * @param {string} card
 */
export function formatCard(card) {
  const bare = parseCard(card);
  const old = /^(.{5})(.{6})(.{5})(.{6})$/.exec(bare);
  return old ? old.slice(1).join("-") : formatPaperCode(bare);
}

/**
 * The card secret, bare or printed, however typed; blanks around it are dropped. Throws `BadCard`.
 * @param {string} written
 */
export function parseCard(written) {
  const trimmed = String(written).trim();
  if (CARD.test(trimmed)) return trimmed;
  const groups = PRINTED.exec(trimmed);
  return groups ? groups.slice(1).join("") : parsePaperCode(trimmed);
}

/**
 * `k`: both hashes of the bare card secret, 512 bits, reduced mod q.
 * @param {string} card
 */
export function householdSecret(card) {
  const bare = parseCard(card);
  return reduce(BigInt("0x" + sha256Hex("dinh/card|0|" + bare) + sha256Hex("dinh/card|1|" + bare)));
}

/**
 * `K = g^k`: what the server learns of a card.
 * @param {string} card
 */
export function householdKey(card) {
  return G.power(householdSecret(card));
}

/**
 * `t`: SHA-512 over uuid and K, big-endian, mod q; 0 is refused (it would give everyone's secret).
 * @param {Element} key
 * @param {string} uuid
 */
export function voteTweak(key, uuid) {
  return derivedTweak(VOTE_KEY, key, uuid);
}

/**
 * `S = K^t`: the credential of a household in one vote. Throws `BadCredentials` for a key outside the group.
 * @param {Element} key
 * @param {string} uuid
 */
export function voteCredential(key, uuid) {
  return derivedKey(VOTE_KEY, key, uuid);
}

/**
 * `s = k*t mod q`: the household's signing secret in one vote, from its household secret `k`.
 * @param {bigint} secret
 * @param {string} uuid
 */
export function voteSecret(secret, uuid) {
  return derivedSecret(VOTE_KEY, secret, uuid);
}

/**
 * `t` of a card for one thing of this name: votes and statements differ in `purpose`, so no key serves both.
 * @param {string} purpose
 * @param {Element} key
 * @param {string} name
 */
export function derivedTweak(purpose, key, name) {
  const tweak = wideHashToScalar(`${purpose}|${name}|${key.hex}`);
  if (!tweak) throw new BadCredentials("the tweak is zero");
  return tweak;
}

/**
 * `K^t`. Throws `BadCredentials` for a key outside the group.
 * @param {string} purpose
 * @param {Element} key
 * @param {string} name
 */
export function derivedKey(purpose, key, name) {
  let derived;
  try {
    derived = key.power(derivedTweak(purpose, key, name));
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadCredentials(`household key: ${error.message}`) : error;
  }
  if (derived.isIdentity) throw new BadCredentials("the identity is no household key");
  return derived;
}

/**
 * `k*t mod q`, from the household secret `k`.
 * @param {string} purpose
 * @param {bigint} secret
 * @param {string} name
 */
export function derivedSecret(purpose, secret, name) {
  if (!reduce(secret)) throw new BallotUsageError("the household secret is zero");
  return reduce(secret * derivedTweak(purpose, G.power(secret), name));
}

/**
 * Sort key of the published list: the bytes of RFC 8032, as belenios-tool sorts (not the order of the hex).
 * @param {string} credential
 */
function credentialOrder(credential) {
  return credential.replace(/../g, (pair) => pair[1] + pair[0]).split("").reverse().join("");
}

/** Credentials in the order of the published list. @param {string[]} credentials */
export const sortedCredentials = (credentials) =>
  credentials.map((one) => [credentialOrder(one), one]).sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);

/** Reads a household key `K` from its hex; throws a `Malformed`, or `BadCredentials` outside the group. @param {unknown} hex */
export function parseHouseholdKey(hex) {
  const key = json.element(hex);
  requireKey(key);
  return key;
}

/**
 * Reads the published list: canonical hex strings, sorted, distinct. Throws `BadCredentials` or a `Malformed`.
 *
 * The booth only needs to know whether its own credential is listed; `requireMembers` (the verifier's) also proves
 * each to be in the group, about 1 ms an entry.
 * @param {string|Uint8Array} raw
 * @returns {string[]}
 */
export function parseCredentials(raw, { requireMembers = false } = {}) {
  const elements = json.items(json.load(raw, CREDENTIALS_MAX_BYTES)).map(json.element);
  let last = "";
  for (const one of elements) {
    const order = credentialOrder(one.hex);
    if (order <= last) throw new BadCredentials("the list is not sorted, or has a double");
    last = order;
    if (requireMembers) requireKey(one);
  }
  return elements.map((one) => one.hex);
}

/**
 * Whether the short list (the first 3 bytes of each credential, as the phone fetches it) holds this credential.
 * @param {Uint8Array} short
 * @param {string} credential 64 hex digits
 */
export function isListed(short, credential) {
  for (let at = 0; at + SHORT_BYTES <= short.length; at += SHORT_BYTES) {
    let same = true;
    for (let i = 0; i < SHORT_BYTES; i += 1) same = same && short[at + i] === parseInt(credential.slice(2 * i, 2 * i + 2), 16);
    if (same) return true;
  }
  return false;
}

/** @param {Element} one */
function requireKey(one) {
  try {
    one.requireInGroup();
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadCredentials(`${one.hex}: ${error.message}`) : error;
  }
  if (one.isIdentity) throw new BadCredentials("the identity is no credential");
}
