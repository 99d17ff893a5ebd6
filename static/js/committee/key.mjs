/** A counting member's key card: a seed is drawn here, written down, typed again, and only then published. */

import { formatCard, parseCard, randomBase58 } from "../ballots/credentials.mjs";
import { BadCard } from "../ballots/errors.mjs";
import { makeSingle, singleSecret } from "../ballots/single.mjs";
import { find, onAct, onSubmit, say, slot } from "../page/dom.mjs";
import { finish, post } from "../page/posting.mjs";
import { qrSvg } from "../page/qr_svg.mjs";

/** The page on which a key is made. */
export class KeyMaking {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.seed = /** @type {string|null} */ (null);
    this.published = /** @type {string|null} */ (null);
    this.status = find(root, "[data-status]");
    onAct(root, (name) => this.act(name));
    onSubmit(this.step("repeat"), () => this.publish());
  }

  /** @param {string|undefined} name */
  act(name) {
    if (name === "make") this.make();
    if (name === "print") print();
    if (name === "written") this.ask();
  }

  /** @param {string} name */
  step(name) {
    return find(this.root, `[data-step="${name}"]`);
  }

  make() {
    this.seed = randomBase58(22);
    slot(this.root, "seed").textContent = formatCard(this.seed);
    const place = slot(this.root, "qr");
    place.textContent = "";
    place.append(qrSvg(this.seed, { label: place.dataset.label ?? "", correction: "medium" }));
    find(this.root, '[data-act="make"]').hidden = true;
    this.step("show").hidden = false;
  }

  /** Takes the seed off the screen and asks for it from the paper. */
  ask() {
    slot(this.root, "seed").textContent = slot(this.root, "qr").textContent = "";
    this.step("show").hidden = true;
    this.step("repeat").hidden = false;
    this.field().focus();
  }

  field() {
    return /** @type {HTMLInputElement} */ (find(this.root, '[data-field="seed"]'));
  }

  async publish() {
    if (typedSeed(this.field().value) !== this.seed) {
      say(this.status, "mismatch");
      this.field().focus();
      return;
    }
    say(this.status, "publishing");
    // The same text is sent again after a lost answer: a second proof of the same key would be another text.
    this.published = this.published ?? makeSingle(singleSecret(/** @type {string} */ (this.seed)));
    try {
      await post(this.root, this.published);
    } catch {
      say(this.status, "failed");
      return;
    }
    const shown = slot(this.root, "public-key");
    if (shown) shown.textContent = JSON.parse(this.published).public_key;
    this.seed = null;
    this.field().value = "";
    this.step("repeat").hidden = true;
    say(this.status, "published");
    finish(this.root);
  }
}

/**
 * The seed as typed or scanned, in either form; null when it cannot be one.
 * @param {string} text
 */
export function typedSeed(text) {
  try {
    return parseCard(text.replace(/\s+/g, ""));
  } catch (error) {
    if (error instanceof BadCard) return null;
    throw error;
  }
}
