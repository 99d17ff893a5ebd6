/** Making cards: secrets drawn here, keys for the server. Pure but for the browser's random generator. */

import { formatCard, householdKey, randomBase58 } from "../ballots/credentials.mjs";

/** How many cards are made between two looks at the page. */
const BATCH = 10;

/**
 * @typedef {object} Card
 * @property {string} household code of the household
 * @property {string} label what is printed on the stub for handing out
 * @property {string} secret c: on paper only
 * @property {string} code the secret as it is printed
 * @property {string} key K, hex: all that the server gets
 */

/**
 * One new card.
 * @param {{household: string, label: string}} one
 * @param {() => string} draw
 * @returns {Card}
 */
export function makeCard({ household, label }, draw = () => randomBase58(22)) {
  const secret = draw();
  return { household, label, secret, code: formatCard(secret), key: householdKey(secret).hex };
}

/**
 * Makes a card for each household, letting the page breathe between batches.
 * @param {{household: string, label: string}[]} households
 * @param {(done: number, total: number) => void} progress
 * @param {() => Promise<void>} breathe
 * @returns {Promise<Card[]>}
 */
export async function makeCards(households, progress, breathe) {
  const cards = [];
  for (const one of households) {
    cards.push(makeCard(one));
    if (cards.length % BATCH && cards.length < households.length) continue;
    progress(cards.length, households.length);
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
