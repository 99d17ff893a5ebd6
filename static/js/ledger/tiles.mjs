/** Entry bundles (c2sp.org/tlog-tiles): a log's entries as files. Twin of voting/ledger/tiles.py, reading bundles only. */

import { require } from "./errors.mjs";

/** @typedef {{index: number, width: number, path: string}} Bundle `path` is below the log's prefix */

/** How many entries a full bundle holds. */
export const TILE_WIDTH = 256;

/**
 * A bundle's address.
 * @param {number} index
 * @param {number} width entries it holds, 256 when full
 * @returns {Bundle}
 */
function bundleAt(index, width) {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return { index, width, path: `tile/entries/${groups.join("/")}${width < TILE_WIDTH ? `.p/${width}` : ""}` };
}

/** The full bundle that a partial one becomes. @param {Bundle} bundle */
export const fullBundle = ({ index }) => bundleAt(index, TILE_WIDTH);

/**
 * Every entry bundle of a log of this size.
 * @param {number} size
 * @returns {Generator<Bundle>}
 */
export function* bundlesOf(size) {
  for (let start = 0; start < size; start += TILE_WIDTH) {
    yield bundleAt(start / TILE_WIDTH, Math.min(TILE_WIDTH, size - start));
  }
}

/**
 * Splits a bundle into its entries, each behind its length (big-endian uint16); throws `tile-malformed` unless there
 * are exactly as many as it is wide and nothing is left.
 * @param {Bundle} bundle
 * @param {Uint8Array} data
 */
export function parseBundle({ width, path }, data) {
  const code = "tile-malformed";
  const entries = /** @type {Uint8Array[]} */ ([]);
  for (let at = 0; at < data.length && entries.length <= width; ) {
    const end = at + 2 + data[at] * 256 + data[at + 1];
    require(end <= data.length, code, `${path} ends inside an entry`);
    entries.push(data.subarray(at + 2, end));
    at = end;
  }
  require(entries.length === width, code, `${path} does not hold ${width} entries`);
  return entries;
}
