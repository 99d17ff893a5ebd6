/** A ballot's number on its way into an address and back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromAddress, inAddress } from "../../../static/js/page/trackers.mjs";

const TRACKER = "/+ab/cd+EFGHIJKLMNOPQRSTUVWXYZ0123456789abc";
const PIECE = "_-ab_cd-EFGHIJKLMNOPQRSTUVWXYZ0123456789abc";

test("every slash and plus has its stand-in, and comes back", () => {
  assert.equal(inAddress(TRACKER), PIECE);
  assert.equal(fromAddress(PIECE), TRACKER);
});

test("either form is taken: in an address already, or percent-encoded by someone", () => {
  assert.equal(inAddress(PIECE), PIECE);
  assert.equal(fromAddress(encodeURIComponent(TRACKER)), TRACKER);
});
