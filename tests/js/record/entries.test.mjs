/** Entries are read strictly, each in its own kind of book; the tables are Python's (test_tables.py asks for them). */

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEntry } from "../../../static/js/record/entries.mjs";

const SEALED = { v: 1, type: "books-sealed", village: "", at: "2026-11-22T13:05Z", books: [] };
const SEAL = { book: "LQPJ8JgSd243rN", size: 3, root: "ab".repeat(32) };
const read = (value, book = "commune") => parseEntry(new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)), book);
const refused = (value, code = "malformed-entry") => assert.throws(() => read(value), { code });

test("an entry is what its bytes say", () => {
  assert.deepEqual(read(SEALED), SEALED);
  assert.deepEqual(read({ ...SEALED, books: [SEAL] }).books, [SEAL]);
});

test("other fields, another order, other values", () => {
  const { v, type, village, at, books } = SEALED;
  refused({ type, v, village, at, books });
  refused({ v, type, village, at });
  refused({ ...SEALED, more: 1 });
  refused({ ...SEALED, v: 2 });
  refused({ ...SEALED, v: "1" });
  refused({ ...SEALED, village: "Đông Hòa" });
  refused({ ...SEALED, village: null });
  refused(JSON.stringify(SEALED).replace('"v":1', '"v": 1'));
  refused(JSON.stringify([SEALED]));
  refused("null");
  refused("{");
});

test("minutes that are none", () => {
  for (const wrong of ["2026-11-22T13:05", "2026-11-22T13:05:00Z", "2026-02-29T13:05Z", "2026-13-01T00:00Z", "2026-11-22T24:00Z",
    "0000-01-01T00:00Z", "2026-11-22T13:60Z", 5]) refused({ ...SEALED, at: wrong });
  assert.equal(read({ ...SEALED, at: "2028-02-29T23:59Z" }).at, "2028-02-29T23:59Z");
});

test("seals that are none", () => {
  for (const wrong of [{ ...SEAL, more: 1 }, { ...SEAL, size: -1 }, { ...SEAL, size: 1.5 }, { ...SEAL, size: 1e9 + 1 },
    { ...SEAL, book: "LQPJ8JgSd243r0" }, { ...SEAL, root: "AB".repeat(32) }, { size: 1, book: SEAL.book, root: SEAL.root }, null, 1]) {
    refused({ ...SEALED, books: [wrong] });
  }
});

test("texts: not empty, not too long in characters, whole characters", () => {
  const revoked = { v: 1, type: "card-revoked", village: "dong-hoa", at: SEALED.at, commitment: SEAL.root, reason: "mất thẻ", count: 1 };
  read(revoked);
  read({ ...revoked, reason: "😀".repeat(500) });
  refused({ ...revoked, reason: "a".repeat(501) });
  refused({ ...revoked, reason: "" });
  refused({ ...revoked, reason: "\ud800" });
});

test("a type of the other kind of book, or of none", () => {
  const ballot = { v: 1, type: "ballot", village: "dong-hoa", at: SEALED.at, vote: SEAL.book, envelope: {} };
  assert.equal(read(ballot, "vote").type, "ballot");
  refused(ballot, "unknown-entry-type");
  refused({ ...SEALED, type: "toString" }, "unknown-entry-type");
  assert.throws(() => read(SEALED, "vote"), { code: "unknown-entry-type" });
});

test("an entry longer than a bundle can hold", () => refused(JSON.stringify({ ...SEALED, type: "x".repeat(65_536) })));
