import assert from "node:assert/strict";
import { test } from "node:test";
import { Idle, OVER_S, QUIET_S } from "../../../static/js/booth/idle.mjs";

const at = (seconds) => seconds * 1000;

test("a countdown begins after a while, runs to nothing, and starts anew with every touch", () => {
  const idle = new Idle(at(0));
  assert.equal(idle.left(at(QUIET_S - 1)), null);
  assert.equal(idle.left(at(QUIET_S)), OVER_S - QUIET_S);
  assert.equal(idle.left(at(OVER_S - 1)), 1);
  idle.touch(at(OVER_S - 1));
  assert.equal(idle.left(at(OVER_S + 5)), null);
  assert.equal(idle.left(at(2 * OVER_S)), 0);
});

test("a device that slept is over at once, never below nothing", () => {
  assert.equal(new Idle(at(0)).left(at(7200)), 0);
});
