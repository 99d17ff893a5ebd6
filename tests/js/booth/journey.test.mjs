/** The way through the booth: Back works, nothing is sent unasked, never two. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, isOnItsWay, move, settled } from "../../../static/js/booth/journey.mjs";

const walk = (...events) => events.reduce((state, event) => move(state, event), begin());
const VOTE = { type: "vote", uuid: "LQPJ8JgSd243rN" };
const show = (panel) => ({ type: "show", panel });
const CHOSEN = { type: "choose", complete: true };
const SEND = { type: "send" };
const toCheck = [VOTE, show("choice"), CHOSEN, show("check")];

test("the straight way leads to the confirmation", () => {
  const state = walk(...toCheck, SEND, { type: "recorded" });
  assert.equal(state.panel, "confirmation");
  assert.equal(state.delivery.phase, "recorded");
});

test("Back and Forward work until the button is pressed", () => {
  const state = walk(...toCheck);
  for (const panel of ["choice", "matter", "card", "check"]) assert.equal(settled(state, panel), panel);
});

test("no panel opens before what it needs is there", () => {
  assert.equal(settled(begin(), "matter"), "card");
  assert.equal(settled(walk(VOTE), "check"), "matter");
  assert.equal(settled(walk(...toCheck), "confirmation"), "check");
  assert.equal(settled(walk(VOTE, show("choice"), { type: "choose", complete: false }), "check"), "choice");
});

test("sending needs the check panel and a complete choice", () => {
  assert.equal(walk(VOTE, show("choice"), CHOSEN, SEND).delivery, null);
  assert.equal(walk(VOTE, SEND).delivery, null);
});

test("while the ballot is on its way it can be neither changed nor left nor doubled", () => {
  for (const unsettled of [walk(...toCheck, SEND), walk(...toCheck, SEND, { type: "unsure" })]) {
    assert.ok(isOnItsWay(unsettled));
    for (const event of [show("choice"), show("card"), SEND, VOTE, { type: "card" }, { type: "choose", complete: false }]) {
      assert.equal(move(unsettled, event), unsettled, event.type);
    }
  }
});

test("after it is recorded, Back shows that", () => {
  const state = walk(...toCheck, SEND, { type: "unsure" }, { type: "attempt", attempt: 6 }, { type: "recorded" });
  for (const panel of ["card", "matter", "choice", "check"]) assert.equal(settled(state, panel), "confirmation");
  assert.equal(move(state, SEND), state);
});

test("a refused ballot is told on the check panel and may be sent anew", () => {
  const state = walk(...toCheck, SEND, { type: "refused", code: "old-sequence" });
  assert.deepEqual(state.delivery, { phase: "refused", attempt: 1, code: "old-sequence" });
  assert.equal(state.panel, "check");
  assert.equal(move(state, SEND).delivery.phase, "sending");
  assert.equal(settled(state, "choice"), "choice");
});

test("an answer that comes too late for another vote changes nothing", () => {
  const state = walk(VOTE, show("choice"));
  for (const type of ["recorded", "unsure", "refused", "attempt"]) assert.equal(move(state, { type }).delivery, null);
});

const SEAL = { type: "seal" };
const UNSEAL = { type: "unseal" };

test("to check the machine: the number first, then the ballot is either sent or opened", () => {
  const shown = walk(...toCheck, SEAL);
  assert.equal(shown.panel, "sealed");
  assert.equal(walk(...toCheck, UNSEAL).panel, "check");
  assert.equal(move(shown, UNSEAL).panel, "opened");
  const sent = walk(...toCheck, SEAL, show("check"), SEND);
  assert.equal(sent.delivery.phase, "sending");
  assert.equal(move(sent, UNSEAL), sent);
});

test("an opened ballot is neither shown as sealed again nor sent", () => {
  const opened = walk(...toCheck, SEAL, UNSEAL);
  assert.equal(settled(opened, "sealed"), "opened");
  assert.equal(move(opened, SEND).delivery, null);
  assert.equal(move(opened, UNSEAL).panel, "opened");
  assert.equal(walk(...toCheck, SEAL, UNSEAL, show("check"), SEAL).sealed, "shown");
});

test("another choice forgets what was sealed", () => {
  const state = walk(...toCheck, SEAL, show("choice"), CHOSEN);
  assert.equal(state.sealed, null);
  assert.equal(settled(state, "sealed"), "choice");
});
