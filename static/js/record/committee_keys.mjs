/**
 * What a committee has published, as exact texts: its part of a vote's trustees, and the digest its members confirm. Twin
 * of voting/record/committee_keys.py; every text was read before it was taken in, and has one spelling.
 */

import { sha256Hex } from "../ballots/hashes.mjs";
import { readSigned } from "../ballots/signed_messages.mjs";
import * as json from "../ballots/strict_json.mjs";
import { isShared } from "./facts.mjs";

/** @import { Committee } from "./facts.mjs" */

/** A signed message of its exact text; throws a `Malformed`. @param {string} raw */
export const signed = (raw) => readSigned(json.load(raw));

/** The members' certificates so far, in order. @param {Committee} committee */
export const certificatesOf = ({ certificates }) => certificates.map(([, raw]) => signed(raw));

/** The threshold key of a committee that has published all of it, its exact text. @param {Committee} committee */
export function sharedKey({ threshold, certificates, coefficients, keys }) {
  const lists = {
    certs: certificates.map(([, raw]) => raw),
    coefexps: coefficients.map(([, raw]) => raw),
    signatures: coefficients.map(([, , raw]) => raw),
    verification_keys: keys.map(([, raw]) => raw),
  };
  const told = Object.entries(lists).map(([name, raws]) => `,"${name}":[${raws.join()}]`);
  return `{"threshold":${threshold}${told.join("")}}`;
}

/** The committee's part of the trustees of a vote (PROTOCOL 5), exact text of each. @param {Committee} committee */
export function trusteesOf(committee) {
  if (isShared(committee)) return [`["Pedersen",${sharedKey(committee)}]`];
  return committee.keys.map(([, raw]) => `["Single",${raw}]`);
}

/** SHA-256 (hex) of a threshold key's exact text: what members confirm. @param {Committee} committee */
export const keyDigest = (committee) => sha256Hex(sharedKey(committee));
