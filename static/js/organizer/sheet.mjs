/** Sheets of paper: eight cards a page, then the same page's backs. */

import { copy, findAll, slot } from "../page/dom.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { CARDS_A_SHEET } from "./batch.mjs";
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
  for (let start = 0; start < cards.length; start += CARDS_A_SHEET) {
    const some = cards.slice(start, start + CARDS_A_SHEET);
    place.append(sheet(some.map((card) => front(root, card, village, address))));
    place.append(sheet(some.map(() => copy(root, "[data-card-back]"))));
  }
}

/** @param {HTMLElement[]} sides */
function sheet(sides) {
  const page = document.createElement("div");
  page.className = "sheet";
  page.append(...sides);
  return page;
}

/** @param {HTMLElement} root @param {Card} card @param {string} village @param {string} address */
function front(root, card, village, address) {
  const side = copy(root, "[data-card-front]");
  const texts = { household: card.name, label: card.label, village, address: address.replace(/^https?:\/\//, "") };
  for (const [name, text] of Object.entries(texts)) {
    for (const element of findAll(side, `[data-slot="${name}"]`)) element.textContent = text;
  }
  const groups = card.code.split(" ").map((group) => {
    const span = document.createElement("span");
    span.textContent = group;
    return span;
  });
  slot(side, "code").append(...groups);
  const place = slot(side, "qr");
  const label = /** @type {string} */ (place.dataset.label);
  place.append(qrSvg(cardAddress(address, village, card), { label, correction: "medium" }));
  return side;
}
