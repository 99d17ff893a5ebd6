/** Text, decimal numbers and base64, each with one printed form only. Twin of voting/ledger/encoding.py. */

import { require } from "./errors.mjs";

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * UTF-8 bytes, or a string, to a string; what is not Unicode text throws `code`.
 * @param {string|Uint8Array} raw
 * @param {string} code
 */
export function toText(raw, code) {
  let text;
  try {
    text = typeof raw === "string" ? raw : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (cause) {
    require(false, code, "not UTF-8");
  }
  require(!LONE_SURROGATE.test(text), code, "not Unicode text");
  return text;
}

/**
 * A string's UTF-8 bytes.
 * @param {string} text
 */
export const toBytes = (text) => new TextEncoder().encode(text);

/**
 * Reads ASCII decimal without leading zeroes below 2^53 (the only numbers that both twins hold exactly).
 * @param {string} text
 * @param {string} code
 */
export function parseDecimal(text, code) {
  const value = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN;
  require(Number.isSafeInteger(value), code, "not a decimal number without leading zeroes below 2^53");
  return value;
}

/**
 * Prints padded standard base64.
 * @param {Uint8Array} bytes
 */
export const printBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/**
 * Reads padded base64 that prints back to the same text.
 * @param {string} text
 * @param {string} code
 */
export function parseBase64(text, code) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (cause) {
    require(false, code, "not base64");
  }
  require(printBase64(bytes) === text, code, "not the printed form of base64");
  return bytes;
}

/**
 * Reads the base64 of 32 bytes.
 * @param {string} text
 * @param {string} code
 */
export function parseHash(text, code) {
  const bytes = parseBase64(text, code);
  require(bytes.length === 32, code, "not a hash of 32 bytes");
  return bytes;
}

/**
 * Whether two byte strings are the same. Not for secrets.
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
export const sameBytes = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
