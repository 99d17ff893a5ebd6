/**
 * From bytes to an entry: every type there is in each kind of book, and the strict reading of each (LEDGER, "Entries").
 * Twin of voting/record/entries; a test holds the tables together.
 */

import * as json from "../ballots/strict_json.mjs";
import { named, require } from "./errors.mjs";
import {
  ABOUT, CITATION, CODE, CODES, COUNT, COUNTS, DAY, HEXES, LABEL, LONG_TEXT, MINUTE, NOTE, OBJECT, PROPOSALS, REASON, SEALS,
  SHA256, UUID,
} from "./fields.mjs";
import { MATTER_TYPES } from "./matter_entries.mjs";

/**
 * @import { Kind } from "./fields.mjs"
 *
 * @typedef {{type: string, village: string, at: string, [field: string]: any}} Entry `at`: a UTC minute
 * @typedef {"commune"|"vote"|"subject"} Book the kinds of books
 */

/** Largest entry, bytes. */
export const MAX_ENTRY_BYTES = 65_535;

const CODE_NAME = "malformed-entry";
const HEAD = ["v", "type", "village", "at"];

/** The fields of each type after the head, in order. @type {Record<Book, Record<string, Record<string, Kind>>>} */
export const TYPES = {
  commune: {
    "log-started": { commune: CODE, origin: LABEL, vkey: LABEL, policy: LONG_TEXT },
    "policy-changed": { policy: LONG_TEXT, by: CODE },
    "officials-changed": { commitment: SHA256, by: CODE },
    "settings-changed": { key: LABEL, value: COUNT, reason: REASON, by: CODE },
    "books-sealed": { books: SEALS },
    "roll-frozen": { households: COUNT, commitment: SHA256, added: COUNT, removed: COUNT },
    "cards-issued": { register: SHA256, cards: COUNT, spares: COUNT, issued: COUNT, reissued: COUNT },
    "card-revoked": { commitment: SHA256, reason: REASON, count: COUNT },
    "village-ended": { successors: CODES, reason: REASON, by: CODE },
    "committee-formed": { committee: COUNT, members: COUNT, threshold: COUNT },
    "committee-certificate": { committee: COUNT, member: COUNT, certificate: LONG_TEXT },
    "committee-committed": { committee: COUNT, member: COUNT, commitment: SHA256 },
    "committee-coefficients": { committee: COUNT, member: COUNT, coefexps: LONG_TEXT, signature: LONG_TEXT },
    "committee-key": { committee: COUNT, member: COUNT, key: LONG_TEXT },
    "committee-confirmed": { committee: COUNT, member: COUNT, signature: LONG_TEXT },
    ...MATTER_TYPES,
    "vote-opened": {
      vote: UUID, book: LABEL, election: LONG_TEXT, trustees: LONG_TEXT, credentials: SHA256, listed: COUNT,
      spares: HEXES, households: COUNT, register: SHA256, committee: COUNT, clause: COUNT, majority: CODE,
      citation: CITATION, proposals: PROPOSALS, documents: HEXES, opens_at: MINUTE, closes_at: MINUTE,
    },
    "vote-extended": { vote: UUID, closes_at: MINUTE, reason: REASON, by: CODE },
    "vote-cancelled": { vote: UUID, size: COUNT, root: SHA256, reason: REASON, by: CODE },
    "vote-closed": { vote: UUID, size: COUNT, root: SHA256, ballots: COUNT, voted: COUNT, head: SHA256 },
    correction: { vote: UUID, corrects: COUNT, about: CODE, papers: HEXES, reason: REASON, by: CODE },
    tally: { vote: UUID, encrypted_tally: LONG_TEXT, sized: LONG_TEXT },
    "partial-decryption": { vote: UUID, partial: LONG_TEXT, owned: LONG_TEXT },
    result: { vote: UUID, result: LONG_TEXT, outcome: OBJECT },
    "subject-opened": {
      subject_id: UUID, book: LABEL, kind: CODE, about: ABOUT, values: CODES, worded: CODES, pseudonyms: SHA256, listed: COUNT,
      register: SHA256, closes_at: MINUTE,
    },
    "subject-closed": { subject_id: UUID, size: COUNT, root: SHA256, statements: COUNT, counts: COUNTS },
    petition: { matter: UUID, number: COUNT, about: CODE, state: CODE, to: CODE },
    session: { session: UUID, board: CODE, topic: CODE, state: CODE, sent_at: MINUTE, held_at: MINUTE },
    recommendation: {
      recommendation: UUID, session: UUID, about: ABOUT, to: CODE, state: CODE, by: CODE, document: SHA256,
    },
    "notice-posted": { notice: UUID, by: CODE, words: SHA256, source: CODE, papers: HEXES, until: MINUTE },
    "notice-corrected": {
      notice: UUID, by: CODE, words: SHA256, source: CODE, papers: HEXES, until: MINUTE, reason: REASON,
    },
    "notice-withdrawn": { notice: UUID, by: CODE, reason: REASON },
    disclosed: {
      disclosure: UUID, by: CODE, item: COUNT, title: NOTE, words: SHA256, papers: HEXES, plan: NOTE, decided: DAY, due: DAY,
      sector: COUNT, forms: CODES, first: DAY,
    },
    "disclosure-added": { disclosure: UUID, by: CODE, forms: CODES, first: DAY, photos: HEXES },
    "disclosure-ended": { disclosure: UUID, by: CODE, last: DAY, reason: NOTE },
    "report-frozen": { period: CODE, revision: COUNT, by: CODE, papers: HEXES, reason: REASON },
    "report-sent": { period: CODE, revision: COUNT, by: CODE, to: CODE, sent: DAY },
  },
  vote: {
    "book-started": { vote: UUID, opened_index: COUNT, opened_leaf: SHA256 },
    ballot: { vote: UUID, envelope: OBJECT },
    "credential-closed": { vote: UUID, credential: SHA256, reason: REASON, count: COUNT },
    "credential-added": { vote: UUID, credential: SHA256, instead_of: SHA256, count: COUNT },
    "closing-moved": { vote: UUID, extended_index: COUNT, extended_leaf: SHA256, closes_at: MINUTE },
  },
  subject: {
    "subject-started": { subject_id: UUID, opened_index: COUNT, opened_leaf: SHA256 },
    statement: { subject_id: UUID, statement: OBJECT },
  },
};

