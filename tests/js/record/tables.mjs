/**
 * The tables of static/js/record for test_tables.py: each book's types with the names of their fields' kinds.
 *
 *   node tests/js/record/tables.mjs -> {"commune": {"log-started": [["commune", "CODE"], ...], ...}, "vote": {...}}
 */

import * as fields from "../../../static/js/record/fields.mjs";
import { TYPES } from "../../../static/js/record/entries.mjs";

const nameOf = (kind) => Object.keys(fields).find((name) => fields[name] === kind);
const kinds = (type) => Object.entries(type).map(([name, kind]) => [name, nameOf(kind)]);
const types = (book) => Object.fromEntries(Object.entries(book).map(([name, type]) => [name, kinds(type)]));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(TYPES).map(([name, book]) => [name, types(book)]))));
