/**
 * What this browser keeps from one counting to the next, and it is nothing secret: the root of the book it opened for a
 * vote, and the commune's book as it saw it last. Where nothing can be kept (a private window), the server's own rule
 * and the other members remain.
 */

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { Refusal } from "./refusals.mjs";

/** @import { BookFiles } from "../record/book_files.mjs" */

/** @param {string} uuid */
const openedAt = (uuid) => `dinh.opened.${uuid}`;
/** @param {string} origin */
const seenAt = (origin) => `dinh.seen.${origin}`;
const SEEN = /^(\d{1,15}) ([0-9a-f]{64})$/;

/** The memory of one browser. */
export class Memory {
  /** @param {() => Storage} storage asking for it fails where it is forbidden */
  constructor(storage = () => localStorage) {
    this._storage = storage;
  }

  /**
   * No other book was opened for this vote here; else `opened-before`.
   * @param {string} uuid
   * @param {Uint8Array} root of the vote's book
   */
  requireNoOther(uuid, root) {
    const before = this._recall(openedAt(uuid));
    if (before && before !== bytesToHex(root)) throw new Refusal("opened-before", "another book was opened for this vote");
  }

  /**
   * Keeps which book is opened for a vote: before anything of it is sent.
   * @param {string} uuid
   * @param {Uint8Array} root
   */
  keepOpened(uuid, root) {
    this._keep(openedAt(uuid), bytesToHex(root));
  }

  /**
   * A commune's book as it was seen last, or null.
   * @param {string} vkey
   */
  seen(vkey) {
    const [, size, root] = SEEN.exec(this._recall(seenAt(vkey))) ?? [];
    return root ? { size: Number(size), root: hexToBytes(root) } : null;
  }

  /**
   * Keeps a commune's book as it stands now.
   * @param {BookFiles} book
   */
  keepSeen({ vkey, size, root }) {
    this._keep(seenAt(vkey), `${size} ${bytesToHex(root)}`);
  }

  /** @param {string} name */
  _recall(name) {
    try {
      return this._storage().getItem(name) ?? "";
    } catch {
      return "";
    }
  }

  /** @param {string} name @param {string} value */
  _keep(name, value) {
    try {
      this._storage().setItem(name, value);
    } catch {
      // Nothing can be kept here.
    }
  }
}
