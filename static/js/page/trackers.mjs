/** A ballot's number (its tracker, standard Base64) as it stands in an address: base64url. */

/** As it stands in an address. */
export function inAddress(tracker) {
  return tracker.replace(/\+/g, "-").replace(/\//g, "_");
}

/** As it stands on a receipt, from a piece of an address. */
export function fromAddress(piece) {
  return decodeURIComponent(piece).replace(/-/g, "+").replace(/_/g, "/");
}
