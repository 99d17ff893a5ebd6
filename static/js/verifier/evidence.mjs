/**
 * What is put before the verifier: exact bytes, not yet believed. Twin of voting/verifier/evidence.py, of
 * voting/record/bundle.py and of voting/record/book_files.py: a bundle's files by name in, its parts out.
 */

import { LedgerError } from "../ledger/errors.mjs";
import { bundlesOf, fullBundle, parseBundle } from "../ledger/tiles.mjs";
import { require } from "../record/errors.mjs";

/**
 * @typedef {{checkpoint: Uint8Array, entries: Uint8Array[], damage: string}} Book all entries up to the checkpoint's size, or
 *   up to the first bundle that is missing or broken
 *
 * @typedef {object} Evidence
 * @property {"bundle"|"archive"} kind
 * @property {string} vote
 * @property {string} vkey
 * @property {string} policy
 * @property {Book} commune
 * @property {Book} book the vote's
 * @property {Uint8Array|null} cosigned
 * @property {Map<number, Uint8Array>} policies
 * @property {Map<string, Uint8Array>} payloads
 * @property {Uint8Array} archive
 *
 * @typedef {object} Trusted what the user brought from elsewhere; empty where nothing is
 * @property {string} vkey
 * @property {string} policy
 * @property {Uint8Array|null} register
 * @property {{name: string, text: string}[]} receipts
 */

/** @type {Trusted} */
export const NOTHING_TRUSTED = { vkey: "", policy: "", register: null, receipts: [] };
const NO_BOOK = { checkpoint: new Uint8Array(), entries: [], damage: "" };
const CODE = "malformed-bundle";
const MOST_ENTRIES = 1_000_000;
const SIZE = /^[^\n]+\n(0|[1-9][0-9]{0,8})\n/;
const ARCHIVE = /^([1-9A-HJ-NP-Za-km-z]{14})\.bel$/;
const POLICY_NOTE = /^commune\/policies\/([1-9][0-9]{0,6})$/;
const PAYLOAD = /^payloads\/([0-9a-f]{64})$/;

/** @param {Uint8Array} raw */
const latin = (raw) => Array.from(raw.subarray(0, 400), (byte) => String.fromCharCode(byte)).join("");

/** The size that a checkpoint claims, whoever signed it; undefined if it claims none. @param {Uint8Array} checkpoint */
export function sizeOf(checkpoint) {
  const found = SIZE.exec(latin(checkpoint));
  return found ? Number(found[1]) : undefined;
}

/** A bare archive. @param {Uint8Array} archive @returns {Evidence} */
export const archiveEvidence = (archive) => ({
  kind: "archive", vote: "", vkey: "", policy: "", commune: NO_BOOK, book: NO_BOOK, cosigned: null, policies: new Map(),
  payloads: new Map(), archive,
});

/**
 * A bundle from its files by name; `malformed-bundle` if it is none. A book that is not whole is no fault of form.
 * @param {ReadonlyMap<string, Uint8Array>} members
 * @returns {Evidence}
 */
export function bundleEvidence(members) {
  const rest = new Map(members);
  const votes = Array.from(rest.keys()).map((name) => ARCHIVE.exec(name)?.[1]).filter(Boolean);
  const [vote] = votes;
  require(vote && votes.length === 1, CODE, "a bundle has one archive, called after its vote");
  const [vkey, policy] = [textOf(take(rest, "commune/log.vkey")), textOf(take(rest, "commune/policy"))];
  require(/^[^]+\n$/.test(vkey) && policy, CODE, "the key is not one line, or there is no policy");
  const policies = new Map(matching(rest, POLICY_NOTE).map(([index, raw]) => [Number(index), raw]));
  const cosigned = take(rest, "commune/cosigned") ?? null;
  const archive = /** @type {Uint8Array} */ (take(rest, `${vote}.bel`));
  const [commune, book] = [takeBook(rest, "commune/"), takeBook(rest, "vote/")];
  const payloads = new Map(matching(rest, PAYLOAD));
  require(!rest.size, CODE, `unknown members: ${Array.from(rest.keys()).slice(0, 3)}`);
  require(commune.checkpoint.length && book.checkpoint.length, CODE, "lacks the checkpoint of a book");
  return { kind: "bundle", vote, vkey: vkey.slice(0, -1), policy, commune, book, cosigned, policies, payloads, archive };
}

/** @param {Map<string, Uint8Array>} rest @param {string} name */
function take(rest, name) {
  const found = rest.get(name);
  rest.delete(name);
  return found;
}

/** @param {Map<string, Uint8Array>} rest @param {RegExp} pattern @returns {[string, Uint8Array][]} */
function matching(rest, pattern) {
  const names = Array.from(rest.keys()).filter((name) => pattern.test(name));
  return names.map((name) => [/** @type {RegExpExecArray} */ (pattern.exec(name))[1], /** @type {Uint8Array} */ (take(rest, name))]);
}

/** @param {Uint8Array|undefined} raw */
function textOf(raw) {
  require(raw, CODE, "lacks a member");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    require(false, CODE, "not text");
  }
}

/** A book out of a bundle's files; what stands behind a damage was not read, and is not unknown. @param {Map<string, Uint8Array>} rest @param {string} prefix @returns {Book} */
function takeBook(rest, prefix) {
  const book = readBook((path) => take(rest, prefix + path));
  const left = book.damage ? Array.from(rest.keys()).filter((name) => name.startsWith(`${prefix}tile/entries/`)) : [];
  for (const name of left) rest.delete(name);
  return book;
}

/** @param {(path: string) => Uint8Array|undefined} read @returns {Book} */
function readBook(read) {
  const checkpoint = read("checkpoint");
  if (!checkpoint) return { ...NO_BOOK, damage: "no checkpoint" };
  const size = sizeOf(checkpoint);
  if (size === undefined) return { checkpoint, entries: [], damage: "the checkpoint states no size" };
  if (size > MOST_ENTRIES) return { checkpoint, entries: [], damage: "too many entries" };
  const entries = [];
  for (const bundle of bundlesOf(size)) {
    const full = fullBundle(bundle);
    const one = [bundle, full].map((tile) => ({ tile, raw: read(tile.path) })).find(({ raw }) => raw);
    if (!one) return { checkpoint, entries, damage: `${bundle.path} is missing` };
    try {
      entries.push(...parseBundle(one.tile, /** @type {Uint8Array} */ (one.raw)).slice(0, bundle.width));
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return { checkpoint, entries, damage: `${one.tile.path}: ${error.message}` };
    }
  }
  return { checkpoint, entries, damage: "" };
}
