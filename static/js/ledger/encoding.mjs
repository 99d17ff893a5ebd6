/** Text, decimal numbers and base64, each with one printed form only. Twin of voting/ledger/encoding.py. */

import { require } from "./errors.mjs";

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** UTF-8 bytes, or a string, to a string; what is not Unicode text throws `code`. */
export function toText(raw, code) {
  let text = raw;
  if (typeof raw !== "string") {
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    } catch (cause) {
      require(false, code, "not UTF-8");
    }
  }
  require(!LONE_SURROGATE.test(text), code, "not Unicode text");
  return text;
}

/** A string's UTF-8 bytes. */
export const toBytes = (text) => new TextEncoder().encode(text);

/** Reads ASCII decimal without leading zeroes below 2^53 (the only numbers that both twins hold exactly). */
export function parseDecimal(text, code) {
  const value = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN;
  require(Number.isSafeInteger(value), code, "not a decimal number without leading zeroes below 2^53");
  return value;
}

/** Prints padded standard base64. */
export const printBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Reads padded base64 that prints back to the same text. */
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

/** Reads the base64 of 32 bytes. */
export function parseHash(text, code) {
  const bytes = parseBase64(text, code);
  require(bytes.length === 32, code, "not a hash of 32 bytes");
  return bytes;
}

/** Whether two byte strings are the same. Not for secrets. */
export const sameBytes = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
