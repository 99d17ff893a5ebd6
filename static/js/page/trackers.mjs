/** A ballot's number (its tracker, standard Base64) as it stands in an address: base64url. */

/**
 * As it stands in an address.
 * @param {string} tracker
 */
export function inAddress(tracker) {
  return tracker.replace(/\+/g, "-").replace(/\//g, "_");
}

/**
 * As it stands on a receipt, from a piece of an address.
 * @param {string} piece
 */
export function fromAddress(piece) {
  return decodeURIComponent(piece).replace(/-/g, "+").replace(/_/g, "/");
}
