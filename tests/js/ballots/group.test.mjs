/** The group against noble's own ed25519, and every kind of encoding that is no member. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { Element, G, IDENTITY, product } from "../../../static/js/ballots/group.mjs";
import { parseScalar, Q, randomScalar } from "../../../static/js/ballots/scalars.mjs";

const backwards = (text) => Buffer.from(text, "hex").reverse().toString("hex");
const theirs = (scalar) => backwards(ed25519.Point.BASE.multiply(scalar).toHex());

test("generator, order and powers are noble's", () => {
  assert.equal(G.hex, backwards(ed25519.Point.BASE.toHex()));
  assert.equal(Q, ed25519.Point.Fn.ORDER);
  for (let round = 0; round < 20; round += 1) {
    const scalar = randomScalar();
    assert.equal(G.power(scalar).hex, theirs(scalar));
    const again = Element.checked(theirs(scalar));
    assert.equal(again.power(BigInt(3)).hex, theirs((scalar * 3n) % Q));
    assert.equal(again.prepare().power(BigInt(5)).hex, theirs((scalar * 5n) % Q));
    assert.equal(Element.publicPowers([[G, scalar], [again, 2n]]).hex, theirs((scalar * 3n) % Q));
  }
});

test("zero, q and the identity are legal", () => {
  assert.ok(G.power(0n).isIdentity);
  assert.ok(G.power(Q).isIdentity);
  assert.ok(IDENTITY.power(7n).isIdentity);
  assert.ok(G.over(G).isIdentity);
  assert.equal(G.power(-1n).times(G).hex, IDENTITY.hex);
  assert.equal(product([G, G, G]).hex, G.power(3n).hex);
  assert.ok(Element.checked(IDENTITY.hex).isIdentity);
  assert.throws(() => Element.key(IDENTITY.hex), { name: "unexpected-identity" });
});

test("points outside the prime-order subgroup are refused by name", () => {
  for (const torsion of ED25519_TORSION_SUBGROUP.slice(1)) {
    assert.throws(() => Element.checked(backwards(torsion)), { name: "small-order" }, torsion);
    const mixed = ed25519.Point.BASE.add(ed25519.Point.fromHex(torsion));
    assert.throws(() => Element.checked(backwards(mixed.toHex())), { name: "mixed-order" });
    assert.throws(() => Element.fromHex(backwards(mixed.toHex())).power(2n), { name: "mixed-order" });
    assert.throws(() => Element.publicPowers([[Element.fromHex(backwards(mixed.toHex())), 2n]]), { name: "mixed-order" });
  }
});

test("encodings that are not canonical are refused by name", () => {
  const notCanonical = ["", G.power(2n).hex.toUpperCase(), G.hex.slice(2), G.hex + "00", " " + G.hex.slice(1), 7, null];
  const p = (1n << 255n) - 19n;
  for (const y of [p, p + 1n, p + 18n]) notCanonical.push(y.toString(16).padStart(64, "0"));
  for (const text of notCanonical) assert.throws(() => Element.fromHex(text), { name: "not-canonical" }, String(text));
  assert.throws(() => Element.checked("2".padStart(64, "0")), { name: "off-curve" });
});

test("a product is a member only when both factors are", () => {
  const mixed = Element.fromHex(backwards(ed25519.Point.BASE.add(ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[1])).toHex()));
  assert.throws(() => mixed.times(G).requireInGroup(), { name: "mixed-order" });
  mixed.times(G).over(mixed).requireInGroup();
});

test("scalars are decimal, reduced and without leading zero", () => {
  assert.equal(parseScalar("0"), 0n);
  assert.equal(parseScalar(String(Q - 1n)), Q - 1n);
  for (const text of ["", "00", "01", "-1", "+1", "1.0", "0x1", " 1", "1n", String(Q), "9".repeat(77), 1, 1n, null]) {
    assert.throws(() => parseScalar(text), { name: "bad-scalar" }, String(text));
  }
});

test("drawn scalars fill 1 .. q-1", () => {
  let largest = 0n;
  for (let round = 0; round < 300; round += 1) {
    const scalar = randomScalar();
    assert.ok(scalar > 0n && scalar < Q);
    largest = scalar > largest ? scalar : largest;
  }
  assert.ok(largest > Q / 2n);
});
