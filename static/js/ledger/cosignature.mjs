/** Witness cosignatures, type 0x04 (c2sp.org/tlog-cosignature). Twin of voting/ledger/cosignature.py. */

import { holds } from "./ed25519.mjs";
import { toBytes } from "./encoding.mjs";
import { parseVerifierKey } from "./note.mjs";

/**
 * The POSIX seconds at the head of a cosignature (more than 2^53 come out as Infinity and are refused).
 * @param {Uint8Array} signature
 */
export function cosignatureTime(signature) {
  const [high, low] = [0, 4].map((at) => new DataView(signature.buffer, signature.byteOffset + at).getUint32(0));
  return high < 2 ** 21 ? high * 2 ** 32 + low : Infinity;
}

/**
 * Reads a witness's vkey.
 * @param {string} vkey
 */
export const parseWitnessKey = (vkey) =>
  parseVerifierKey(vkey, 4, (publicKey, text, signature) => {
    if (signature.length !== 72) return false;
    const time = cosignatureTime(signature);
    const message = toBytes(`cosignature/v1\ntime ${time}\n${text}`);
    return time < Infinity && holds(publicKey, message, signature.subarray(8));
  });
