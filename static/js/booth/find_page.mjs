/** `/phieu`: the camera reads the QR code of a ballot's number and opens its page. */

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
 * Leads from a number's code to the page of its ballot.
 * @param {HTMLElement} root the `data-scanner` element
 */
export function lookForNumbers(root) {
  new Scanner(root, (text) => {
    const number = numberIn(text);
    // This site's own page, whatever host the code names.
    if (number) location.assign(`/phieu/${number}`);
    return Boolean(number);
  });
}
