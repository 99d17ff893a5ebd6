/**
 * The card authority's page: makes the households' cards in this browser, sends the server their keys,
 * and prints them. The secrets are in this page's memory and on the paper, nowhere else.
 */

import { slot, say } from "../page/dom.mjs";
import { makeCards, registration } from "./making.mjs";
import { showSheets } from "./sheet.mjs";
import { finish, NoAnswer, post } from "../page/posting.mjs";
import { breathe } from "../page/waiting.mjs";

/** The page's work. */
export class Workshop {
  constructor(root) {
    this.root = root;
    this.cards = null;
    this.printed = true;
    this.status = root.querySelector("[data-status]");
    this.bar = root.querySelector("[data-progress]");
    root.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")?.dataset.act));
    addEventListener("beforeunload", (event) => !this.printed && event.preventDefault());
    addEventListener("afterprint", () => (this.printed = true));
  }

  act(name) {
    if (name === "make") this.make();
    if (name === "print") print();
    if (name === "done") this.clear();
  }

  button(name) {
    return this.root.querySelector(`[data-act="${name}"]`);
  }

  async make() {
    const button = this.button("make");
    button.disabled = true;
    try {
      // After a lost answer the same cards are sent again: new ones would make those already stored useless.
      this.cards = this.cards ?? (await makeCards(this.households(), (...count) => this.progress(...count), breathe));
      const total = this.cards.length;
      say(this.status, "sending", { total });
      await this.store();
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

  /** Sends the keys; refused after a lost answer, the first one may have arrived: then the server knows the keys. */
  async store() {
    try {
      await post(this.root, registration(this.cards));
    } catch (error) {
      if (error instanceof NoAnswer) this.unheard = true;
      if (error instanceof NoAnswer || !this.unheard || !(await this.isKnown(this.cards[0]))) throw error;
    }
  }

  async isKnown({ key }) {
    const body = JSON.stringify({ village: this.root.dataset.village, key });
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/v1/cards/lookup", { method: "POST", body, headers, credentials: "omit" })).ok;
  }

  households() {
    const listed = Array.from(this.root.querySelectorAll("[data-household]"));
    return listed.map(({ dataset }) => ({ household: dataset.household, label: dataset.label ?? "" }));
  }

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
