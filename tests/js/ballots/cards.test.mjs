/** Card secrets: every character equally likely, printed and read back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCard, parseCard, randomBase58 } from "../../../static/js/ballots/credentials.mjs";
import { BASE58 } from "../../../static/js/ballots/election.mjs";

test("each of the 58 characters comes from the same number of bytes; the rest are drawn again", () => {
  let next = 0;
  const count = (bytes) => bytes.forEach((_, at) => (bytes[at] = next++ % 256));
  const drawn = randomBase58(4 * 58, count);
  const times = new Map(Array.from(BASE58, (one) => [one, 0]));
  for (const one of drawn) times.set(one, times.get(one) + 1);
  assert.deepEqual(new Set(times.values()), new Set([4]));
});

test("bytes of 232 and more never become characters", () => {
  const rounds = [232, 255, 240, 57, 231];
  let round = 0;
  const drawn = randomBase58(22, (bytes) => bytes.fill(rounds[Math.min(round++, 4)]));
  assert.equal(drawn, "z".repeat(22));
});

test("the printed form reads back; other forms are refused", () => {
  const card = randomBase58(22);
  assert.match(formatCard(card), /^\w{5}-\w{6}-\w{5}-\w{6}$/);
  assert.equal(parseCard(` ${formatCard(card)}\n`), card);
  for (const text of ["", card.slice(1), card + "1", "0" + card.slice(1), formatCard(card).replace("-", "")]) {
    assert.throws(() => parseCard(text), { name: "bad-card" }, text);
  }
});
