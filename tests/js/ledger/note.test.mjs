/** Notes, keys and checkpoints. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { openCheckpoint, parseCheckpoint } from "../../../static/js/ledger/checkpoint.mjs";
import { holds } from "../../../static/js/ledger/ed25519.mjs";
import { openNote, parseLogKey } from "../../../static/js/ledger/note.mjs";
import { bytes, expect, unbase64, vectors } from "./vectors.mjs";

const notes = vectors("notes");
const log = parseLogKey(notes.log);
const names = (raw) => openNote(raw, [log]).verified.map(({ name }) => name);

expect("key", notes.keys, ({ text }) => parseLogKey(text).vkey, ({ text }) => text);
expect("note", notes.notes, ({ text }) => names(text), ({ verified }) => verified);
expect("note as bytes", notes.notes.filter(({ name }) => name !== "lone-surrogate"), ({ text }) => names(bytes(text)),
  ({ verified }) => verified);
expect("bytes", notes.bytes, ({ base64 }) => names(unbase64(base64)), ({ verified }) => verified);

test("the signature with torsion is one that noble's own check would take", () => {
  const { text } = notes.notes.find(({ name }) => name === "signature-with-torsion");
  const signature = unbase64(text.trim().split(" ").pop()).subarray(4);
  const message = bytes(text.slice(0, text.lastIndexOf("\n\n") + 1));
  assert.equal(ed25519.verify(signature, message, log.publicKey, { zip215: false }), true);
  assert.equal(holds(log.publicKey, message, signature), false);
});

test("our check and noble's agree on honest signatures", () => {
  for (let number = 0; number < 8; number += 1) {
    const secret = new Uint8Array(32).fill(number);
    const message = bytes(`message ${number}`);
    assert.equal(holds(ed25519.getPublicKey(secret), message, ed25519.sign(message, secret)), true);
  }
});

const checkpoints = vectors("checkpoints");
expect("checkpoint", checkpoints.texts, ({ text }) => parseCheckpoint(text).size, ({ size }) => size);
expect("signed checkpoint", checkpoints.notes, ({ text }) => openCheckpoint(text, log).size, ({ size }) => size);
