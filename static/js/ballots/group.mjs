/**
 * The prime-order subgroup of edwards25519, written multiplicatively (PROTOCOL section 1, RFC 8032).
 *
 * @noble/curves does the arithmetic. It checks neither subgroup nor identity for us and refuses the zero scalar, so
 * this module does: every power of a received element first proves that the element is in the group, once.
 * Only the generic Edwards code is imported (3 kB less, gzipped, than all of ed25519.js); a test holds the constants
 * below against noble's own.
 */

import { mulAddUnsafe } from "@noble/curves/abstract/curve.js";
import { edwards } from "@noble/curves/abstract/edwards.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { MixedOrder, NotCanonical, OffCurve, SmallOrder, UnexpectedIdentity } from "./errors.mjs";
import { Q, reduce } from "./scalars.mjs";

/** @import { EdwardsPoint } from "@noble/curves/abstract/edwards.js" */

/** @param {string} digits */
const hex = (digits) => BigInt("0x" + digits);
const FIELD = hex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
const Y_MASK = hex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
const HEX = /^[0-9a-f]{64}$/;

/** noble's point class for the parameters of RFC 8032 section 5.1. */
const Point = edwards({
  p: FIELD,
  n: Q,
  h: BigInt(8),
  a: FIELD - BigInt(1),
  d: hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
  Gx: hex("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
  Gy: hex("6666666666666666666666666666666666666666666666666666666666666658"),
});

/** A group element. Immutable for its users; encoding, decoding and the membership check are done when first needed. */
export class Element {
  /**
   * Not for callers: use `fromHex`, `checked`, `key`, `G`, `IDENTITY`.
   * @param {string|null} text
   * @param {EdwardsPoint|null} point
   * @param {boolean} member
   */
  constructor(text, point, member) {
    this._hex = text;
    this._point = point;
    this._member = member;
  }

  /**
   * Reads 64 lower-case hex digits (big-endian) of a reduced coordinate; throws `NotCanonical`. No curve work.
   * @param {unknown} text
   */
  static fromHex(text) {
    if (typeof text !== "string" || !HEX.test(text) || (hex(text) & Y_MASK) >= FIELD) {
      throw new NotCanonical("not 64 lower-case hex digits of a reduced coordinate");
    }
    return new Element(text, null, false);
  }

  /**
   * As `fromHex`, and proves membership; throws `NotCanonical` or a `NotInGroup`. Accepts the identity.
   * @param {unknown} text
   */
  static checked(text) {
    const element = Element.fromHex(text);
    element.requireInGroup();
    return element;
  }

  /**
   * As `checked`, and refuses the identity with `UnexpectedIdentity`: for public keys.
   * @param {unknown} text
   */
  static key(text) {
    const element = Element.checked(text);
    if (element.isIdentity) throw new UnexpectedIdentity("the identity is no key");
    return element;
  }

  /** 64 lower-case hex digits of the big-endian number: the bytes of RFC 8032 reversed. */
  get hex() {
    this._hex ??= bytesToHex(/** @type {EdwardsPoint} */ (this._point).toBytes().reverse());
    return this._hex;
  }

  /** True for the neutral element. */
  get isIdentity() {
    return this._decoded().is0();
  }

  /** @param {Element} other @returns {boolean} */
  equals(other) {
    return this.hex === other.hex;
  }

  /** Throws the `NotInGroup` that names the crime unless this is a member (the identity is one). */
  requireInGroup() {
    if (this._member) return;
    const point = this._decoded();
    if (!point.is0() && point.isSmallOrder()) throw new SmallOrder("the point has small order");
    if (!point.isTorsionFree()) throw new MixedOrder("the point is outside the prime-order subgroup");
    this._member = true;
  }

  /**
   * The product of this and another.
   * @param {Element} other
   */
  times(other) {
    return new Element(null, this._decoded().add(other._decoded()), this._member && other._member);
  }

  /**
   * This divided by another.
   * @param {Element} other
   */
  over(other) {
    return new Element(null, this._decoded().subtract(other._decoded()), this._member && other._member);
  }

  /**
   * This to a secret exponent (any integer, reduced mod q), in noble's constant-time way.
   * @param {bigint} exponent
   * @returns {Element}
   */
  power(exponent) {
    this.requireInGroup();
    const scalar = reduce(exponent);
    const point = this._decoded();
    if (scalar === BigInt(0) || point.is0()) return IDENTITY;
    return new Element(null, point.multiply(scalar), true);
  }

  /** Makes later powers of this element cheap by a table of 832 points, built at the first (pays from the third on). */
  prepare() {
    this._decoded().precompute(5);
    return this;
  }

  /**
   * `product of e^x` over public `[e, x]` pairs, by one shared chain of doublings; not constant-time.
   * @param {[Element, bigint][]} pairs
   */
  static publicPowers(pairs) {
    for (const [element] of pairs) element.requireInGroup();
    const points = pairs.map(([element]) => element._decoded());
    const scalars = pairs.map(([, exponent]) => reduce(exponent));
    return new Element(null, mulAddUnsafe(Point, points, scalars), true);
  }

  _decoded() {
    if (!this._point) {
      try {
        this._point = Point.fromBytes(hexToBytes(/** @type {string} */ (this._hex)).reverse());
      } catch {
        throw new OffCurve("no point of the curve has this encoding");
      }
    }
    return this._point;
  }
}

/**
 * The generator: the base point of RFC 8032. A copy of noble's own, because that one is blinded with half as many bits
 * again: a defence against measuring the power of a device that repeats a secret, which single-use randoms do not need.
 */
export const G = new Element(null, Point.fromAffine(Point.BASE.toAffine()), true).prepare();

/** The neutral element, the empty product. */
export const IDENTITY = new Element(null, Point.ZERO, true);

/**
 * The product of the elements in order; `IDENTITY` when there are none.
 * @param {Element[]} elements
 */
export function product(elements) {
  let total = IDENTITY;
  for (const element of elements) total = total.times(element);
  return total;
}
