/** The camera: on `/phieu` it reads a ballot's number and opens its page, in the booth also a card. */

import { Scanner } from "../page/scanner.mjs";
import { inAddress } from "../page/trackers.mjs";

/**
 * The number in a code: the address of a ballot's page, or the number alone. Null for anything else.
 * @param {string} text
 */
function numberIn(text) {
  const found = /^(?:https?:\/\/[^/#?]+\/phieu\/)?([A-Za-z0-9+/_-]{43})$/.exec(text.trim());
  return found && inAddress(found[1]);
}

/**
 * Whether the page itself takes the text: it hears `dinh:scanned`.
 * @param {HTMLElement} root
 * @param {string} text
 */
function isTaken(root, text) {
  return !root.dispatchEvent(new CustomEvent("dinh:scanned", { detail: text, cancelable: true }));
}

/**
 * Leads from a number's code to the page of its ballot. The booth loads this when its camera button was pressed.
 * @param {HTMLElement} root the `data-scanner` element
 */
export function lookForNumbers(root) {
  const scanner = new Scanner(root, (text) => {
    if (isTaken(root, text)) return true;
    const number = numberIn(text);
    // This site's own page, whatever host the code names.
    if (number) location.assign(`/phieu/${number}`);
    return Boolean(number);
  });
  if (root.closest("[data-booth]")) scanner.start();
}
