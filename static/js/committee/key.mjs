/** A counting member's paper: its public key is published once the paper was read back. */

import { makeSingle, singleSecret } from "../ballots/single.mjs";
import { say, slot } from "../page/dom.mjs";
import { PaperMaking } from "../page/paper_making.mjs";
import { WRITING } from "../record/paper.mjs";

/** @import { Paper } from "../record/paper.mjs" */

/** The page on which a key is made. */
export class KeyMaking extends PaperMaking {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, WRITING);
    /** @type {{seed: string, text: string}|null} */
    this.published = null;
  }

  /** @param {Paper} read @override */
  async handIn({ seed }) {
    say(this.status, "publishing");
    // The same text is sent again after a lost answer: a second proof of the same key would be another text.
    if (this.published?.seed !== seed) this.published = { seed, text: makeSingle(singleSecret(seed)) };
    const { text } = this.published;
    if (!(await this.send(text))) return;
    const shown = slot(this.root, "public-key");
    if (shown) shown.textContent = JSON.parse(text).public_key;
    this.finish("published");
  }
}
