/** Which cards are made together, and how the page knows that their paper is there. Pure. */

/** @import { Card, Todo } from "./making.mjs" */

/** Cards on one A4 page: two columns of four. */
export const CARDS_A_SHEET = 8;

/** Every household without a card; spare cards are a part of their own. */
export const EVERYBODY = "*";
export const SPARES = "~";

/** Characters of a code's end that are typed to show that a card lies printed there. */
export const ENDING = 6;

/**
 * The cards of a part of the village, at most so many.
 * @template {Todo & {of: string}} T
 * @param {T[]} todo in list order
 * @param {string} part a part's name, or `EVERYBODY`, or `SPARES`
 * @param {number} many 0: all of them
 */
export function batchOf(todo, part, many) {
  const chosen = todo.filter(({ of }) => (part === EVERYBODY ? of !== SPARES : of === part));
  return many ? chosen.slice(0, many) : chosen;
}

/** @param {number} cards how many */
export function sheetsFor(cards) {
  return Math.ceil(cards / CARDS_A_SHEET);
}

/**
 * Those that lie on the last sheet: whoever reads one of them from paper has all sheets.
 * @param {Card[]} cards
 */
export function lastSheet(cards) {
  return cards.slice((sheetsFor(cards.length) - 1) * CARDS_A_SHEET);
}

/**
 * Whether this was read from the last printed sheet: a card's whole code, what its QR code says, or the code's end.
 * @param {Card[]} cards
 * @param {string} read
 */
export function isOnPaper(cards, read) {
  const bare = plain(read.slice(read.lastIndexOf(".") + 1));
  const ways = lastSheet(cards).flatMap(({ code, secret }) => [plain(secret), plain(code), plain(code).slice(-ENDING)]);
  return ways.includes(bare);
}

/**
 * Case, separators and look-alikes aside: this is compared with what lies on this very page.
 * @param {string} code
 */
function plain(code) {
  return code.replace(/[^0-9a-z]/gi, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
}
