/** Hashes of the Belenios protocol: H, Hq and unpadded Base64 (PROTOCOL section 1). Texts are hashed as UTF-8. */

import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { numberFromBytes, reduce } from "./scalars.mjs";

/** @param {string|Uint8Array} data @returns {Uint8Array} the UTF-8 bytes of a text, bytes as they are */
export function bytesOf(data) {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

/**
 * `H`: SHA-256 as 64 lower-case hex digits.
 * @param {string|Uint8Array} data
 */
export function sha256Hex(data) {
  return bytesToHex(sha256(bytesOf(data)));
}

/**
 * `Hq`: SHA-256 of the text as a big-endian number mod q.
 * @param {string} text
 */
export function hashToScalar(text) {
  return reduce(numberFromBytes(sha256(bytesOf(text))));
}

/**
 * SHA-512 of the text as a big-endian number mod q (the vote tweak).
 * @param {string} text
 */
export function wideHashToScalar(text) {
  return reduce(numberFromBytes(sha512(bytesOf(text))));
}

/**
 * Standard Base64 without padding.
 * @param {Uint8Array} bytes
 */
export function b64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
}

/**
 * Unpadded Base64 of the SHA-256: 43 characters (fingerprints, trackers).
 * @param {string|Uint8Array} data
 */
export function b64Sha256(data) {
  return b64(sha256(bytesOf(data)));
}
