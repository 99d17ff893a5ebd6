/** Dates as people in Việt Nam read them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, remaining } from "../../../static/js/booth/times.mjs";

test("an instant is told in Vietnamese time", () => {
  assert.deepEqual(clock("2026-11-28T13:00:00Z"), { time: "20:00", weekday: 6, date: "28/11/2026" });
  assert.deepEqual(clock("2026-12-31T17:05:00Z"), { time: "00:05", weekday: 5, date: "01/01/2027" });
});

test("time left is rounded down to whole units, and never 0 while any is left", () => {
  const until = "2026-11-28T13:00:00Z";
  assert.deepEqual(remaining(until, "2026-11-26T09:00:00Z"), { unit: "days", days: 2, hours: 4, minutes: 0 });
  assert.equal(remaining(until, "2026-11-28T11:30:00Z").unit, "hours");
  assert.deepEqual(remaining(until, "2026-11-28T12:59:59Z"), { unit: "minutes", days: 0, hours: 0, minutes: 1 });
  assert.equal(remaining(until, "2026-11-28T13:00:01Z").unit, "none");
});
