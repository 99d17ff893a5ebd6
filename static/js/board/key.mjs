/** A board's key paper: its public key is handed to whoever manages the commune once the paper was read back. */

import { bytesToHex } from "@noble/hashes/utils.js";
import { witnessKey, witnessSeed } from "../ledger/cosignature.mjs";
import { publicKeyOf } from "../ledger/ed25519.mjs";
import { parseLogKey } from "../ledger/note.mjs";
import { say } from "../page/dom.mjs";
import { PaperMaking } from "../page/paper_making.mjs";
import { WRITING } from "../record/paper.mjs";

/** @import { Paper } from "../record/paper.mjs" */

const SECRET_LENGTH = 25;

/**
 * The name of a board's key: that of the book, and eight figures of the key itself, so that the paper alone gives it.
 * @param {string} origin
 * @param {string} secret
 */
export const keyName = (origin, secret) => `${origin}/giam-sat/${bytesToHex(publicKeyOf(witnessSeed(secret)).slice(0, 4))}`;

/** The page on which a board's key is made. */
export class BoardKey extends PaperMaking {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, WRITING);
  }

  /** @param {Paper} read @override */
  async handIn({ seed, vkey }) {
    say(this.status, "sending");
    const key = witnessKey(keyName(parseLogKey(vkey).name, seed), seed).vkey;
    if (await this.send(JSON.stringify({ vkey: key }))) this.finish("sent");
  }

  /** No card of an older form, which is shorter, is a board's. @param {string} seed @override */
  isAnother(seed) {
    return seed.length !== SECRET_LENGTH;
  }
}
