/** From what was found to a plain sentence, in the words of one language. Twin of voting/verifier/sentences.py; the words are voting/verifier/spoken.py's. */

import { filled } from "../law/sentence.mjs";
import { day } from "../law/wording.mjs";

/**
 * @import { Words } from "../law/wording.mjs"
 * @import { Step } from "./checks_road.mjs"
 * @import { Finding, Values } from "./findings.mjs"
 *
 * @typedef {Record<string, string>} Named
 * @typedef {Words & {titles: Named, findings: Named, failures: Named, failure: string, crimes: Named, crime: string,
 *   entries: Named, entry: string, receipts: Named, signs: Named, citations: Named, offices: Named, step: string, held: string,
 *   showings: Named, acts: Named, end: Named}} Texts
 */

const LONGEST = 500;
const UNPRINTABLE = /[^\P{C}]|(?! )\p{Z}/gu;

/** The plain sentence of a finding. @param {Texts} texts @param {string} check @param {Finding} found */
export function sentenceOf(texts, check, { status, say, values, crime, error }) {
  const given = { ...shown(texts, values), title: texts.titles[check] };
  if (status !== "fail") return filled(texts.findings[say], given);
  const lead = (Object.keys(values).length && texts.failures[check]) || texts.failure;
  const entry = texts.entries[String(values.type)] ?? texts.entry;
  return filled(lead, { ...given, crime: crimeSentence(texts, crime, error), entry });
}

/** What is worth a look. @param {Texts} texts @param {{name: string, values: Values}} sign */
export const signSentence = (texts, { name, values }) => filled(texts.signs[name], shown(texts, values));

/** The sentence of the finest code that has one. @param {Texts} texts @param {string[]} codes */
export function crimeSentence({ crimes, crime }, ...codes) {
  const known = codes.find((code) => crimes[code] !== undefined);
  return filled(known ? crimes[known] : crime, { code: codes[codes.length - 1] });
}

/** Texts of strangers, without control characters and cut short. @param {string} text */
export const printable = (text) => Array.from(text).slice(0, LONGEST).join("").replace(UNPRINTABLE, "\ufffd");

/** Values fit to be shown; citations and steps in words. @param {Texts} texts @param {Values} values */
function shown(texts, values) {
  return Object.fromEntries(Object.entries(values).map(([name, one]) => {
    if (name === "walked" || name === "after") return [name, /** @type {Step[]} */ (one).map((step) => told(texts, step)).join("; ")];
    if (name === "missing" && Array.isArray(one)) return [name, one.map((mark) => texts.acts[mark]).join("; ")];
    if (name === "citation") return [name, texts.citations[String(one)] ?? one];
    return [name, typeof one === "string" ? printable(one) : one];
  }));
}

/** @param {Texts} texts @param {Step} step */
const told = ({ step, held, entries, showings, offices }, { type, showing, office, index, at }) => {
  const name = showing ? filled(held, { name: entries[type], showing: showings[showing] }) : entries[type];
  return filled(step, { name, office: offices[office], index, day: day(at) });
};
