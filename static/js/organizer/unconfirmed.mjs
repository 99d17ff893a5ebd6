/** What a page that is loaded again knows of cards it had made: how many and for whom, never their secrets. */

/** @import { Card } from "./making.mjs" */

/** @param {string|undefined} village */
const place = (village) => `dinh.cards.${village}`;

/**
 * Cards were made here and are not confirmed yet.
 * @param {string|undefined} village
 * @param {Card[]} cards
 */
export function remember(village, cards) {
  const [first, last] = [cards[0].name, cards[cards.length - 1].name];
  attempt(() => sessionStorage.setItem(place(village), JSON.stringify({ total: cards.length, first, last })));
}

/** @param {string|undefined} village */
export function forget(village) {
  attempt(() => sessionStorage.removeItem(place(village)));
}

/**
 * What was lost when this page was left: cards made and never confirmed.
 * @param {string|undefined} village
 * @returns {{total: number, first: string, last: string}|null}
 */
export function lost(village) {
  return attempt(() => JSON.parse(sessionStorage.getItem(place(village)) ?? "null")) ?? null;
}

/**
 * The browser may have switched its storage off: then the page asks before it is left, and that is all.
 * @template T
 * @param {() => T} act
 */
function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
