/** A sealed ballot over a bad connection: broken at every point, recorded once, told truly. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deliver, Unreachable } from "../../../static/js/booth/delivery.mjs";

/** A record that accepts one ballot, behind a connection that breaks as the script says. */
class Village {
  constructor({ breaks = [], refusal = null } = {}) {
    this.breaks = breaks;
    this.refusal = refusal;
    this.posts = 0;
    this.recorded = 0;
    this.paused = [];
  }

  post = async () => {
    const broken = this.breaks[this.posts];
    this.posts += 1;
    if (broken === "request lost") throw new Unreachable();
    if (broken === "restarting") return { status: 503, body: {} };
    const answer = this.#accept();
    if (broken === "answer lost") throw new Unreachable();
    return answer;
  };

  find = async () => (this.recorded ? { status: 200, body: { index: 7, found: true } } : { status: 404, body: {} });

  pause = async (milliseconds) => {
    this.paused.push(milliseconds);
  };

  #accept() {
    if (this.refusal) return { status: this.refusal[0], body: { code: this.refusal[1] } };
    if (this.recorded) return { status: 409, body: { code: "duplicate" } };
    this.recorded += 1;
    return { status: 201, body: { index: 7 } };
  }
}

test("a good connection: one post, recorded", async () => {
  const village = new Village();
  assert.deepEqual(await deliver(village), { kind: "recorded", body: { index: 7 } });
  assert.equal(village.posts, 1);
});

for (const broken of ["request lost", "answer lost", "restarting"]) {
  test(`${broken}, twice: the same ballot is recorded once`, async () => {
    const village = new Village({ breaks: [broken, broken] });
    const attempts = [];
    const outcome = await deliver(village, (attempt) => attempts.push(attempt));
    assert.equal(outcome.kind, "recorded");
    assert.equal(outcome.body.index, 7);
    assert.equal(village.recorded, 1);
    assert.deepEqual(attempts, [1, 2, 3]);
    assert.deepEqual(village.paused, [1000, 2000]);
  });
}

test("no connection at all: unsure after five tries, then the next round counts on", async () => {
  const village = new Village({ breaks: Array(5).fill("request lost") });
  assert.deepEqual(await deliver(village), { kind: "unsure" });
  assert.equal(village.posts, 5);
  const attempts = [];
  assert.equal((await deliver(village, (attempt) => attempts.push(attempt), 6)).kind, "recorded");
  assert.deepEqual(attempts, [6]);
});

test("a refusal is told with its code", async () => {
  for (const refusal of [[409, "not-open"], [403, "closed-credential"], [409, "old-sequence"], [422, "bad-proof"]]) {
    assert.deepEqual(await deliver(new Village({ refusal })), { kind: "refused", code: refusal[1] });
  }
});

test("arrived unheard just before closing, refused afterwards: it is recorded all the same", async () => {
  const village = new Village({ breaks: ["answer lost"] });
  village.pause = async () => {
    village.refusal = [409, "not-open"];
  };
  assert.equal((await deliver(village)).kind, "recorded");
});

test("refused, and the record cannot be asked: tried again, nothing is claimed", async () => {
  const village = new Village({ refusal: [409, "duplicate"] });
  village.find = async () => {
    throw new Unreachable();
  };
  assert.deepEqual(await deliver(village), { kind: "unsure" });
});
