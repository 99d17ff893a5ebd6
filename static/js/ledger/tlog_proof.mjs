/** Receipts (c2sp.org/tlog-proof@v1), checking only. Twin of voting/ledger/tlog_proof.py. */

import { openCheckpoint } from "./checkpoint.mjs";
import { parseBase64, parseDecimal, parseHash, toBytes, toText } from "./encoding.mjs";
import { require } from "./errors.mjs";
import { leafHash, verifyInclusion } from "./merkle.mjs";
import { MAX_NOTE_BYTES, parseLogKey, parseNote } from "./note.mjs";

/**
 * @import { Checkpoint } from "./checkpoint.mjs"
 * @import { Policy } from "./policy.mjs"
 */

const CODE = "proof-malformed";

/**
 * Reads a tlog-proof without verifying it: `{index, path, note, extra}`, `note` a string, `extra` bytes or null.
 * @param {string|Uint8Array} raw
 */
export function parseTlogProof(raw) {
  const text = toText(raw, CODE);
  require(toBytes(text).length <= 2 * MAX_NOTE_BYTES, CODE, "too long");
  const blank = text.indexOf("\n\n");
  const [header, ...lines] = text.slice(0, blank).split("\n");
  require(blank >= 0 && header === "c2sp.org/tlog-proof@v1" && lines.length, CODE, "no header, index or checkpoint");
  const more = lines[0].startsWith("extra ") ? /** @type {string} */ (lines.shift()) : null;
  const extra = more === null ? null : parseBase64(more.slice(6), CODE);
  require(lines.length && lines[0].startsWith("index ") && lines.length <= 64, CODE, "no index, or a path too long");
  const index = parseDecimal(lines[0].slice(6), CODE);
  const path = lines.slice(1).map((line) => parseHash(line, CODE));
  const note = text.slice(blank + 2);
  parseNote(note);
  return { index, path, note, extra };
}

/**
 * Checks a receipt for the exact bytes of an entry against the log's vkey and, if given, a policy's quorum
 * (`parsePolicy`; not imported here, so that a page without policy need not load it). Throws a `LedgerError`.
 * @param {string|Uint8Array} raw
 * @param {Uint8Array} entry
 * @param {string} logVkey
 * @param {Policy|null} policy
 * @returns {{index: number, checkpoint: Checkpoint, cosigned: Map<string, number>}} cosigned: POSIX seconds by witness
 */
export function checkReceipt(raw, entry, logVkey, policy = null) {
  const proof = parseTlogProof(raw);
  require(proof.extra === null, "extra-refused", "an extra line proves nothing and is not ours");
  const log = parseLogKey(logVkey);
  const checkpoint = openCheckpoint(proof.note, log);
  const cosigned = policy ? policy.require(proof.note, log).cosigned : new Map();
  verifyInclusion(leafHash(entry), proof.path, { ...checkpoint, index: proof.index });
  return { index: proof.index, checkpoint, cosigned };
}
