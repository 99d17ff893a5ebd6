/** An archive beside a record: the same bytes, or refused by what differs; and what a vote's opening must be. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { bytesToHex } from "@noble/hashes/utils.js";
import { parseEntry } from "../../../static/js/record/entries.mjs";
import { setupOf } from "../../../static/js/record/setup.mjs";
import { requireArchive } from "../../../static/js/record/ties.mjs";
import { Setup, World } from "../committee/world.mjs";

const bytes = (text) => new TextEncoder().encode(text);

/** The setup that a vote-opened fixes, its fields changed. */
function opened(setup = new Setup(), change = {}, credentials = setup.credentials) {
  const world = new World({ setup }).open();
  const entry = { ...JSON.parse(world.commune[world.opening]), ...change };
  const opening = { index: world.opening, leaf: bytesToHex(world.commune.leaves[world.opening]) };
  return setupOf(parseEntry(bytes(JSON.stringify(entry)), "commune"), opening, bytes(credentials));
}

const archived = ({ election, trustees, credentials }) => ({
  election: bytes(election.raw), trustees: bytes(trustees), credentials: bytes(credentials),
});

test("the archive of the vote, and one of the same uuid with other questions", () => {
  const ours = new Setup();
  const setup = opened(ours);
  requireArchive(archived(ours), setup);
  const others = new Setup(ours.uuid, { question: "Ông bà có đồng ý bán đất không?" });
  assert.throws(() => requireArchive(archived(others), setup), { code: "other-election" });
  const [election, list] = [archived(ours), new Setup(ours.uuid, { cards: ["strangerstrangerstrang"] }).credentials];
  assert.throws(() => requireArchive({ ...election, trustees: bytes("[]") }, setup), { code: "other-trustees" });
  assert.throws(() => requireArchive({ ...election, credentials: bytes(list) }, setup), { code: "other-credentials" });
});

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

test("a list of credentials that is not as long as it is said to be, or lacks a spare card", () => {
  const ours = new Setup();
  const refused = (change, credentials) =>
    assert.throws(() => opened(ours, change, credentials), { code: "wrong-credential-count" });
  refused({ listed: 6 });
  refused({ households: 4 });
  refused({ households: 4, spares: ["ab".repeat(32)] });
  const [first] = JSON.parse(ours.credentials);
  opened(ours, { households: 4, spares: [first] });
  refused({ households: 3, spares: [first, first] });
  const short = JSON.stringify(JSON.parse(ours.credentials).slice(1));
  refused({ credentials: sha256(short) }, short);
});

test("an election key that is not the product of the trustees' keys", () => {
  const ours = new Setup();
  const trustees = JSON.stringify(JSON.parse(ours.trustees).slice(1));
  assert.throws(() => opened(ours, { trustees }), { code: "wrong-public-key" });
  assert.throws(() => opened(ours, { trustees: "[]" }), { code: "wrong-setup" });
});

test("texts that cannot be seen, or that turn", () => {
  for (const title of ["Giờ\u200bthu gom", "Giờ\u202ethu gom", "Giờ\u0301\u0301 thu gom".normalize("NFD"), " "]) {
    assert.throws(() => opened(new Setup(undefined, { title })), { code: "wrong-text" }, title);
  }
});
