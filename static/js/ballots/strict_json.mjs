/**
 * Strict JSON: what does not re-serialize to the same bytes is refused (PROTOCOL sections 1 and 4).
 *
 * Compact, UTF-8 unescaped, fields in the given order. Re-printing catches spaces, escapes, repeated names and odd
 * number forms; `fields` then checks names and order, so the two together leave one byte string for one value.
 */

import {
  BadElementText, BadScalarText, CryptoDataError, NotJson, NotReprinted, TooLarge, WrongFields, WrongType,
} from "./errors.mjs";
import { Element } from "./group.mjs";
import { bytesOf } from "./hashes.mjs";
import { parseScalar } from "./scalars.mjs";

/**
 * @import { BallotError } from "./errors.mjs"
 * @import { Proof } from "./proofs.mjs"
 */

/** Largest ballot envelope, bytes; the default limit of `load`. */
export const SIZE_MAX_BYTES = 65536;

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * The text of UTF-8 bytes; throws `NotJson`. A text is taken as it is.
 * @param {string|Uint8Array} raw
 */
export function decode(raw) {
  if (typeof raw === "string") return raw;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new NotJson("not UTF-8");
  }
}

/**
 * Parses and re-prints; throws `TooLarge`, `NotJson` or `NotReprinted`.
 * @param {string|Uint8Array} raw
 * @param {number} sizeMaxBytes
 * @returns {unknown}
 */
export function load(raw, sizeMaxBytes = SIZE_MAX_BYTES) {
  if (bytesOf(raw).length > sizeMaxBytes) throw new TooLarge(`more than ${sizeMaxBytes} bytes`);
  const written = decode(raw);
  let value;
  try {
    value = JSON.parse(written);
  } catch {
    throw new NotJson("not JSON");
  }
  if (JSON.stringify(value) !== written) throw new NotReprinted("does not re-serialize to the same bytes");
  return value;
}

/**
 * The values of an object that has exactly these fields in this order; throws `WrongFields`.
 * @param {unknown} value
 * @param {string[]} names
 * @returns {unknown[]}
 */
export function fields(value, names) {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject || Object.keys(value).join() !== names.join()) {
    throw new WrongFields("expected an object of " + names.join(", "));
  }
  return Object.values(value);
}

/**
 * The value as a list; throws `WrongType`.
 * @param {unknown} value
 * @returns {unknown[]}
 */
export function items(value) {
  if (!Array.isArray(value)) throw new WrongType("expected a list");
  return value;
}

/**
 * The value as a string of whole characters; throws `WrongType`.
 * @param {unknown} value
 */
export function text(value) {
  if (typeof value !== "string" || LONE_SURROGATE.test(value)) throw new WrongType("expected a string");
  return value;
}

/**
 * The value as an integer within the bounds, both included; throws `WrongType`.
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 */
export function integer(value, least, most) {
  const number = /** @type {number} */ (value);
  if (!Number.isSafeInteger(value) || number < least || number > most) {
    throw new WrongType(`expected an integer from ${least} to ${most}`);
  }
  return number;
}

/**
 * Runs a reader of the group and gives its refusal the name it has inside a document.
 * @template T
 * @param {typeof BallotError} Crime
 * @param {() => T} read
 */
function within(Crime, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof CryptoDataError ? new Crime(error.message) : error;
  }
}

/**
 * The value as an `Element`, canonical in form (membership not checked); throws `BadElementText`.
 * @param {unknown} value
 */
export function element(value) {
  return within(BadElementText, () => Element.fromHex(text(value)));
}

/**
 * The value as a scalar `0 <= x < q`; throws `BadScalarText`.
 * @param {unknown} value
 */
export function scalar(value) {
  return within(BadScalarText, () => parseScalar(text(value)));
}

/**
 * The value as `{"challenge":Zq,"response":Zq}`.
 * @param {unknown} value
 * @returns {Proof}
 */
export function proof(value) {
  const [challenge, response] = fields(value, ["challenge", "response"]);
  return { challenge: scalar(challenge), response: scalar(response) };
}

/**
 * The JSON object of a proof.
 * @param {Proof} proof
 */
export function proofValue({ challenge, response }) {
  return { challenge: String(challenge), response: String(response) };
}
