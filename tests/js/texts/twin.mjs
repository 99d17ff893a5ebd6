/** The JavaScript twin for test_tables.py: a JSON list of texts in, of `[likeness, fault, fault with line breaks]` out. */

import { readFileSync } from "node:fs";
import { likeness, pairsAlike } from "../../../static/js/texts/sameness.mjs";
import { requireValid } from "../../../static/js/texts/validity.mjs";

function fault(text, options) {
  try {
    requireValid(text, options);
    return null;
  } catch ({ fault: found, place }) {
    return [found, place];
  }
}

const texts = JSON.parse(readFileSync(0, "utf8"));
const answers = texts.map((text) => [likeness(text), fault(text), fault(text, { lineBreaks: true })]);
process.stdout.write(JSON.stringify({ answers, pairs: pairsAlike(texts.slice(0, 40)) }));
