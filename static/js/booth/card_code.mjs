/**
 * The card as it reaches the page: in the address, whole or damaged on its way, or typed in five groups (the paper code
 * of PROTOCOL section 2). Whether a right code belongs to a card is for the server's answer to the key derived from it.
 */

import { parseCard } from "../ballots/credentials.mjs";
import { GROUPS, SIZE } from "../ballots/paper_code.mjs";
import { ALPHABET, groupsOf, isGroup, tidy, withoutChecks } from "../ballots/checked_code.mjs";

/**
 * @typedef {{kind: "missing"|"short"|"long"|"accent"|"strange"|"wrong", character?: string, length: number,
 *   size: number}} Fault
 */

/** A village on a card: a short code, as the record has it. */
const VILLAGE = /^[a-z0-9][a-z0-9-]{0,23}$/;
const ACCENTS = /[\u0300-\u036f\u0110\u0111]/;
/** How often an address may have been encoded on its way. */
const ENCODED = 3;

/**
 * Reads `#<village>.<card secret>`, whatever an app has glued to its end.
 * @param {string} hash `location.hash`, as some in-app browsers also hand it on: percent-encoded, even twice
 * @returns {{village: string, card: string}|null} null when there is no such thing in it
 */
export function readFragment(hash) {
  try {
    let text = hash;
    for (let round = 0; round < ENCODED; round += 1) text = decodeURIComponent(text);
    const found = /^#?([^.]+)\.([0-9A-Za-z-]+)/.exec(text);
    const [, village, code] = /** @type {string[]} */ (found);
    return VILLAGE.test(village) ? { village, card: parseCard(code) } : null;
  } catch {
    return null;
  }
}

/**
 * Spreads a code over the five groups, as when all of it was pasted into one; the bare secret gets its checks.
 * @param {string} text
 * @returns {string[]} five texts, as printed
 */
export function spread(text) {
  const all = tidy(text);
  const isBare = all.length === GROUPS * SIZE && Array.from(all).every((one) => ALPHABET.includes(one));
  const whole = isBare ? groupsOf(all, SIZE).map((group) => group.join("")).join("") : all;
  return Array.from({ length: GROUPS }, (_, at) => {
    const group = whole.slice(at * (SIZE + 1), at < GROUPS - 1 ? (at + 1) * (SIZE + 1) : undefined);
    return group.length > SIZE ? `${group.slice(0, SIZE)}-${group.slice(SIZE)}` : group;
  });
}

/**
 * Reads the five typed groups.
 * @param {string[]} texts
 * @returns {{card: string|null, faults: (Fault|null)[]}} the card, or for each group what is wrong with it
 */
export function readGroups(texts) {
  const groups = texts.map(tidy);
  const faults = texts.map((text, at) => faultOf(text.normalize("NFKC"), at));
  return { card: faults.every((fault) => !fault) ? withoutChecks(groups.join(""), SIZE) : null, faults };
}

/** @param {string} typed @param {number} at @returns {Fault|null} */
function faultOf(typed, at) {
  const [group, characters] = [tidy(typed), Array.from(typed)];
  const found = { length: Array.from(group).length, size: SIZE + 1 };
  if (!group) return { kind: "missing", ...found };
  // Telex and VNI keyboards turn "aa", "dd", "ow" into letters that no code has: more likely than a wrong key.
  const accented = characters.find((one) => ACCENTS.test(one.normalize("NFD")));
  if (accented) return { kind: "accent", character: accented, ...found };
  const strange = characters.find((one) => !ALPHABET.includes(tidy(one)));
  if (strange) return { kind: "strange", character: strange, ...found };
  if (found.length !== found.size) return { kind: found.length < found.size ? "short" : "long", ...found };
  return isGroup(group, at, SIZE) ? null : { kind: "wrong", ...found };
}
