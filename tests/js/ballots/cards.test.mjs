/** Paper codes: every character equally likely, printed and read back as in Python; older cards are still read. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatCard, parseCard } from "../../../static/js/ballots/credentials.mjs";
import { formatPaperCode, parsePaperCode, randomPaperCode } from "../../../static/js/ballots/paper_code.mjs";

const { paper, refused } = JSON.parse(readFileSync(new URL("../../vectors/codes.json", import.meta.url), "utf8"));
const OLD = "E5DfcBrLXohtt5ozi1j4t9";

test("each of the 32 characters comes from the same number of bytes", () => {
  const times = new Map();
  for (let first = 0; first < 256; first += 1) {
    const drawn = randomPaperCode((bytes) => bytes.fill(first));
    assert.equal(drawn.length, 25);
    times.set(drawn[0], (times.get(drawn[0]) ?? 0) + 1);
  }
  assert.equal(times.size, 32);
  assert.deepEqual(new Set(times.values()), new Set([8]));
});

test("printed as in Python, and read however typed", () => {
  for (const { secret, printed } of paper) {
    assert.equal(formatPaperCode(secret), printed);
    for (const typed of [secret, printed, printed.toLowerCase(), ` ${printed.replace(/[- ]/g, "")}\n`]) {
      assert.equal(parseCard(typed), secret, typed);
    }
  }
});

test("what is no code is refused", () => {
  for (const text of refused) assert.throws(() => parsePaperCode(text), { name: "bad-card" }, text);
});

test("cards of the form before are read and printed as they were", () => {
  assert.equal(formatCard(OLD), "E5Dfc-BrLXoh-tt5oz-i1j4t9");
  assert.equal(parseCard(` ${formatCard(OLD)}\n`), OLD);
  for (const text of ["", OLD.slice(1), OLD + "1", "0" + OLD.slice(1), formatCard(OLD).replace("-", "")]) {
    assert.throws(() => parseCard(text), { name: "bad-card" }, text);
  }
});
