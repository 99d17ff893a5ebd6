/**
 * The tables of static/js/record and static/js/law for test_tables.py, which holds them against Python's: each book's types
 * with the names of their fields' kinds and whether they have a rule, what the law says, the kinds of subjects.
 *
 *   node tests/js/record/tables.mjs -> {"types": {"commune": {"log-started": [["commune", "CODE"], ...], ...}}, "steps": ...}
 */

import { CHOICES, DECIDING, VERDICT } from "../../../static/js/law/choices.mjs";
import { CLOCKS } from "../../../static/js/law/clocks.mjs";
import * as disclosure from "../../../static/js/law/disclosure.mjs";
import { COUNTED_ON_PAPER, MATTERS, ONLINE_CLAUSE, SHOWINGS } from "../../../static/js/law/matters.mjs";
import { OPINION, ruleOf } from "../../../static/js/law/outcome.mjs";
import * as practice from "../../../static/js/law/practice.mjs";
import { OF_COMMUNE, OF_VILLAGE } from "../../../static/js/law/reporting.mjs";
import * as road from "../../../static/js/law/road.mjs";
import * as fields from "../../../static/js/record/fields.mjs";
import { TYPES } from "../../../static/js/record/entries.mjs";
import { PHASES } from "../../../static/js/record/facts.mjs";
import * as replay from "../../../static/js/record/replay.mjs";
import { CORRECTABLE } from "../../../static/js/record/rules/correction.mjs";
import { POLL_WAYS } from "../../../static/js/record/rules/matter.mjs";
import { WAYS } from "../../../static/js/record/rules/road.mjs";
import { MOST_SUCCESSORS } from "../../../static/js/record/rules/village.mjs";
import { isWithinLongest } from "../../../static/js/record/setup.mjs";
import { MOST_STATEMENTS, TERMS } from "../../../static/js/record/subject_kinds.mjs";
import { CHECKS } from "../../../static/js/verifier/checks.mjs";
import { AFTER } from "../../../static/js/verifier/checks_road.mjs";

const items = Object.fromEntries([...Array(disclosure.ITEMS).keys()].map((place) => [place + 1, {
  permanent: disclosure.PERMANENT.includes(place + 1), lists: disclosure.LISTS.includes(place + 1),
  forms: disclosure.FORMS.filter((form) => disclosure.takes(place + 1, form)),
}]));
const nameOf = (kind) => Object.keys(fields).find((name) => fields[name] === kind);
const kinds = (type) => Object.entries(type).map(([name, kind]) => [name, nameOf(kind)]);
const types = (book) => Object.fromEntries(Object.entries(book).map(([name, type]) => [name, kinds(type)]));
const books = Object.fromEntries(Object.entries(TYPES).map(([name, book]) => [name, types(book)]));
const rules = { commune: replay.COMMUNE_RULES, vote: replay.VOTE_RULES, subject: replay.SUBJECT_RULES };
const { STEPS, OFFICES, ONCE_MORE, OF_ROLL, AFTER_TURNING, ENDINGS } = road;
const day = (number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const longest = [...Array(200).keys()].filter((number) => isWithinLongest(day(0), day(number))).pop();
process.stdout.write(JSON.stringify({
  types: books,
  checks: CHECKS.map(({ number, name, ofArchive }) => [number, name, ofArchive]),
  after: AFTER,
  rules: Object.fromEntries(Object.entries(rules).map(([book, one]) => [book, Object.keys(one)])),
  rule: { clause: ONLINE_CLAUSE, ...ruleOf(ONLINE_CLAUSE) },
  choices: CHOICES,
  opinion: [OPINION, VERDICT, ...DECIDING],
  practice,
  clocks: CLOCKS,
  items,
  lasts: Object.fromEntries(disclosure.FORMS.map((form) => [form, disclosure.lastOf(form, "2026-11-22")])),
  due: [disclosure.SHORTEST_DUE, disclosure.LONGEST_DUE],
  matters: MATTERS,
  showings: SHOWINGS,
  recipients: [OF_VILLAGE, OF_COMMUNE],
  counted: COUNTED_ON_PAPER,
  steps: Object.entries(STEPS),
  road: { OFFICES, ONCE_MORE, OF_ROLL, AFTER_TURNING, ENDINGS },
  subjects: { terms: TERMS, most: MOST_STATEMENTS },
  record: { PHASES, CORRECTABLE, POLL_WAYS, WAYS, MOST_SUCCESSORS, longest },
}));
