/**
 * The tables of static/js/record for test_tables.py: each book's types with the names of their fields' kinds, and the
 * rule by which a vote decides.
 *
 *   node tests/js/record/tables.mjs -> {"types": {"commune": {"log-started": [["commune", "CODE"], ...], ...}, "vote": {...}},
 *                                       "rule": {"clause": 6, ...}, "choices": [...], "opinion": [...]}
 */

import * as fields from "../../../static/js/record/fields.mjs";
import { TYPES } from "../../../static/js/record/entries.mjs";
import { DECIDING, VERDICT } from "../../../static/js/record/opinion.mjs";
import { CHOICES, OPINION, RULE } from "../../../static/js/record/rule.mjs";

const nameOf = (kind) => Object.keys(fields).find((name) => fields[name] === kind);
const kinds = (type) => Object.entries(type).map(([name, kind]) => [name, nameOf(kind)]);
const types = (book) => Object.fromEntries(Object.entries(book).map(([name, type]) => [name, kinds(type)]));
const books = Object.fromEntries(Object.entries(TYPES).map(([name, book]) => [name, types(book)]));
process.stdout.write(JSON.stringify({ types: books, rule: RULE, choices: CHOICES, opinion: [OPINION, VERDICT, ...DECIDING] }));
