/** Reading tests/vectors/ledger and comparing each case with what it says. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LedgerError } from "../../../static/js/ledger/errors.mjs";

export const vectors = (name) => JSON.parse(readFileSync(new URL(`../../vectors/ledger/${name}.json`, import.meta.url)));
export const unbase64 = (text) => Uint8Array.from(Buffer.from(text, "base64"));
export const bytes = (text) => new TextEncoder().encode(text);

/** One test for each case: `action(case)` gives `wanted(case)`, or is refused with `case.error`. */
export function expect(what, cases, action, wanted = () => undefined) {
  assert.ok(cases.length);
  for (const one of cases) {
    test(`${what}: ${one.name}`, () => {
      if (one.error) assert.throws(() => action(one), (error) => error instanceof LedgerError && error.code === one.error);
      else assert.deepEqual(action(one), wanted(one));
    });
  }
}
