/**
 * The card as it reaches the page: in the address's fragment (scanned) or typed in four groups.
 *
 * The code has no check digits (PROTOCOL section 2), so only wrong characters and lengths can be named; whether a
 * well-formed code belongs to a card is for the server's answer to the key derived from it.
 */

import { CARD_GROUPS, parseCard } from "../ballots/credentials.mjs";
import { BASE58 } from "../ballots/election.mjs";

/**
 * @typedef {{kind: "missing"|"short"|"long"|"accent"|"strange", character?: string, length: number, size: number}} Fault
 */

/**
 * Characters that no card shows, and what a reader or a keyboard meant by them.
 * @type {Record<string, string>}
 */
const LOOK_ALIKES = { 0: "o", O: "o", I: "1", l: "1", "|": "1", "!": "1" };
const VILLAGE = /^[a-z0-9-]{1,24}$/;
const ACCENTS = /[\u0300-\u036f\u0110\u0111]/;
const SEPARATORS = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff._-]+/g;

/**
 * Reads `#<village>.<card secret>`.
 * @param {string} hash `location.hash`, as some in-app browsers also hand it on: percent-encoded
 * @returns {{village: string, card: string}|null} null when there is no such thing in it
 */
export function readFragment(hash) {
  try {
    const found = /^#?([^.]+)\.([^.&?]+)/.exec(decodeURIComponent(hash));
    const [, village, code] = /** @type {string[]} */ (found);
    return VILLAGE.test(village) ? { village, card: parseCard(code) } : null;
  } catch {
    return null;
  }
}

/**
 * What was typed or pasted into one group, with separators dropped and look-alikes put right.
 * @param {string} text
 */
export function tidy(text) {
  const bare = text.normalize("NFKC").replace(SEPARATORS, "");
  return Array.from(bare, (character) => LOOK_ALIKES[character] ?? character).join("");
}

/**
 * Spreads a code over the four groups, as when all of it was pasted into the first.
 * @param {string} text
 * @returns {string[]} four texts
 */
export function spread(text) {
  const parts = text.trim().split(/[\s\u2010-\u2015\u2212-]+/);
  if (parts.length === CARD_GROUPS.length) return parts.map(tidy);
  const bare = tidy(text);
  let start = 0;
  return CARD_GROUPS.map((size, index) => bare.slice(start, index < 3 ? (start += size) : undefined));
}

/**
 * Reads the four typed groups.
 * @param {string[]} texts
 * @returns {{card: string|null, faults: (Fault|null)[]}} the card, or for each group what is wrong with it
 */
export function readGroups(texts) {
  const groups = texts.map(tidy);
  const faults = groups.map((group, index) => faultOf(group, CARD_GROUPS[index]));
  return { card: faults.every((fault) => !fault) ? groups.join("") : null, faults };
}

/** @param {string} group @param {number} size @returns {Fault|null} */
function faultOf(group, size) {
  const characters = Array.from(group);
  const found = { length: characters.length, size };
  if (!characters.length) return { kind: "missing", ...found };
  // Telex and VNI keyboards turn "aa", "dd", "ow" into letters that no code has: more likely than a wrong key.
  const accented = characters.find((one) => ACCENTS.test(one.normalize("NFD")));
  if (accented) return { kind: "accent", character: accented, ...found };
  const strange = characters.find((one) => !BASE58.includes(one));
  if (strange) return { kind: "strange", character: strange, ...found };
  if (characters.length < size) return { kind: "short", ...found };
  return characters.length > size ? { kind: "long", ...found } : null;
}
