/**
 * The card authority's page: makes the households' cards in this browser, sends the server their keys,
 * and prints them. The secrets are in this page's memory and on the paper, nowhere else.
 */

import { find, findAll, onAct, say, slot } from "../page/dom.mjs";
import { makeCards, registration } from "./making.mjs";
import { showSheets } from "./sheet.mjs";
import { finish, NoAnswer, post } from "../page/posting.mjs";
import { breathe } from "../page/waiting.mjs";

/** @import { Card } from "./making.mjs" */

/** The page's work. */
export class Workshop {
  /** @param {HTMLElement} root the `data-cards` element */
  constructor(root) {
    this.root = root;
    this.cards = /** @type {Card[]|null} */ (null);
    this.printed = true;
    this.unheard = false;
    this.status = find(root, "[data-status]");
    this.bar = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    onAct(root, (name) => this.act(name));
    addEventListener("beforeunload", (event) => !this.printed && event.preventDefault());
    addEventListener("afterprint", () => (this.printed = true));
  }

  /** @param {string|undefined} name */
  act(name) {
    if (name === "make") this.make();
    if (name === "print") print();
    if (name === "done") this.clear();
  }

  /** @param {string} name */
  button(name) {
    return /** @type {HTMLButtonElement} */ (find(this.root, `[data-act="${name}"]`));
  }

  async make() {
    const button = this.button("make");
    button.disabled = true;
    try {
      // After a lost answer the same cards are sent again: new ones would make those already stored useless.
      this.cards = this.cards ?? (await this.drawCards());
      const total = this.cards.length;
      say(this.status, "sending", { total });
      await this.store(this.cards);
      this.printed = false;
      showSheets(this.root, this.cards);
      say(this.status, "ready", { total });
      button.hidden = true;
      this.button("print").hidden = this.button("done").hidden = false;
      this.root.dataset.state = "ready";
    } catch {
      say(this.status, "failed");
      button.disabled = false;
    }
    this.bar.hidden = true;
  }

  drawCards() {
    return makeCards(this.households(), (done, total) => this.progress(done, total), breathe);
  }

  /**
   * Sends the keys; refused after a lost answer, the first one may have arrived: then the server knows the keys.
   * @param {Card[]} cards
   */
  async store(cards) {
    try {
      await post(this.root, registration(cards));
    } catch (error) {
      if (error instanceof NoAnswer) this.unheard = true;
      if (error instanceof NoAnswer || !this.unheard || !(await this.isKnown(cards[0]))) throw error;
    }
  }

  /** @param {Card} card */
  async isKnown({ key }) {
    const body = JSON.stringify({ village: this.root.dataset.village, key });
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/v1/cards/lookup", { method: "POST", body, headers, credentials: "omit" })).ok;
  }

  households() {
    const listed = Array.from(findAll(this.root, "[data-household]"), ({ dataset }) => dataset);
    return listed.map(({ household, label }) => ({ household: /** @type {string} */ (household), label: label ?? "" }));
  }

  /** @param {number} done @param {number} total */
  progress(done, total) {
    this.bar.hidden = false;
    this.bar.max = total;
    this.bar.value = done;
    say(this.status, "making", { done, total });
  }

  clear() {
    this.cards = null;
    this.printed = true;
    slot(this.root, "sheets").textContent = "";
    this.button("print").hidden = this.button("done").hidden = true;
    say(this.status, "cleared");
    finish(this.root);
  }
}
