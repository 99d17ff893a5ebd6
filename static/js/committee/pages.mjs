/** Which page of a counting member an element asks for. */

import { Counting } from "./count.mjs";
import { KeyMaking } from "./key.mjs";
import { SharedKeyMaking } from "./lobby.mjs";

/** @type {Record<string, new (root: HTMLElement) => object>} */
const PAGES = { key: KeyMaking, shared: SharedKeyMaking, count: Counting };

/**
 * Starts the page that an element names.
 * @param {HTMLElement} root the `data-committee` element
 */
export function startPage(root) {
  new PAGES[/** @type {string} */ (root.dataset.committee)](root);
}
