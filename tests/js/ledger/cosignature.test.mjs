/** A board's key out of its paper code, and its lines: the very bytes that Python makes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { cosign, parseWitnessKey, witnessKey, witnessSeed } from "../../../static/js/ledger/cosignature.mjs";
import { publicKeyOf, sign } from "../../../static/js/ledger/ed25519.mjs";
import { openNote } from "../../../static/js/ledger/note.mjs";
import { bytes, expect, vectors } from "./vectors.mjs";

const { cases, names } = vectors("cosignatures");
expect("key", cases, ({ name, secret }) => witnessKey(name, secret).vkey, ({ vkey }) => vkey);
expect("line", cases, ({ name, secret, text, time }) => cosign(witnessKey(name, secret), secret, text, time), ({ line }) => line);
expect("note", cases, ({ vkey, text, line }) => openNote(`${text}\n${line}`, [parseWitnessKey(vkey)]).verified.length, () => 1);
expect("name", names, ({ name, secret }) => witnessKey(name, secret));

test("our signing and noble's agree", () => {
  for (const { secret, text } of cases) {
    const seed = witnessSeed(secret);
    assert.deepEqual(publicKeyOf(seed), ed25519.getPublicKey(seed));
    assert.deepEqual(sign(seed, bytes(text)), ed25519.sign(bytes(text), seed));
  }
});
