/**
 * “Kiểm tra kết quả này”: a worker makes every check of the offline verifier (`check_worker`); here its sentences come line by
 * line, with a bar, and the last one says what to believe. It can be stopped and begun again; a page that is left stops it.
 */

import { copy, fill, findAll, made, onAct, refill, say, slot } from "../page/dom.mjs";

/**
 * @import { Asked, Checking, Done, Outcome, Told } from "./check_worker.mjs"
 *
 * @typedef {{createScriptURL: (address: string) => string}} AddressPolicy
 * @typedef {{createPolicy: (name: string, rules: AddressPolicy) => AddressPolicy}} TrustedTypes
 */

/** What a line of this outcome looks like. @type {Record<Outcome, string>} */
const LOOKS = { pass: "done", fail: "failed", "not-given": "later", skipped: "later", awaited: "later" };
/** The only address that the page's policy lets through to a worker. */
const WORKER = /^\/static\/dist\/verify-[0-9a-f]{10}\.js$/;

/** The policy that the page's header names; a browser without trusted types needs none. @returns {AddressPolicy} */
function addressPolicy() {
  const rules = {
    /** @param {string} address */
    createScriptURL(address) {
      if (!WORKER.test(address)) throw new TypeError(`no worker of ours: ${address}`);
      return address;
    },
  };
  const { trustedTypes } = /** @type {{trustedTypes?: TrustedTypes}} */ (/** @type {unknown} */ (window));
  return trustedTypes ? trustedTypes.createPolicy("dinh-check", rules) : rules;
}

/** The check of one result. */
export class ResultCheck {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.policy = addressPolicy();
    this.worker = /** @type {Worker|null} */ (null);
    this.button = /** @type {HTMLButtonElement} */ (slot(root, "button"));
    this.button.hidden = false;
    onAct(root, (name) => (name === "check" ? this.run() : this.stop()));
    window.addEventListener("pagehide", () => this.worker && this.stop());
    if (location.hash === `#${root.id}`) this.run();
  }

  /** All checks, from the first. */
  run() {
    if (this.worker) return;
    this.working(true);
    refill(slot(this.root, "list"), []);
    refill(slot(this.root, "signs"), []);
    for (const name of ["refused", "done", "beside", "page"]) slot(this.root, name).hidden = true;
    this.advance({ share: 0 }, "fetching", {});
    const { worker, uuid, commune, api, texts, faults, counts } = /** @type {Record<string, string>} */ (this.root.dataset);
    try {
      this.worker = new Worker(this.policy.createScriptURL(worker));
    } catch (error) {
      console.error(error);
      return this.unread();
    }
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", () => this.unread());
    this.worker.postMessage(/** @type {Asked} */ ({ uuid, commune, api, texts, faults, counts }));
  }

  /** Ends the work that is under way; what it has said so far stays. */
  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.working(false);
  }

  /** @param {boolean} isWorking */
  working(isWorking) {
    const { root, button } = this;
    slot(root, "stop").hidden = slot(root, "progress").hidden = !isWorking;
    if (isWorking) slot(root, "results").hidden = false;
    button.disabled = isWorking;
    button.classList.add("plain");
    say(button, isWorking ? "busy" : "again");
  }

  /** What the worker tells. @param {Told} told */
  hear(told) {
    if (told.kind === "fetching") this.advance(told, "fetching", {});
    else if (told.kind === "checking") this.checking(told);
    else if (told.kind === "check") slot(this.root, "list").append(this.line(told.outcome, `${told.number}. ${told.text}`));
    else if (told.kind === "sign") this.sign(told.text);
    else if (told.kind === "page") this.compared(told.outcome);
    else if (told.kind === "done") this.conclude(told);
    else this.unread();
  }

  /** @param {Checking} told */
  checking({ share, number, title, progress }) {
    const name = progress && progress.total > 1 ? "entries" : "say";
    this.advance({ share }, name, { number, title, ...progress });
  }

  /** @param {{share: number}} told @param {string} name @param {Record<string, unknown>} values */
  advance({ share }, name, values) {
    /** @type {HTMLProgressElement} */ (slot(this.root, "bar")).value = share;
    say(slot(this.root, "number"), name, /** @type {Record<string, string>} */ (values));
  }

  /** @param {Outcome} outcome @param {string} text */
  line(outcome, text) {
    const line = copy(this.root, "[data-line]");
    line.className = LOOKS[outcome];
    for (const icon of findAll(line, "[data-icon]")) icon.hidden = icon.dataset.icon !== LOOKS[outcome];
    slot(line, "text").textContent = text;
    return line;
  }

  /** @param {string} text */
  sign(text) {
    slot(this.root, "beside").hidden = false;
    slot(this.root, "signs").append(made("li", text));
  }

  /** Whether this very page says what the record says. @param {Outcome} outcome */
  compared(outcome) {
    const box = slot(this.root, "page");
    box.hidden = outcome === "skipped";
    refill(box, [this.line(outcome, box.dataset[outcome] ?? "")]);
  }

  /** @param {Done} told */
  conclude({ text, code }) {
    this.stop();
    if (code) return this.refuse(text, fill(slot(this.root, "refused").dataset.refused ?? "", { code }));
    slot(this.root, "done").hidden = false;
    slot(this.root, "conclusion").textContent = text;
  }

  /** What could not be had accuses nobody and can be tried again. */
  unread() {
    this.stop();
    this.refuse(slot(this.root, "refused").dataset.unread ?? "", "");
  }

  /** @param {string} reason @param {string} then what to do about it */
  refuse(reason, then) {
    const box = slot(this.root, "refused");
    slot(box, "reason").textContent = reason;
    slot(box, "then").textContent = then;
    box.hidden = false;
    box.focus();
  }
}
