import assert from "node:assert/strict";
import test from "node:test";
import { isListed } from "../../../static/js/ballots/credentials.mjs";

const OURS = "00112233445566ff" + "a".repeat(48);
const OTHER = "ffeeddccbbaa9988" + "b".repeat(48);
const short = (...credentials) => Uint8Array.from(Buffer.from(credentials.map((one) => one.slice(0, 6)).join(""), "hex"));

test("a credential is found wherever it stands in the short list", () => {
  assert.equal(isListed(short(OURS), OURS), true);
  assert.equal(isListed(short(OTHER, OURS), OURS), true);
});

test("a credential that is not there is not found, nor across two entries, nor in a list cut short", () => {
  assert.equal(isListed(short(OTHER), OURS), false);
  assert.equal(isListed(new Uint8Array(0), OURS), false);
  assert.equal(isListed(short(OURS).slice(0, 2), OURS), false);
  const shifted = Uint8Array.from([1, ...short(OURS), 2, 2]);
  assert.equal(isListed(shifted, OURS), false);
});
