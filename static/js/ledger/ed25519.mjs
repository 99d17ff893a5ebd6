/**
 * Ed25519 (RFC 8032), with checking that says yes to exactly what OpenSSL and Go say yes to: S reduced, the equation without
 * cofactor, R compared as bytes. noble's own `verify` multiplies by the cofactor, so a hostile signer could make a
 * signature that some readers take and others refuse. Keys of small order are refused before (see note.py).
 */

import { mulAddUnsafe } from "@noble/curves/abstract/curve.js";
import { edwards } from "@noble/curves/abstract/edwards.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { sameBytes } from "./encoding.mjs";

/** @param {string} digits */
const hex = (digits) => BigInt("0x" + digits);
/** @param {Uint8Array} bytes */
const little = (bytes) => hex(bytesToHex(Uint8Array.from(bytes).reverse()));
const ORDER = hex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
const FIELD = hex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

const Point = edwards({
  p: FIELD,
  n: ORDER,
  h: BigInt(8),
  a: FIELD - BigInt(1),
  d: hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
  Gx: hex("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
  Gy: hex("6666666666666666666666666666666666666666666666666666666666666658"),
});

/**
 * Whether 32 bytes are a canonical point that is not of small order.
 * @param {Uint8Array} bytes
 */
export function isPublicKey(bytes) {
  try {
    return !Point.fromBytes(bytes).isSmallOrder();
  } catch (cause) {
    return false;
  }
}

/**
 * The private scalar of a 32-byte seed, and what its nonces are made of.
 * @param {Uint8Array} seed
 */
function expanded(seed) {
  const digest = sha512(seed);
  const half = digest.slice(0, 32);
  half[0] &= 248;
  half[31] = (half[31] & 127) | 64;
  return { scalar: little(half) % ORDER, prefix: digest.subarray(32) };
}

/**
 * The public key of a 32-byte seed.
 * @param {Uint8Array} seed
 */
export const publicKeyOf = (seed) => Point.BASE.multiply(expanded(seed).scalar).toBytes();

/**
 * The signature of a message, 64 bytes, the same each time.
 * @param {Uint8Array} seed
 * @param {Uint8Array} message
 */
export function sign(seed, message) {
  const { scalar, prefix } = expanded(seed);
  const nonce = little(sha512(concatBytes(prefix, message))) % ORDER;
  const r = Point.BASE.multiply(nonce).toBytes();
  const challenge = little(sha512(concatBytes(r, publicKeyOf(seed), message))) % ORDER;
  const s = ((nonce + challenge * scalar) % ORDER).toString(16).padStart(64, "0");
  return concatBytes(r, hexToBytes(s).reverse());
}

/**
 * Whether 64 bytes are the key's signature of the message. The key has passed `isPublicKey`.
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 */
export function holds(publicKey, message, signature) {
  const [r, s] = [signature.slice(0, 32), little(signature.slice(32))];
  if (signature.length !== 64 || s >= ORDER) return false;
  const challenge = little(sha512(concatBytes(r, publicKey, message))) % ORDER;
  const expected = mulAddUnsafe(Point, [Point.BASE, Point.fromBytes(publicKey).negate()], [s, challenge]);
  return sameBytes(expected.toBytes(), r);
}
