/**
 * What a household says under its card, in the open: form, signature, and the list it is accepted by (PROTOCOL 10).
 *
 * A statement is never a secret vote. It uses the same card under another name: the pseudonym `P = K^t` of one subject,
 * different from every vote credential and from every other subject's. The numbered list is in the Python twin.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { derivedKey, derivedSecret, derivedTweak } from "./credentials.mjs";
import { SEQUENCE_MAX } from "./election.mjs";
import {
  BadSignature, BallotUsageError, CryptoDataError, ElementNotInGroup, WrongSubject, WrongType, WrongValue, WrongWords,
} from "./errors.mjs";
import { G } from "./group.mjs";
import { b64Sha256, bytesOf } from "./hashes.mjs";
import { proveKnowledge, verifyKnowledge } from "./proofs.mjs";
import { randomScalar, reduce } from "./scalars.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Element } from "./group.mjs"
 * @import { Draw, Proof } from "./proofs.mjs"
 *
 * @typedef {object} Terms what a subject asks for
 * @property {string} subject
 * @property {string} kind
 * @property {string[]} values
 * @property {string[]} worded those of the values that may come with words
 *
 * @typedef {object} Said what is to be signed
 * @property {string} subject
 * @property {string} kind
 * @property {string} value
 * @property {string|null} text the hash of the words (`wordsHash`), if any
 * @property {number} sequence
 *
 * @typedef {object} Statement canonical in form; whether it may stand is for the checks to say
 * @property {string} raw the exact text
 * @property {string} tracker unpadded Base64 of the SHA-256 of the bytes
 * @property {Said} said
 * @property {Element} key P
 * @property {string} pseudonym hex(P)
 * @property {Proof} signature
 */

export const STATEMENT_MAX_BYTES = 2048;
export const SALT_BYTES = 32;

const STATEMENT_KEY = "dinh/statement-key";
const FIELDS = ["v", "subject", "kind", "value", "text", "sequence", "pseudonym", "signature"];
const HASH = /^[0-9a-f]{64}$/;

/**
 * `t`: SHA-512 over subject and K, big-endian, mod q; 0 is refused.
 * @param {Element} key
 * @param {string} subject
 */
export const statementTweak = (key, subject) => derivedTweak(STATEMENT_KEY, key, subject);

/**
 * `P = K^t`: what a household is called in one subject. Throws `BadCredentials` for a key outside the group.
 * @param {Element} key
 * @param {string} subject
 */
export const pseudonym = (key, subject) => derivedKey(STATEMENT_KEY, key, subject);

/**
 * `k*t mod q`: the household's signing secret in one subject, from its household secret `k`.
 * @param {bigint} secret
 * @param {string} subject
 */
export const statementSecret = (secret, subject) => derivedSecret(STATEMENT_KEY, secret, subject);

/**
 * SHA-256 (hex) of a 32-byte salt and the words: all that a statement, and so the record, says of them.
 * @param {Uint8Array} salt
 * @param {string} words
 */
export function wordsHash(salt, words) {
  if (salt.length !== SALT_BYTES) throw new BallotUsageError("a salt has 32 bytes");
  const said = bytesOf(words);
  const both = new Uint8Array(SALT_BYTES + said.length);
  both.set(salt);
  both.set(said, SALT_BYTES);
  return bytesToHex(sha256(both));
}

/**
 * Reads a statement strictly (step 1); throws `TooLarge` or a `Malformed`. No curve operation.
 * @param {string|Uint8Array} raw
 * @returns {Statement}
 */
export function parseStatement(raw) {
  const value = json.load(raw, STATEMENT_MAX_BYTES);
  const [version, subject, kind, chosen, text, sequence, named, signature] = json.fields(value, FIELDS);
  json.integer(version, 1, 1);
  const said = {
    subject: json.text(subject),
    kind: json.text(kind),
    value: json.text(chosen),
    text: text === null ? null : hash(text),
    sequence: json.integer(sequence, 1, SEQUENCE_MAX),
  };
  const key = json.element(named);
  const exact = json.decode(raw);
  const tracker = b64Sha256(exact);
  return Object.freeze({ raw: exact, tracker, said, key, pseudonym: key.hex, signature: json.proof(signature) });
}

/** @param {unknown} value */
function hash(value) {
  const text = json.text(value);
  if (!HASH.test(text)) throw new WrongType("expected 64 lower-case hex digits, or null");
  return text;
}

/**
 * Signs with the subject's secret (`statementSecret`); draws w. Throws `BallotUsageError` for a zero secret.
 * @param {Said} said
 * @param {bigint} secret
 * @param {Draw} draw
 * @returns {Statement}
 */
export function makeStatement({ subject, kind, value, text, sequence }, secret, draw = randomScalar) {
  const isNumber = Number.isSafeInteger(sequence) && sequence >= 1;
  if (!reduce(secret) || !isNumber) throw new BallotUsageError("the secret is zero, or the sequence out of range");
  const unsigned = { v: 1, subject, kind, value, text, sequence, pseudonym: G.power(secret).hex };
  const proof = proveKnowledge(secret, label(JSON.stringify(unsigned)), draw);
  return parseStatement(JSON.stringify({ ...unsigned, signature: json.proofValue(proof) }));
}

/** What the signature is hashed over. @param {string} unsigned the exact text without `signature` */
const label = (unsigned) => `dinh/statement|${b64Sha256(unsigned)}|`;

/**
 * Step 2; throws `WrongSubject` or `WrongValue`. No curve operation.
 * @param {Statement} statement
 * @param {Terms} terms
 */
export function checkTerms({ said }, { subject, kind, values, worded }) {
  if (said.subject !== subject || said.kind !== kind) throw new WrongSubject("a statement about something else");
  if (!values.includes(said.value)) throw new WrongValue("the subject knows no such value");
  if (said.text !== null && !worded.includes(said.value)) throw new WrongValue("no words are asked for with this value");
}

/**
 * Step 4; throws `ElementNotInGroup` or `BadSignature`.
 * @param {Statement} statement
 */
export function checkSignature({ raw, key, signature }) {
  if (key.isIdentity) throw new ElementNotInGroup("the identity as pseudonym");
  const unsigned = raw.slice(0, raw.lastIndexOf(',"signature":')) + "}";
  let holds;
  try {
    holds = verifyKnowledge(key, label(unsigned), signature);
  } catch (error) {
    throw error instanceof CryptoDataError ? new ElementNotInGroup(error.message) : error;
  }
  if (!holds) throw new BadSignature("the statement's signature does not verify");
}

/**
 * These are the words that the statement names; throws `WrongWords`.
 * @param {Statement} statement
 * @param {Uint8Array} salt
 * @param {string} words
 */
export function checkWords({ said }, salt, words) {
  const isSalt = salt.length === SALT_BYTES;
  if (!isSalt || said.text !== wordsHash(salt, words)) throw new WrongWords("the words have another hash");
}

/**
 * What a phone sends: the signed statement, and the words that it names by their hash, if any.
 * @param {Statement} statement
 * @param {Uint8Array} salt
 * @param {string} words empty where the statement names none
 */
export function letterOf({ raw }, salt, words) {
  const told = words ? { salt: bytesToHex(salt), words } : { salt: null, words: null };
  return `{"statement":${raw},${JSON.stringify(told).slice(1)}`;
}
