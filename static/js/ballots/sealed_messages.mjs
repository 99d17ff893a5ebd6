/**
 * Private messages between counting members, carried by the server (PROTOCOL section 5).
 *
 * Signed by the sender for one recipient, then encrypted to the recipient: ElGamal over a fresh random element, whose
 * hash is the AES-256-GCM key. The browser's own AES does it, which works where a page came over https.
 */

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { BadMessage, BallotDataError, CryptoDataError } from "./errors.mjs";
import { G } from "./group.mjs";
import { sha256Hex } from "./hashes.mjs";
import { checkSignature, readSigned, signedValue, signValue } from "./signed_messages.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Element } from "./group.mjs"
 * @import { Draw } from "./proofs.mjs"
 */

const ALGORITHM = "AES-GCM";
const HEX = /^(?:[0-9a-f]{2})*$/;

/**
 * Signs and encrypts a text; the sealed message's JSON text. Draws w, then `log K`, then r.
 * @param {bigint} signingSecret
 * @param {Element} recipient
 * @param {string} message
 * @param {Draw} draw
 */
export async function send(signingSecret, recipient, message, draw) {
  const signed = signValue(signingSecret, { recipient: recipient.hex, message }, draw);
  const shared = G.power(draw());
  const randomness = draw();
  const alpha = G.power(randomness);
  const beta = recipient.power(randomness).times(shared);
  const { key, iv } = await keyAndIv(shared, alpha, "encrypt");
  const plain = new TextEncoder().encode(JSON.stringify(signedValue(signed)));
  const data = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, plain);
  return JSON.stringify({ algorithm: ALGORITHM, alpha: alpha.hex, beta: beta.hex, data: bytesToHex(new Uint8Array(data)) });
}

/**
 * Opens a sealed message and checks that `sender` (a verification key) signed it for this recipient.
 * Throws a `Malformed`, `BadMessage` (does not open, or is for someone else) or `BadCertificate` (signature).
 * @param {bigint} decryptionSecret
 * @param {Element} sender
 * @param {string} sealed
 */
export async function receive(decryptionSecret, sender, sealed) {
  const [algorithm, alpha, beta, data] = json.fields(json.load(sealed), ["algorithm", "alpha", "beta", "data"]);
  if (algorithm !== ALGORITHM) throw new BadMessage("unknown algorithm");
  const plain = await opened(decryptionSecret, json.element(alpha), json.element(beta), hexData(data));
  const { signed, recipient, message } = contentOf(plain);
  checkSignature(sender, signed.message, signed.signature);
  if (recipient !== G.power(decryptionSecret).hex) throw new BadMessage("the message is for someone else");
  return json.text(message);
}

/** @param {Uint8Array} plain */
function contentOf(plain) {
  try {
    const signed = readSigned(json.load(plain));
    const [recipient, message] = json.fields(json.load(signed.message), ["recipient", "message"]);
    return { signed, recipient, message };
  } catch (error) {
    throw error instanceof BallotDataError ? new BadMessage(`the opened message: ${error.message}`) : error;
  }
}

/** @param {bigint} secret @param {Element} alpha @param {Element} beta @param {Uint8Array<ArrayBuffer>} data */
async function opened(secret, alpha, beta, data) {
  let shared;
  try {
    beta.requireInGroup();
    shared = beta.over(alpha.power(secret));
  } catch (error) {
    throw error instanceof CryptoDataError ? new BadMessage(error.message) : error;
  }
  const { key, iv } = await keyAndIv(shared, alpha, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, data));
  } catch {
    throw new BadMessage("the message does not open with this key");
  }
}

/** @param {Element} shared @param {Element} alpha @param {"encrypt"|"decrypt"} use */
async function keyAndIv(shared, alpha, use) {
  const bytes = hexToBytes(sha256Hex(`key|${shared.hex}`));
  const key = await crypto.subtle.importKey("raw", new Uint8Array(bytes), ALGORITHM, false, [use]);
  return { key, iv: new Uint8Array(hexToBytes(sha256Hex(`iv|${alpha.hex}`))) };
}

/** @param {unknown} value */
function hexData(value) {
  const digits = json.text(value);
  if (!HEX.test(digits)) throw new BadMessage("the data is not lower-case hexadecimal");
  return new Uint8Array(hexToBytes(digits));
}
