/**
 * Rules about what is made public: by its office, in forms of its item, on days that have been, and for long enough. Twin of
 * voting/record/rules/disclosure.py.
 */

import { dayOf } from "../../law/deadlines.mjs";
import { ITEMS, LISTS, PERMANENT, dueFits, lastOf, takes } from "../../law/disclosure.mjs";
import { COMMUNE, HEAD } from "../../law/road.mjs";
import { require } from "../errors.mjs";
import { exists } from "../facts.mjs";
import { requireText } from "../texts.mjs";
import { started, villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Disclosure } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const CODE = "wrong-disclosure";

/** @param {Entry} entry @param {Disclosure} one */
const now = (entry, one) => ({ disclosures: { [entry.disclosure]: one } });

/** LAW.md 7: once under its id; nothing of a list of people but its salted hash. @type {Rule} */
function disclosed(book, entry) {
  requireOffice(book, entry);
  const { village, disclosure, item, decided, due, sector, forms, first } = entry;
  require(!village || exists(villageOf(book, entry)), CODE, `the book knows no village ${village}`);
  require(!book.disclosures.has(disclosure), CODE, `${disclosure} was made public before`);
  require(item >= 1 && item <= ITEMS, CODE, `Article 11 has no item ${item}`);
  requireWords(entry);
  requireForms(item, forms, []);
  requirePast(entry, first, decided);
  require(sector <= 1 && dueFits(decided, due, sector === 1), CODE, `decided on ${decided}, due on ${due}`);
  return now(entry, { village, item, decided, forms: dated(entry), photos: [], last: "" });
}

/** In forms it did not have, or with photographs that were not shown before. @type {Rule} */
function disclosureAdded(book, entry) {
  if (entry.village) villageOf(book, entry);
  const known = standing(book, entry);
  const { forms, first, photos } = entry;
  require(forms.length || photos.length, CODE, "adds nothing");
  if (forms.length) requireForms(known.item, forms, known.forms.map(([form]) => form));
  require(isNew(photos, known.photos), CODE, "a photograph that was shown before");
  requirePast(entry, first, known.decided);
  return now(entry, { ...known, forms: [...known.forms, ...dated(entry)], photos: [...known.photos, ...photos] });
}

/** Not before the last of its days without a reason that everyone reads; what came before a merger may end too. @type {Rule} */
function disclosureEnded(book, entry) {
  const known = standing(book, entry);
  const { last, reason } = entry;
  requirePast(entry, last, known.forms.map(([, first]) => first).sort().pop() ?? "");
  const early = PERMANENT.includes(known.item) || known.forms.some(([form, first]) => last < lastOf(form, first));
  require(!early || reason, CODE, `ended on ${last} before its time, without a reason`);
  if (reason) requireText(reason, { lineBreaks: true });
  return now(entry, { ...known, last });
}

/** The commune's office, in a village its head too. @param {CommuneState} book @param {Entry} entry */
function requireOffice(book, entry) {
  started(book, entry);
  require(entry.by === COMMUNE || (entry.village && entry.by === HEAD), CODE, `${entry.by} makes nothing public here`);
}

/** @param {CommuneState} book @param {Entry} entry @returns {Disclosure} */
function standing(book, entry) {
  requireOffice(book, entry);
  const known = book.disclosures.get(entry.disclosure);
  const isTheirs = known && known.village === entry.village;
  require(isTheirs, CODE, `${entry.type}: nothing was made public as ${entry.disclosure} here`);
  require(!known.last, CODE, `${entry.type}: ${entry.disclosure} is over`);
  return known;
}

/** @param {Entry} entry */
function requireWords({ item, title, papers, plan }) {
  const lists = LISTS.includes(item);
  require(!lists || (!title && !papers.length), CODE, `item ${item} lists people`);
  if (!lists) requireText(title);
  if (plan) requireText(plan);
}

/** @param {string[]} more @param {string[]} known */
const isNew = (more, known) => new Set([...more, ...known]).size === more.length + known.length;

/** @param {number} item @param {string[]} forms @param {string[]} known */
function requireForms(item, forms, known) {
  require(forms.length && isNew(forms, known), CODE, "without a form, or twice in the same");
  require(forms.every((form) => takes(item, form)), CODE, `item ${item} is not made public by ${forms.join(", ")}`);
}

/** @param {Entry} entry @param {string} day @param {string} after */
function requirePast({ type, at }, day, after) {
  require(after <= day && day <= dayOf(at), CODE, `${type}: ${day} is to come, or before ${after}`);
}

/** @param {Entry} entry @returns {[string, string][]} */
const dated = ({ forms, first }) => forms.map((/** @type {string} */ form) => [form, first]);

/** @type {Rules} */
export const RULES = {
  disclosed, "disclosure-added": disclosureAdded, "disclosure-ended": disclosureEnded,
};
