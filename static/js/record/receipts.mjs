/**
 * A household's receipt as a file: the proof of its ballot and, once the commune's book has sealed the vote's past it,
 * the proof of that seal under a head that witnesses have signed. Twin of voting/record/receipts.py, checking only.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { openCheckpoint } from "../ledger/checkpoint.mjs";
import { require as requireProof } from "../ledger/errors.mjs";
import { leafHash, verifyInclusion } from "../ledger/merkle.mjs";
import { parseLogKey, voteKey } from "../ledger/note.mjs";
import { checkReceipt, parseTlogProof } from "../ledger/tlog_proof.mjs";
import { parseEntry } from "./entries.mjs";
import { require } from "./errors.mjs";

/**
 * @import { Checkpoint } from "../ledger/checkpoint.mjs"
 * @import { Policy } from "../ledger/policy.mjs"
 * @import { Entry } from "./entries.mjs"
 *
 * @typedef {{index: number, checkpoint: Checkpoint, cosigned: Map<string, number>|null}} SealedReceipt `cosigned`: POSIX
 *   seconds by the policy's witnesses; null where the receipt shows no seal
 */

const BETWEEN = "\n\nc2sp.org/tlog-proof@v1\n";

/**
 * The proofs of a receipt's file as they stand: the ballot's, and the seal's or "".
 * @param {string} text
 * @returns {{ballot: string, seal: string}}
 */
export function partsOf(text) {
  const between = text.indexOf(BETWEEN);
  if (between < 0) return { ballot: text, seal: "" };
  return { ballot: text.slice(0, between + 1), seal: text.slice(between + 2) };
}

/**
 * Checks a receipt's file for the exact bytes of the ballot's entry against the commune's vkey. `policy` says whose
 * lines are known, and is asked for only where the receipt shows a seal. Throws a `LedgerError` or a `RecordError`.
 * @param {string} text
 * @param {Uint8Array} entry
 * @param {string} vkey the commune's
 * @param {string} vote
 * @param {() => Promise<Policy|null>} policy null where nobody can say who watches
 * @returns {Promise<SealedReceipt>}
 */
export async function checkHouseholdReceipt(text, entry, vkey, vote, policy) {
  const { ballot, seal } = partsOf(text);
  const { index, checkpoint } = checkReceipt(ballot, entry, voteKey(vkey, vote));
  if (!seal) return { index, checkpoint, cosigned: null };
  const [proof, log] = [parseTlogProof(seal), parseLogKey(vkey)];
  requireProof(proof.extra, "proof-malformed", "the second proof does not show what it proves");
  const raw = /** @type {Uint8Array} */ (proof.extra);
  verifyInclusion(leafHash(raw), proof.path, { ...openCheckpoint(proof.note, log), index: proof.index });
  requireSealed(parseEntry(raw, "commune"), vote, checkpoint);
  const known = await policy();
  return { index, checkpoint, cosigned: known ? known.judge(proof.note, log).cosigned : new Map() };
}

/**
 * The entry seals the vote's book at the very size and root of the ballot's checkpoint; else `wrong-seal`.
 * @param {Entry} entry
 * @param {string} vote
 * @param {Checkpoint} ballot
 */
export function requireSealed(entry, vote, { size, root }) {
  const ends = ["vote-closed", "vote-cancelled"].includes(entry.type) && entry.vote === vote ? entry : null;
  const sealed = entry.type === "books-sealed" ? entry.books.find((/** @type {Entry} */ one) => one.book === vote) : ends;
  const fits = sealed && sealed.size === size && sealed.root === bytesToHex(root);
  require(fits, "wrong-seal", `${entry.type} does not seal the vote's book as the receipt's checkpoint has it`);
}