const ABOUT_NAMES = ["vote", "subject_id", "matter", "notice", "recommendation", "session", "disclosure"];

/**
 * What an entry is about: its vote, subject or matter, else its village's code, else nothing (the commune).
 * @param {Entry} entry
 * @returns {string}
 */
export const subjectOf = (entry) => ABOUT_NAMES.map((name) => entry[name]).find((one) => one !== undefined) ?? entry.village;

/**
 * The entry of these bytes in a book of this kind; throws `malformed-entry`, or `unknown-entry-type`: what this version
 * does not know it must not pass over.
 * @param {Uint8Array} raw
 * @param {Book} book
 * @returns {Entry}
 */
export function parseEntry(raw, book) {
  const value = /** @type {Record<string, any>} */ (loaded(raw));
  const [names, type] = [Object.keys(value), value.type];
  const begins = names.slice(0, 4).join() === HEAD.join() && value.v === 1;
  require(begins, CODE_NAME, "an entry begins with v, type, village, at");
  const isKnown = typeof type === "string" && Object.keys(TYPES[book]).includes(type);
  require(isKnown, "unknown-entry-type", `a ${book} book knows no such type`);
  const kinds = TYPES[book][type];
  require(names.slice(4).join() === Object.keys(kinds).join(), CODE_NAME, `${type}: other fields than it has`);
  require(value.village === "" || CODE(value.village), CODE_NAME, "village");
  require(MINUTE(value.at), CODE_NAME, "at");
  for (const [name, isKind] of Object.entries(kinds)) require(isKind(value[name]), CODE_NAME, `${type}: ${name}`);
  return /** @type {Entry} */ (value);
}

/** @param {Uint8Array} raw */
function loaded(raw) {
  const value = named(CODE_NAME, () => json.load(raw, MAX_ENTRY_BYTES));
  require(OBJECT(value), CODE_NAME, "not a JSON object");
  return value;
}
