/** Sheets of paper: eight cards a page, then the same page's backs. */

import { copy, fill, made, slot } from "../page/dom.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { CARDS_A_SHEET, sheetsFor } from "./batch.mjs";
import { cardAddress } from "./making.mjs";

/** @import { Card } from "./making.mjs" */

/**
 * Puts the sheets of these cards into the page, ready to print on both sides.
 * @param {HTMLElement} root the page's `data-cards` element
 * @param {Card[]} cards
 */
export function showSheets(root, cards) {
  const { village, address } = /** @type {Record<string, string>} */ (root.dataset);
  const place = slot(root, "sheets");
  const lines = /** @type {Record<string, string>} */ (place.dataset);
  const all = sheetsFor(cards.length);
  for (let number = 1; number <= all; number++) {
    const some = cards.slice((number - 1) * CARDS_A_SHEET, number * CARDS_A_SHEET);
    const said = { place: lines.place, number, all, first: some[0].name, last: some[some.length - 1].name };
    place.append(sheet(fill(lines.front, said), some.map((card) => front(root, card, village, address))));
    place.append(sheet(fill(lines.back, said), some.map(() => copy(root, "[data-card-back]"))));
  }
  place.hidden = false;
}

/** @param {string} line which sheet this is @param {HTMLElement[]} sides */
function sheet(line, sides) {
  const page = made("div", "", "a4 cards");
  page.append(made("h2", line, "sheet-line"), ...sides);
  return page;
}

/** @param {HTMLElement} root @param {Card} card @param {string} village @param {string} address */
function front(root, card, village, address) {
  const side = copy(root, "[data-card-front]");
  const texts = { household: card.name, label: card.label, address: address.replace(/^https?:\/\//, "") };
  for (const [name, text] of Object.entries(texts)) slot(side, name).textContent = text;
  slot(side, "code").append(...card.code.split(" ").map(group));
  const place = slot(side, "qr");
  const label = /** @type {string} */ (place.dataset.label);
  place.append(qrSvg(cardAddress(address, village, card), { label, correction: "medium" }));
  return side;
}

/** A line of the code: five characters and, lighter, the one that checks them. @param {string} text `XXXXX-C` */
function group(text) {
  const line = made("li", text.slice(0, -2));
  line.append(made("span", text.slice(-2)));
  return line;
}
