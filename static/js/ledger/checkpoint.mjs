/** Checkpoints (c2sp.org/tlog-checkpoint): exactly three lines. Twin of voting/ledger/checkpoint.py. */

import { parseDecimal, parseHash, sameBytes } from "./encoding.mjs";
import { require } from "./errors.mjs";
import { treeRoot } from "./merkle.mjs";
import { openNote, requireName } from "./note.mjs";

/**
 * @import { VerifierKey } from "./note.mjs"
 *
 * @typedef {{origin: string, size: number, root: Uint8Array}} Checkpoint
 */

/**
 * Reads a note's text: `{origin, size, root}`; throws `checkpoint-malformed`. Says nothing about who signed.
 * @param {string} text
 * @returns {Checkpoint}
 */
export function parseCheckpoint(text) {
  const code = "checkpoint-malformed";
  const [origin, count, hash, end, ...more] = text.split("\n");
  require(end === "" && !more.length, code, "a checkpoint has exactly three lines");
  const [size, root] = [parseDecimal(count, code), parseHash(hash, code)];
  requireName(origin, code);
  require(size > 0 || sameBytes(root, treeRoot([])), code, "the empty tree has one root only");
  return { origin, size, root };
}

/**
 * Reads a checkpoint that the log's key (`parseLogKey`) has signed; throws `origin-mismatch` if it is another log's.
 * @param {string|Uint8Array} note
 * @param {VerifierKey} log
 */
export function openCheckpoint(note, log) {
  const checkpoint = parseCheckpoint(openNote(note, [log]).text);
  require(checkpoint.origin === log.name, "origin-mismatch", checkpoint.origin);
  return checkpoint;
}
