/** What a vote's opening must be: a list of the right length with every spare in it, one common key, texts that can be seen. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { replayCommune } from "../../../static/js/record/replay.mjs";
import { readCredentials } from "../../../static/js/record/setup.mjs";
import { ORIGIN, Setup, World } from "../committee/world.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The commune's book of a vote that is opened with some fields changed. */
function opened(setup, change = {}) {
  const { commune, signer } = new World({ setup }).open();
  commune.change("vote-opened", (entry) => ({ ...entry, ...change }));
  return replayCommune({ entries: Array.from(commune, bytes), origin: ORIGIN, vkey: signer.vkey() });
}

test("a list of credentials that is not as long as it is said to be, or lacks a spare card", () => {
  const { credentials } = new Setup();
  const [first, ...rest] = JSON.parse(credentials);
  const short = JSON.stringify(rest);
  const told = { credentials: sha256(credentials), listed: 5, spares: [] };
  const refused = (change, list = credentials, code = "wrong-credential-count") =>
    assert.throws(() => readCredentials({ ...told, ...change }, bytes(list)), { code });
  readCredentials({ ...told, spares: [first] }, bytes(credentials));
  refused({ listed: 6 });
  refused({ spares: ["ab".repeat(32)] });
  refused({ credentials: sha256(short) }, short);
  refused({}, short, "wrong-setup");
});

test("an election key that is not the product of the trustees' keys, trustees that are not the committee's", () => {
  const ours = new Setup();
  assert.equal(opened(ours).votes.length, 1);
  assert.throws(() => opened(ours, { trustees: JSON.stringify(JSON.parse(ours.trustees).slice(1)) }), { code: "wrong-committee" });
  assert.throws(() => opened(ours, { trustees: "[]" }), { code: "wrong-setup" });
  const { public_key: key } = JSON.parse(new Setup().trustees)[1][1];
  const election = JSON.stringify({ ...JSON.parse(ours.election.raw), public_key: key });
  assert.throws(() => opened(ours, { election }), { code: "wrong-public-key" });
});

test("texts that cannot be seen, or that turn", () => {
  for (const title of ["Giờ\u200bthu gom", "Giờ\u202ethu gom", "Giờ\u0301\u0301 thu gom".normalize("NFD"), " "]) {
    assert.throws(() => opened(new Setup(undefined, { title })), { code: "wrong-text" }, title);
  }
});

test("the refused entry is named by its index", () => {
  const before = opened(new Setup()).state.size - 1;
  assert.throws(() => opened(new Setup(), { citation: "law-10-2022:15.1" }), { code: "wrong-rule", index: before });
});
