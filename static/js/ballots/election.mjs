/** An election: its exact bytes, fingerprint and questions (PROTOCOL section 3). */

import { BadElection, CryptoDataError } from "./errors.mjs";
import { Element } from "./group.mjs";
import { b64Sha256 } from "./hashes.mjs";
import * as json from "./strict_json.mjs";

/** The Base58 alphabet: no 0, O, I, l. */
export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Largest sequence number: the largest integer that is exact here. */
export const SEQUENCE_MAX = Number.MAX_SAFE_INTEGER;

const UUID = new RegExp(`^[${BASE58}]{14}$`);
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f]/;
const FIELDS = ["version", "description", "name", "group", "public_key", "questions", "uuid"];
const OPTIONAL = ["administrator", "credential_authority"];

/**
 * @typedef {object} Question `minimum <= number of choices <= maximum`, or a blank answer where allowed
 * @property {string} text
 * @property {readonly string[]} answers
 * @property {number} minimum
 * @property {number} maximum
 * @property {boolean} blank
 * @property {number} width number of ciphertexts: the blank one, if any, and one for each answer
 *
 * @typedef {object} Election `raw` is the exact text and the only truth; the rest is read from it
 * @property {string} raw
 * @property {string} uuid
 * @property {string} name
 * @property {string} description
 * @property {Element} publicKey y, in the group, prepared for many powers
 * @property {readonly Question[]} questions
 * @property {string} fingerprint phi: unpadded Base64 of the SHA-256 of the exact bytes
 */

/** Largest envelope that fits an entry of the record, bytes. */
export const ENVELOPE_MAX_BYTES = 64_000;

/**
 * The size in bytes of the largest envelope of this election: every scalar of full length.
 * @param {Election} election
 */
export function maxEnvelopeBytes({ questions }) {
  const digits = 76; // of the largest scalar
  const bare = '{"challenge":"","response":""}'.length + 2 * digits;
  const [one, proof] = ['{"alpha":"","beta":""},'.length + 128, bare + 1];
  const answers = questions.map(({ width, maximum, minimum, blank }) =>
    '{"choices":[],"individual_proofs":[],"overall_proof":[]},'.length - 3 + width * (one + 2 * proof + 2) +
    (maximum - minimum + 1 + Number(blank)) * proof + (blank ? ',"blank_proof":[]'.length + 2 * proof - 1 : 0));
  const ballot = '{"election_uuid":"","election_hash":"","credential":"","answers":[]}'.length + 14 + 43 + 64 +
    ',"signature":{"hash":"","proof":}'.length + 43 + bare - 1;
  const envelope = '{"sequence":,"seal":,"ballot":}'.length + String(SEQUENCE_MAX).length + bare;
  return answers.reduce((sum, size) => sum + size, envelope + ballot);
}

/**
 * Reads an election's exact bytes; throws a `Malformed`, or `BadElection` when its values contradict each other.
 * @param {string|Uint8Array} raw
 * @returns {Election}
 */
export function parseElection(raw) {
  const value = json.load(raw);
  const more = value && typeof value === "object" ? Object.keys(value).slice(FIELDS.length) : [];
  if (OPTIONAL.filter((name) => more.includes(name)).join() !== more.join()) throw new BadElection("unknown fields");
  const found = json.fields(value, [...FIELDS, ...more]);
  const [version, description, name, group, key, questions, uuid, ...people] = found;
  json.integer(version, 1, 1);
  if (group !== "Ed25519") throw new BadElection("only the group Ed25519 is known");
  const identifier = json.text(uuid);
  if (!UUID.test(identifier)) throw new BadElection("the uuid is not 14 Base58 characters");
  people.forEach(text);
  const listed = json.items(questions).map(parseQuestion);
  if (!listed.length) throw new BadElection("no question");
  return Object.freeze({
    raw: json.decode(raw),
    uuid: identifier,
    name: text(name),
    description: text(description),
    publicKey: parsePublicKey(key),
    questions: Object.freeze(listed),
    fingerprint: b64Sha256(raw),
  });
}

/** @param {unknown} value */
function text(value) {
  const checked = json.text(value);
  if (CONTROL.test(checked)) throw new BadElection("control characters in a text");
  return checked;
}

/** @param {unknown} value */
function parsePublicKey(value) {
  const key = json.element(value);
  try {
    return Element.key(key.hex).prepare();
  } catch (error) {
    if (error instanceof CryptoDataError) throw new BadElection(`public key: ${error.message}`);
    throw error;
  }
}

/** @param {unknown} value @returns {Question} */
function parseQuestion(value) {
  const blank = value !== null && typeof value === "object" && "blank" in value;
  const names = blank ? ["answers", "blank", "min", "max", "question"] : ["answers", "min", "max", "question"];
  const found = json.fields(value, names);
  if (blank && found[1] !== true) throw new BadElection("`blank` is absent when false");
  const answers = json.items(found[0]).map(text);
  const [least, most, asked] = found.slice(-3);
  const maximum = json.integer(most, 1, Math.max(1, answers.length));
  const minimum = json.integer(least, 0, maximum);
  if (!answers.length) throw new BadElection("a question without answers");
  const width = answers.length + Number(blank);
  return Object.freeze({ text: text(asked), answers: Object.freeze(answers), minimum, maximum, blank, width });
}
