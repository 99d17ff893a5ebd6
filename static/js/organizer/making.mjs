/** Making cards: secrets drawn here, keys for the server. Pure but for the browser's random generator. */

import { formatCard, householdKey } from "../ballots/credentials.mjs";
import { randomPaperCode } from "../ballots/paper_code.mjs";

/** How many cards are made between two looks at the page. */
const BATCH = 10;

/**
 * @typedef {object} Card
 * @property {string} household code of the household, or of a spare card
 * @property {string} name what the stub says in large letters
 * @property {string} label what is printed on the stub for handing out
 * @property {string} secret c: on paper only
 * @property {string} code the secret as it is printed
 * @property {string} key K, hex: all that the server gets
 */

/** @typedef {{household: string, name: string, label: string}} Todo a card to be made */

/**
 * One new card.
 * @param {Todo} one
 * @param {() => string} draw
 * @returns {Card}
 */
export function makeCard({ household, name, label }, draw = randomPaperCode) {
  const secret = draw();
  return { household, name, label, secret, code: formatCard(secret), key: householdKey(secret).hex };
}

/**
 * Makes a card for each household, letting the page breathe between batches.
 * @param {Todo[]} todo
 * @param {(done: number, total: number) => void} progress
 * @param {() => Promise<void>} breathe
 * @returns {Promise<Card[]>}
 */
export async function makeCards(todo, progress, breathe) {
  const cards = [];
  for (const one of todo) {
    cards.push(makeCard(one));
    if (cards.length % BATCH && cards.length < todo.length) continue;
    progress(cards.length, todo.length);
    await breathe();
  }
  return cards;
}

/**
 * What is sent to the server: household code and key, no secret.
 * @param {Card[]} cards
 */
export function registration(cards) {
  return JSON.stringify({ cards: cards.map(({ household, key }) => ({ household, key })) });
}

/**
 * What the QR code of a card says: as short as it gets.
 * @param {string} address
 * @param {string} village
 * @param {Card} card
 */
export function cardAddress(address, village, { secret }) {
  return `${address}#${village}.${secret}`;
}
