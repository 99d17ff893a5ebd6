/** The code of a book: what people write down and type must lead to one key, and slips must be caught where they are. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bookCode, readBookCode } from "../../../static/js/record/book_code.mjs";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const VKEY = "dinh.example/xa-dong-hoa+deadbeef+AQ==";
const CODE = bookCode(VKEY);

test("80 bits of the key's hash, in four groups with a check character each", () => {
  assert.match(CODE, /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
  const digest = createHash("sha256").update(`dinh/book-code|${VKEY}`).digest();
  let bits = BigInt(`0x${digest.subarray(0, 10).toString("hex")}`);
  let wanted = "";
  for (let place = 0; place < 16; place += 1, bits >>= 5n) wanted = ALPHABET[Number(bits & 31n)] + wanted;
  assert.equal(CODE.split("-").map((group) => group.slice(0, 4)).join(""), wanted);
  assert.notEqual(bookCode(`${VKEY} `), CODE);
});

test("the same codes as in Python", () => {
  const { books } = JSON.parse(readFileSync(new URL("../../vectors/codes.json", import.meta.url), "utf8"));
  for (const { vkey, code } of books) assert.equal(bookCode(vkey), code, vkey);
});

test("typed in any case and grouping, with the look-alikes put right", () => {
  const loose = CODE.toLowerCase().replace(/-/g, "").replace(/1/g, "l").replace(/0/g, "o");
  for (const typed of [CODE, CODE.toLowerCase(), loose, ` ${CODE.replace(/-/g, " – ")} `]) {
    assert.deepEqual(readBookCode(typed), { code: CODE, group: 0 }, typed);
  }
});

test("every wrong character is caught in its group, and every two that are swapped", () => {
  for (let at = 0; at < CODE.length; at += 1) {
    if (CODE[at] === "-") continue;
    const group = Math.floor(at / 6) + 1;
    for (const other of ALPHABET) {
      if (other === CODE[at]) continue;
      assert.equal(readBookCode(CODE.slice(0, at) + other + CODE.slice(at + 1)).group, group);
    }
    for (let to = at + 1; to < 6 * group - 1; to += 1) {
      if (CODE[to] === CODE[at]) continue;
      const swapped = Array.from(CODE);
      [swapped[at], swapped[to]] = [swapped[to], swapped[at]];
      assert.equal(readBookCode(swapped.join("")).group, group);
    }
  }
});

test("swapped, missing and too many groups", () => {
  const groups = CODE.split("-");
  assert.equal(readBookCode([groups[1], groups[0], groups[2], groups[3]].join("-")).group, 1);
  assert.equal(readBookCode(groups.slice(0, 3).join("-")).group, 4);
  assert.equal(readBookCode(`${CODE}-${groups[0]}`).group, 4);
  assert.equal(readBookCode("").group, 1);
  assert.equal(readBookCode("ế".repeat(20)).group, 1);
});
