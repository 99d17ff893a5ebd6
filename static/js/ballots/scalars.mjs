/** Scalars: numbers modulo the group order, BigInt here, decimal strings on the wire (PROTOCOL section 1). */

import { BadScalar } from "./errors.mjs";

/** Order of the group, RFC 8032 section 5.1 (there called L). */
export const Q = /* @__PURE__ */ BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

const DECIMAL = /^(?:0|[1-9][0-9]{0,75})$/;

/** @returns {bigint} the value mod q, never negative @param {bigint} value */
export function reduce(value) {
  const rest = value % Q;
  return rest < 0 ? rest + Q : rest;
}

/**
 * Reads a decimal scalar `0 <= x < q`; throws `BadScalar` for a sign, a leading zero, a number too large.
 * @param {unknown} text
 */
export function parseScalar(text) {
  if (typeof text === "string" && DECIMAL.test(text)) {
    const value = BigInt(text);
    if (value < Q) return value;
  }
  throw new BadScalar("not a decimal number below the group order without leading zero");
}

/**
 * Big-endian bytes as a number.
 * @param {Uint8Array} bytes
 */
export function numberFromBytes(bytes) {
  let value = BigInt(0);
  for (const byte of bytes) value = value * BigInt(256) + BigInt(byte);
  return value;
}

/** Draws uniformly from `1 .. q-1` with the browser's generator: 253 bits, drawn again until below q. */
export function randomScalar() {
  const bytes = new Uint8Array(32);
  for (;;) {
    crypto.getRandomValues(bytes);
    bytes[0] &= 0x1f;
    const value = numberFromBytes(bytes);
    if (value > 0 && value < Q) return value;
  }
}

/**
 * The number whose product with this one is 1 mod q (Fermat; q is prime); of numbers that are no secret.
 * @param {bigint} value
 */
export function inverse(value) {
  let [result, power, exponent] = [BigInt(1), reduce(value), Q - BigInt(2)];
  for (; exponent > 0; exponent >>= BigInt(1)) {
    if (exponent & BigInt(1)) result = (result * power) % Q;
    power = (power * power) % Q;
  }
  return result;
}
