/**
 * The card authority's page: makes cards in this browser, prints them as often as needed, and sends the server their
 * keys once a printed card was read back. The secrets are in this page's memory and on the paper, nowhere else.
 */

import { find, findAll, onAct, onSubmit, say, slot } from "../page/dom.mjs";
import { finish, post, Refused, SignedOut } from "../page/posting.mjs";
import { Scanner } from "../page/scanner.mjs";
import { breathe } from "../page/waiting.mjs";
import { batchOf, isOnPaper, sheetsFor } from "./batch.mjs";
import { makeCards, registration } from "./making.mjs";
import { showSheets } from "./sheet.mjs";
import { forget, lost, remember } from "./unconfirmed.mjs";

/** @import { Card } from "./making.mjs" */

/** The page's work. */
export class Workshop {
  /** @param {HTMLElement} root the `data-cards` element */
  constructor(root) {
    this.root = root;
    this.cards = /** @type {Card[]} */ ([]);
    this.sending = false;
    this.kept = root.dataset.kept ?? root.dataset.village;
    this.status = find(root, "[data-status]");
    this.bar = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    this.ending = /** @type {HTMLInputElement} */ (find(root, "[data-ending]"));
    this.fault = find(root, "[data-fault]");
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.read(text));
    onAct(root, (name) => this.act(name));
    onSubmit(find(root, "[data-confirm]"), () => this.confirm());
    for (const box of findAll(root, "[data-part], [data-many]")) box.addEventListener("change", () => this.offer());
    addEventListener("beforeunload", (event) => this.cards.length && event.preventDefault());
    this.tellWhatWasLost();
    this.offer();
  }

  /** @param {string|undefined} name */
  act(name) {
    if (name === "make") this.make();
    if (name === "print") this.print();
  }

  /** As often as needed; afterwards the next act is to confirm. */
  print() {
    print();
    find(this.root, '[data-act="print"]').classList.add("plain");
    find(this.root, "[data-confirming]").classList.remove("plain");
  }

  /** @param {string} name */
  chosen(name) {
    const box = /** @type {HTMLSelectElement|null} */ (this.root.querySelector(`[data-${name}]`));
    return box ? box.value : "";
  }

  /** The cards that would be made now, as chosen. */
  todo() {
    const listed = Array.from(findAll(this.root, "[data-household]"), ({ dataset }) => dataset);
    const all = listed.map(({ household = "", name = "", label = "", of = "" }) => ({ household, name, label, of }));
    return batchOf(all, this.chosen("part"), Number(this.chosen("many")));
  }

  /** The button says how many. */
  offer() {
    say(find(this.root, '[data-act="make"]'), "say", { number: this.todo().length });
  }

  tellWhatWasLost() {
    const before = lost(this.kept);
    const warning = find(this.root, "[data-lost]");
    warning.hidden = !before;
    if (before) say(warning, "say", before);
  }

  async make() {
    const button = /** @type {HTMLButtonElement} */ (find(this.root, '[data-act="make"]'));
    button.disabled = true;
    try {
      this.cards = await makeCards(this.todo(), (done, total) => this.progress(done, total), breathe);
      remember(this.kept, this.cards);
      showSheets(this.root, this.cards);
      this.askForPaper();
    } catch {
      say(this.status, "unmade");
      button.disabled = false;
    }
    this.bar.hidden = true;
  }

  askForPaper() {
    const [total, last] = [this.cards.length, this.cards[this.cards.length - 1].name];
    say(slot(this.root, "question"), "say", { sheets: sheetsFor(total) });
    say(slot(this.root, "how"), "say", { last });
    say(this.status, "ready", { total });
    find(this.root, "[data-lost]").hidden = true;
    this.step("print");
    this.root.dataset.state = "ready";
  }

  /** @param {string} name */
  step(name) {
    for (const step of findAll(this.root, "[data-step]")) step.hidden = step.dataset.step !== name;
  }

  /**
   * What the camera saw.
   * @param {string} text
   */
  read(text) {
    const right = isOnPaper(this.cards, text);
    this.complain(!right);
    if (right) this.register();
    return right;
  }

  confirm() {
    const right = isOnPaper(this.cards, this.ending.value);
    this.complain(!right);
    if (right) this.register();
    else this.ending.focus();
  }

  /** @param {boolean} wrong */
  complain(wrong) {
    this.fault.hidden = !wrong;
    if (wrong) say(this.fault);
    this.ending.setAttribute("aria-invalid", String(wrong));
  }

  /** The same cards sent twice are registered once: after a lost answer, or a second press, nothing new happens. */
  async register() {
    if (this.sending) return;
    this.sending = true;
    const total = this.cards.length;
    say(this.status, "sending", { total });
    try {
      await post(this.root, registration(this.cards));
      this.clear(total);
    } catch (error) {
      say(this.status, error instanceof Refused ? "refused" : error instanceof SignedOut ? "signedOut" : "failed");
    }
    this.sending = false;
  }

  /** @param {number} done @param {number} total */
  progress(done, total) {
    this.bar.hidden = false;
    this.bar.max = total;
    this.bar.value = done;
    say(this.status, "making", { done, total });
  }

  /** @param {number} total */
  clear(total) {
    this.scanner.stop();
    this.cards = [];
    forget(this.kept);
    this.ending.value = "";
    const sheets = slot(this.root, "sheets");
    sheets.textContent = "";
    sheets.hidden = true;
    this.step("done");
    say(this.status, "cleared", { total });
    finish(this.root);
  }
}
