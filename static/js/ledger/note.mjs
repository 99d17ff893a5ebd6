/** Signed notes (c2sp.org/signed-note). Twin of voting/ledger/note.py; a note is bytes or a string. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { holds, isPublicKey } from "./ed25519.mjs";
import { parseBase64, printBase64, toBytes, toText } from "./encoding.mjs";
import { require } from "./errors.mjs";

/**
 * @typedef {object} VerifierKey
 * @property {string} name
 * @property {string} keyId in hex
 * @property {Uint8Array} publicKey
 * @property {string} vkey
 * @property {(text: string, signature: Uint8Array) => boolean} holds judges one signature
 *
 * @typedef {{name: string, keyId: string, signature: Uint8Array}} SignatureLine
 */

export const MAX_NOTE_BYTES = 65536;
const MAX_SIGNATURES_READ = 100;
const NOT_IN_NAMES = /[\0- +\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]/u;
const NOT_IN_NOTES = /[\0-\t\v-\x1f]/;

/**
 * Throws `code` unless the text may name a key.
 * @param {string} name
 * @param {string} code
 */
export const requireName = (name, code) => require(name && !NOT_IN_NAMES.test(name), code, "not a key name");

/**
 * Reads a vkey of one type; throws `key-malformed`.
 * @param {string} vkey
 * @param {number} type
 * @param {(publicKey: Uint8Array, text: string, signature: Uint8Array) => boolean} judge
 * @returns {VerifierKey}
 */
export function parseVerifierKey(vkey, type, judge) {
  const code = "key-malformed";
  const [name, id, ...rest] = vkey.split("+");
  const material = parseBase64(rest.join("+"), code);
  requireName(name, code);
  const publicKey = material.subarray(1);
  require(material.length === 33 && material[0] === type && isPublicKey(publicKey), code, "not an Ed25519 key of this type");
  require(vkey === printVkey(name, material), code, "the key id does not belong to this name and key");
  return { name, keyId: id, publicKey, vkey, holds: (text, signature) => judge(publicKey, text, signature) };
}

/**
 * Prints the vkey of a public key under a name.
 * @param {string} name
 * @param {Uint8Array} material the type byte and the public key
 */
export function printVkey(name, material) {
  const keyId = bytesToHex(sha256(concatBytes(toBytes(`${name}\n`), material)).subarray(0, 4));
  return `${name}+${keyId}+${printBase64(material)}`;
}

/**
 * The vkey of a vote's book: the commune's key under the origin of that book. Whoever holds the commune's key holds the
 * keys of all its books. Throws `key-malformed`.
 * @param {string} vkey the commune's
 * @param {string} uuid
 */
export function voteKey(vkey, uuid) {
  const { name, publicKey } = parseLogKey(vkey);
  return renamed({ publicKey }, `${name}/${uuid}`);
}

/** The vkey of a log's key under another origin; throws `key-malformed`. @param {Pick<VerifierKey, "publicKey">} key @param {string} origin */
export function renamed({ publicKey }, origin) {
  requireName(origin, "key-malformed");
  return printVkey(origin, concatBytes(Uint8Array.of(1), publicKey));
}

/**
 * Reads a log's vkey, type 0x01: Ed25519 over the note's text.
 * @param {string} vkey
 */
export const parseLogKey = (vkey) =>
  parseVerifierKey(vkey, 1, (publicKey, text, signature) => holds(publicKey, toBytes(text), signature));

/**
 * Reads a note without verifying it: `{text, signatures: [{name, keyId, signature}]}`; throws `note-malformed`.
 * @param {string|Uint8Array} raw
 */
export function parseNote(raw) {
  const code = "note-malformed";
  const whole = toText(raw, code);
  require(toBytes(whole).length <= MAX_NOTE_BYTES, code, "too long");
  const blank = whole.lastIndexOf("\n\n");
  require(blank >= 0 && !NOT_IN_NOTES.test(whole), code, "no blank line, or a control character");
  const lines = whole.slice(blank + 2).split("\n");
  require(lines.pop() === "" && lines.length > 0 && lines.length <= MAX_SIGNATURES_READ, code, "no or too many signatures");
  return { text: whole.slice(0, blank + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * A signature line as it stands in a note.
 * @param {SignatureLine} line
 */
export const printLine = ({ name, keyId, signature }) => `— ${name} ${printBase64(concatBytes(hexToBytes(keyId), signature))}\n`;

/** @param {string} line @returns {SignatureLine} */
function parseSignatureLine(line) {
  const code = "note-malformed";
  const [dash, name, encoded] = line.split(" ");
  require(`${dash} ${name} ${encoded}` === line && dash === "—", code, "not a signature line");
  const blob = parseBase64(encoded, code);
  require(blob.length > 4, code, "a line without a signature");
  requireName(name, code);
  return { name, keyId: bytesToHex(blob.subarray(0, 4)), signature: blob.subarray(4) };
}

/**
 * Reads a note and checks every line of a trusted key; throws `note-malformed`, `signature-invalid` if a trusted key's
 * line fails, `signature-missing` if there is none.
 * @param {string|Uint8Array} raw
 * @param {VerifierKey[]} verifiers
 * @returns {{text: string, verified: SignatureLine[]}} the lines that hold
 */
export function openNote(raw, verifiers) {
  const { text, signatures } = parseNote(raw);
  const verified = signatures.filter(({ name, keyId, signature }) => {
    const verifier = verifiers.find((one) => one.name === name && one.keyId === keyId);
    require(!verifier || verifier.holds(text, signature), "signature-invalid", name);
    return verifier;
  });
  require(verified.length, "signature-missing", "no trusted key has signed this note");
  return { text, verified };
}
