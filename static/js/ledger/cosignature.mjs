/** Witness cosignatures, type 0x04 (c2sp.org/tlog-cosignature). Twin of voting/ledger/cosignature.py. */

import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { holds, publicKeyOf, sign } from "./ed25519.mjs";
import { toBytes } from "./encoding.mjs";
import { parseVerifierKey, printLine, printVkey } from "./note.mjs";

/** Stands before a paper code's secret, so that the key of a witness is nothing else's. */
const KEY_TAG = "dinh/witness-key|";
const TYPE = 4;

/**
 * The POSIX seconds at the head of a cosignature (more than 2^53 come out as Infinity and are refused).
 * @param {Uint8Array} signature
 */
export function cosignatureTime(signature) {
  const [high, low] = [0, 4].map((at) => new DataView(signature.buffer, signature.byteOffset + at).getUint32(0));
  return high < 2 ** 21 ? high * 2 ** 32 + low : Infinity;
}

/**
 * Reads a witness's vkey.
 * @param {string} vkey
 */
export const parseWitnessKey = (vkey) =>
  parseVerifierKey(vkey, TYPE, (publicKey, text, signature) => {
    if (signature.length !== 72) return false;
    const time = cosignatureTime(signature);
    return time < Infinity && holds(publicKey, cosignedMessage(text, time), signature.subarray(8));
  });

/** @param {string} text @param {number} time */
const cosignedMessage = (text, time) => toBytes(`cosignature/v1\ntime ${time}\n${text}`);

/**
 * The 32 bytes from which a paper code (PROTOCOL 2, its 25 characters) makes a witness's key.
 * @param {string} secret
 */
export const witnessSeed = (secret) => sha256(toBytes(KEY_TAG + secret));

/**
 * A witness's verifier key under a name; throws `key-malformed`.
 * @param {string} name
 * @param {string} secret the paper code
 */
export function witnessKey(name, secret) {
  const material = concatBytes(Uint8Array.of(TYPE), publicKeyOf(witnessSeed(secret)));
  return parseWitnessKey(printVkey(name, material));
}

/**
 * The line, ended by a newline, by which a witness says that it saw a checkpoint at a time (POSIX seconds).
 * @param {{name: string, keyId: string}} key of this secret
 * @param {string} secret the paper code
 * @param {string} text the checkpoint's
 * @param {number} time
 */
export function cosign({ name, keyId }, secret, text, time) {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, Math.floor(time / 2 ** 32));
  head.setUint32(4, time % 2 ** 32);
  const signature = sign(witnessSeed(secret), cosignedMessage(text, time));
  return printLine({ name, keyId, signature: concatBytes(new Uint8Array(head.buffer), signature) });
}
