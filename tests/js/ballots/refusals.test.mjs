/** What arrives broken is refused by name: texts, lists, keys, partial decryptions, archives. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { archivedBallots, archivedSetup, readArchive } from "../../../static/js/ballots/archive.mjs";
import { parseCredentials } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
import { checkSingle, makeSingle } from "../../../static/js/ballots/single.mjs";
import * as json from "../../../static/js/ballots/strict_json.mjs";
import { checkPartial, parseTally, partialDecryption } from "../../../static/js/ballots/tally.mjs";

const load = (name) => JSON.parse(readFileSync(new URL(`../../vectors/ballots/${name}.json`, import.meta.url)));
const ELECTIONS = load("elections");
const USUAL = ELECTIONS.elections.find(({ name }) => name === "usual");
const torsion = ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[1]);
const MIXED = Buffer.from(ed25519.Point.BASE.add(torsion).toHex(), "hex").reverse().toString("hex");

test("texts that are not the one printed form of their value", () => {
  const cases = {
    "not-json": ["", "{", "nul", new Uint8Array([0xff, 0xfe]), new Uint8Array([0xef, 0xbb, 0xbf, 0x31])],
    "not-reprinted": [' {"a":1}', '{"a":1,"a":1}', '{"a":1.0}', '{"a":1e1}', '"\\u0041"', "9007199254740993", "-0"],
  };
  for (const [name, texts] of Object.entries(cases)) {
    for (const text of texts) assert.throws(() => json.load(text), { name }, String(text));
  }
  assert.throws(() => json.load(`"${"x".repeat(70_000)}"`), { name: "too-large", code: "too-large" });
  assert.deepEqual(json.load('{"a":[1,"ở\u2028"]}'), { a: [1, "ở\u2028"] });
});

test("half a character is no text, as it has no UTF-8", () => {
  assert.throws(() => json.text("\ud800"), { name: "wrong-type" });
  assert.equal(json.text("\ud83d\ude00"), "\ud83d\ude00");
  const spoiled = USUAL.raw.replace("Họp", "\\ud800");
  assert.throws(() => parseElection(spoiled), { name: "wrong-type" });
});

test("a credential list out of order, with a double, or with no member", () => {
  const listed = JSON.parse(ELECTIONS.credentials.raw);
  const refused = (list) => assert.throws(() => parseCredentials(JSON.stringify(list)), { name: "bad-credentials" });
  refused([listed[1], listed[0], listed[2]]);
  refused([listed[0], listed[0], listed[1]]);
  refused([...listed].sort().join() === listed.join() ? [...listed].reverse() : [...listed].sort());
  const strict = (list) => parseCredentials(JSON.stringify(list), { requireMembers: true });
  assert.throws(() => strict([MIXED]), { name: "bad-credentials" });
  assert.throws(() => strict(["0".repeat(63) + "1"]), { name: "bad-credentials" });
});

test("a key without its secret, and keys that are none", () => {
  const written = JSON.parse(makeSingle(42n));
  const other = { ...written, public_key: G.power(43n).hex };
  assert.throws(() => checkSingle(JSON.stringify(other)), { name: "bad-key-proof" });
  for (const key of [MIXED, "0".repeat(63) + "1"]) {
    assert.throws(() => checkSingle(JSON.stringify({ ...written, public_key: key })), { name: "bad-trustees" });
  }
  assert.throws(() => checkSingle(JSON.stringify({ public_key: written.public_key, pok: written.pok })), { name: "wrong-fields" });
});

test("a partial decryption with another factor, of another key, or of another shape", () => {
  const election = parseElection(USUAL.raw);
  const vector = load("tally").tallies.find(({ election: name }) => name === "usual");
  const tally = parseTally(vector.encrypted_tally, election);
  const key = G.power(42n);
  const made = JSON.parse(partialDecryption(election, tally, 42n));
  checkPartial(election, tally, key, JSON.stringify(made));
  const swapped = structuredClone(made);
  swapped.decryption_factors[0].reverse();
  assert.throws(() => checkPartial(election, tally, key, JSON.stringify(swapped)), { name: "bad-decryption" });
  assert.throws(() => checkPartial(election, tally, G.power(41n), JSON.stringify(made)), { name: "bad-decryption" });
  const short = structuredClone(made);
  short.decryption_proofs[0].pop();
  assert.throws(() => checkPartial(election, tally, key, JSON.stringify(short)), { name: "wrong-shape" });
  const spoiled = vector.encrypted_tally.replace(tally[0][0].alpha.hex, MIXED);
  assert.throws(() => parseTally(spoiled, election), { name: "element-not-in-group" });
  assert.throws(() => parseTally("[[]]", election), { name: "wrong-shape" });
});

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** A tar member as PROTOCOL section 7 writes it. */
function member(name, text) {
  const content = Buffer.from(text);
  const block = Buffer.alloc(512);
  const put = (at, value) => block.write(value, at);
  put(0, name);
  put(100, "0000644\0" + "0000000\0".repeat(2));
  put(124, `${content.length.toString(8).padStart(11, "0")}\0${(1795354632).toString(8).padStart(11, "0")}\0        0`);
  put(148, `${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `);
  return Buffer.concat([block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A small archive: setup of one election and the given ballots; `change` may spoil an event before it is named. */
function archive(ballots, change = (event) => event) {
  const parts = [member("BELENIOS", '{"version":1,"timestamp":"1795354632"}')];
  let parent;
  let height = 0;
  const datum = (text) => {
    parts.push(member(`${sha256(text)}.data.json`, text));
    return sha256(text);
  };
  const event = (type, payload) => {
    const text = JSON.stringify(change({ ...(parent && { parent }), height: height++, type, payload }));
    parts.push(member(`${sha256(text)}.event.json`, text));
    parent = sha256(text);
  };
  const setup = { election: datum(USUAL.raw), trustees: datum("[1]"), credentials: datum("[2]") };
  event("Setup", datum(JSON.stringify(setup)));
  for (const ballot of ballots) event("Ballot", datum(ballot));
  return new Uint8Array(Buffer.concat(parts));
}

test("an archive gives its setup and ballots in order", () => {
  const events = readArchive(archive(["{}", "[]", '"x"']));
  assert.deepEqual(archivedBallots(events).map((bytes) => json.decode(bytes)), ["{}", "[]", '"x"']);
  assert.equal(json.decode(archivedSetup(events).election), USUAL.raw);
});

test("an archive cut, changed, or chained wrongly", () => {
  const good = archive(["{}", "[]"]);
  const changed = good.slice();
  changed[good.length - 512] ^= 1;
  assert.throws(() => readArchive(changed), { name: "bad-member" });
  const cut = good.slice(0, good.length - 1024);
  assert.throws(() => readArchive(cut), { name: "bad-event-chain" });
  const [first, ...rest] = [good.slice(0, 1024), good.slice(1024)];
  assert.throws(() => readArchive(Buffer.concat(rest)), { name: "wrong-fields" });
  assert.throws(() => readArchive(first), { name: "bad-event-chain" });
  assert.throws(() => readArchive(Buffer.concat([good, new Uint8Array(1024)])), { name: "bad-tar-block" });
  assert.throws(() => readArchive(good.slice(0, -512)), { name: "bad-tar-block" });
  assert.throws(() => readArchive(good.slice(0, -100)), { name: "bad-tar-block" });
  assert.throws(() => readArchive(good.slice(1)), { name: "bad-tar-block" });
  assert.throws(() => readArchive(new Uint8Array(0)), { name: "bad-event-chain" });
  const wrong = (change) => assert.throws(() => readArchive(archive(["{}", "[]"], change)), { name: "bad-event-chain" });
  wrong((event) => (event.height === 2 ? { ...event, height: 3 } : event));
  wrong((event) => (event.height === 2 ? { ...event, parent: sha256("") } : event));
  const missing = (event) => (event.height === 1 ? { ...event, payload: sha256("nothing") } : event);
  assert.throws(() => readArchive(archive(["{}"], missing)), { name: "bad-member" });
});
