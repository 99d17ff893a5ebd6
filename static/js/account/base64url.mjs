/** Bytes as WebAuthn writes them in texts: Base64url (RFC 4648) without filling. */

/**
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
export function textOf(bytes) {
  const signs = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/[+/=]/g, (sign) => (sign === "+" ? "-" : sign === "/" ? "_" : ""));
}

/**
 * @param {string} text as `textOf` wrote it
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(text) {
  const signs = atob(text.replace(/[-_]/g, (sign) => (sign === "-" ? "+" : "/")));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}
