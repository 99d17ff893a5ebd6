/** What a household typed is made plain where nothing is lost; what nobody could read is told by name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, plainWords } from "../../../static/js/booth/statement_form.mjs";

test("spaces, tabs and line ends are made plain, letters are composed", () => {
  assert.equal(plainWords("  Sai\t tên \r\n\r\n  Hoà  "), "Sai tên\n\nHoà");
  assert.equal(plainWords("Ho\u0300a"), "Hòa");
  assert.equal(plainWords(" \n\t "), "");
});

test("faults have names", () => {
  const cases = [["", "missing"], ["Sai tên\nSai tuổi", ""], ["x".repeat(1000), ""], ["x".repeat(1001), "long"]];
  cases.push(["chữ\u200bẩn", "strange"], ["chữ\u202engược", "strange"], ["\u{1f600}".repeat(1000), ""]);
  for (const [words, fault] of cases) assert.equal(faultOf(words), fault);
});
