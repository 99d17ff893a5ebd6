/**
 * What a board's browser remembers of each book, by the board's key: the head it signed last, or saw bound by what it
 * signed. Kept before a line leaves; it is no secret. Where it is lost, the paper and the other boards' lines say it.
 */

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { parseCheckpoint } from "../ledger/checkpoint.mjs";
import { sameBytes } from "../ledger/encoding.mjs";
import { parseNote } from "../ledger/note.mjs";

/**
 * @typedef {object} Remembered
 * @property {string} vkey the key that the book had when it was first seen; it has no other
 * @property {number} size
 * @property {Uint8Array} root
 * @property {string} checkpoint the signed note
 * @property {number} at POSIX seconds
 */

/** Nothing can be kept here, so nothing may be signed here. */
export class NoMemory extends Error {}

/** The memory of one key in one browser. */
export class BoardMemory {
  /** @param {string} key the board's vkey  @param {() => Storage} storage asking for it fails where it is forbidden */
  constructor(key, storage = () => localStorage) {
    this.key = key;
    this._storage = storage;
  }

  /**
   * A book as it is remembered; null before the first time. What does not read as it was written is as good as nothing
   * remembered, never a reason to accuse anybody.
   * @param {string} origin
   * @returns {Remembered|null}
   */
  of(origin) {
    try {
      const value = JSON.parse(this._storage().getItem(this.placeOf(origin)) ?? "null");
      if (!value) return null;
      const { vkey, size, root, checkpoint, at } = value;
      const found = { vkey: String(vkey), size: Number(size), root: hexToBytes(root), checkpoint: String(checkpoint), at: Number(at) };
      const head = parseCheckpoint(parseNote(found.checkpoint).text);
      return head.origin === origin && head.size === found.size && sameBytes(head.root, found.root) ? found : null;
    } catch {
      return null;
    }
  }

  /**
   * Keeps a book, and reads it back; `NoMemory` where that cannot be. A smaller head never takes the place of a larger.
   * @param {string} origin
   * @param {Remembered} one
   */
  keep(origin, { vkey, size, root, checkpoint, at }) {
    const before = this.of(origin);
    if (before && before.size > size) return;
    try {
      const text = JSON.stringify({ vkey, size, root: bytesToHex(root), checkpoint, at });
      this._storage().setItem(this.placeOf(origin), text);
      if (this._storage().getItem(this.placeOf(origin)) === text) return;
    } catch (cause) {
      throw new NoMemory(String(cause));
    }
    throw new NoMemory("what was kept is not there");
  }

  /** @param {string} origin */
  placeOf(origin) {
    return `dinh.board.${this.key}.${origin}`;
  }
}
