/**
 * A whole book out of its files: the signed checkpoint, and all entries up to its size, which hash to its root. Twin of
 * voting/record/book_files.py. Where the files come from is for whoever gives `read`.
 */

import { openCheckpoint } from "../ledger/checkpoint.mjs";
import { sameBytes } from "../ledger/encoding.mjs";
import { leafHash, rootsAt, treeRoot } from "../ledger/merkle.mjs";
import { parseLogKey } from "../ledger/note.mjs";
import { bundlesOf, parseBundle } from "../ledger/tiles.mjs";
import { require } from "./errors.mjs";

/** More entries than any book has: a size stated larger is not worth asking for. */
const MOST_ENTRIES = 1_000_000;

/**
 * @typedef {{size: number, root: Uint8Array}} Head
 * @typedef {(path: string) => Promise<Uint8Array>} Read gives the exact bytes of a file below a book's prefix
 *
 * @typedef {object} BookFiles a book that is whole
 * @property {string} vkey the key that has signed it
 * @property {string} origin
 * @property {number} size
 * @property {Uint8Array} root
 * @property {Uint8Array[]} entries exact bytes
 * @property {Uint8Array[]} leaves their hashes
 */

/**
 * Reads a book whole. Throws a `LedgerError` for a checkpoint that this key has not signed or a broken bundle,
 * `wrong-root` for entries that are not the signed ones, and what `read` throws.
 * @param {Read} read
 * @param {string} vkey of this very book
 * @param {(done: number, total: number) => void} progress entries so far
 * @returns {Promise<BookFiles>}
 */
export async function readBook(read, vkey, progress = () => {}) {
  const { origin, size, root } = openCheckpoint(await read("checkpoint"), parseLogKey(vkey));
  require(size <= MOST_ENTRIES, "wrong-root", "a size that no book has");
  const entries = /** @type {Uint8Array[]} */ ([]);
  for (const bundle of bundlesOf(size)) {
    entries.push(...parseBundle(bundle, await read(bundle.path)));
    progress(entries.length, size);
  }
  const leaves = entries.map(leafHash);
  require(sameBytes(treeRoot(leaves), root), "wrong-root", "these are not the entries that were signed");
  return { vkey, origin, size, root, entries, leaves };
}

/**
 * The book shown, whole, goes on from each of these heads; else `rolled-back` or `forked`.
 * @param {Head[]} heads
 * @param {Uint8Array[]} leaves
 */
export function requireGrowth(heads, leaves) {
  const rising = [...heads].sort((one, other) => one.size - other.size);
  const roots = rootsAt(leaves, rising.map(({ size }) => size));
  rising.forEach(({ size, root }, place) => {
    const shown = roots[place];
    require(shown, "rolled-back", `${leaves.length} entries, and it had ${size}`);
    require(sameBytes(shown, root), "forked", `its first ${size} entries are not those it had`);
  });
}
