/**
 * Which texts can be seen, and are what they seem: composed (NFC), nothing that controls, is invisible or turns. Twin
 * of voting/texts/validity.py, which says where the ranges come from: both have them written out, so that both give the
 * same answer about the same bytes.
 */

/** @typedef {"empty"|"not-composed"|"control"|"line-break"|"invisible"|"direction"|"mark-alone"|"stacked"} Fault */

/** A text that may not stand in front of people: why, and where (from 0, in characters). */
export class InvalidText extends Error {
  /** @param {Fault} fault @param {number} place */
  constructor(fault, place = 0) {
    super(`${fault} (character ${place + 1})`);
    this.fault = fault;
    this.place = place;
  }
}

/** Spaces of any width, for a character class; the line and paragraph separators are line breaks. */
export const SPACES = " \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";

const CONTROL = "\\0-\\x09\\x0b-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff";
const DIRECTION =
  "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069" +
  "\\u0590-\\u08ff\\ufb1d-\\ufdcf\\ufdf0-\\ufdff\\ufe70-\\ufefe\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
const INVISIBLE =
  "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\u2800\\u3164" +
  "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffc\\u{110bd}\\u{110cd}\\u{13430}-\\u{1345f}" +
  "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}" +
  "\\ue000-\\uf8ff\\u{f0000}-\\u{10ffff}\\ufdd0-\\ufdef" +
  Array.from({ length: 15 }, (_, plane) => `\\u{${plane.toString(16)}fffe}\\u{${plane.toString(16)}ffff}`).join("");
const MARK = "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f";
const SIGN =
  "\\u0483-\\u0489\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ece\\u17b7-\\u17bd\\u17c6" +
  "\\u17c9-\\u17d3\\u17dd\\u302a-\\u302d\\u3099\\u309a\\ua66f-\\ua672\\ua674-\\ua67d\\uaa29-\\uaa2e\\uaa31\\uaa32\\uaa35" +
  "\\uaa36\\uaa43\\uaa4c\\uaab0\\uaab2-\\uaab4\\uaab7\\uaab8\\uaabe\\uaabf\\uaac1";

/** @type {[Fault, RegExp][]} */
const FAULTS = [
  ["control", new RegExp(`[${CONTROL}]`, "u")],
  ["direction", new RegExp(`[${DIRECTION}]`, "u")],
  ["invisible", new RegExp(`[${INVISIBLE}]`, "u")],
  ["mark-alone", new RegExp(`(?:^|[\\n${SPACES}])[${MARK}]`, "u")],
  ["stacked", new RegExp(`[${MARK}]{3,}|[${MARK}${SIGN}]{4,}`, "u")],
];
const BREAK = /[\n\x85\u2028\u2029]/u;
const OTHER_BREAK = /[\x85\u2028\u2029]/u;
const SHOWN = new RegExp(`[^\\n${SPACES}]`, "u");

/**
 * The text itself, or `InvalidText`.
 * @param {string} text
 * @param {{lineBreaks?: boolean}} options whether the plain one (U+000A) may stand between lines
 */
export function requireValid(text, { lineBreaks = false } = {}) {
  /** @type {[Fault, RegExp][]} */
  const faults = [...FAULTS, ["line-break", lineBreaks ? OTHER_BREAK : BREAK]];
  for (const [fault, pattern] of faults) {
    const found = pattern.exec(text);
    if (found) throw new InvalidText(fault, Array.from(text.slice(0, found.index + found[0].length)).length - 1);
  }
  if (!SHOWN.test(text)) throw new InvalidText("empty");
  if (text.normalize("NFC") !== text) throw new InvalidText("not-composed");
  return text;
}
