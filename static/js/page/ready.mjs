/**
 * When the page's own script has come and is at work, and not before, it offers what needs it: the server's HTML keeps
 * every such button hidden (`data-ready`), and says meanwhile what is waited for (`data-waiting`). A press that comes
 * earlier than the script finds nothing to press.
 */

import { able } from "./able.mjs";

/**
 * Starts each element of this kind, then shows what now works there; where the browser is not able, its own words stand.
 * @param {string} selector
 * @param {(root: HTMLElement) => void} start
 */
export function whenAble(selector, start) {
  for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))) {
    if (able) start(root);
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = root.querySelectorAll("[data-ready],[data-waiting]");
    for (const box of boxes) box.hidden = !able || box.hasAttribute("data-waiting");
  }
}
