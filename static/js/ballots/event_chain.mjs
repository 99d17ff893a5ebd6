/** The archive's event chain by itself: each event names its parent by hash (PROTOCOL section 7). */

import { sha256Hex } from "./hashes.mjs";

/** @typedef {{head: string, height: number}} EventChain hash (hex) of its last event, "" before the first; how many */

/**
 * The chain of an archive that has only been set up.
 * @param {(string|Uint8Array)[]} files the exact bytes of election, trustees and credentials
 */
export function beginChain(files) {
  const [election, trustees, credentials] = files.map(sha256Hex);
  return chained({ head: "", height: 0 }, "Setup", JSON.stringify({ election, trustees, credentials }));
}

/**
 * The exact text of the next event.
 * @param {EventChain} chain
 * @param {string} type
 * @param {string|Uint8Array|null} payload what the event names, exact bytes
 */
export function eventOf({ head, height }, type, payload = null) {
  const named = payload === null ? {} : { payload: sha256Hex(payload) };
  return JSON.stringify({ ...(head && { parent: head }), height, type, ...named });
}

/**
 * The chain with one more event.
 * @param {EventChain} chain
 * @param {string} type
 * @param {string|Uint8Array|null} payload what the event names, exact bytes
 * @returns {EventChain}
 */
export const chained = (chain, type, payload = null) =>
  ({ head: sha256Hex(eventOf(chain, type, payload)), height: chain.height + 1 });
