/**
 * The booth of a help desk. One household after another votes here: nothing of the one is left for the next, however it
 * leaves: by the button, by Back, by going away for a minute. What is wiped is wiped by loading the page anew.
 */

import { find, findAll, say, slot } from "../page/dom.mjs";
import { pause } from "../page/waiting.mjs";
import { Idle } from "./idle.mjs";
import { Booth } from "./page.mjs";
import { Server } from "./server.mjs";

const HOME = "/ban-ho-tro";
const TOUCHES = ["pointerdown", "keydown", "scroll", "input"];
const LOOK_MS = 1000;

/** The page of a shared device. */
export class DeskBooth extends Booth {
  /** @param {HTMLElement} root the `data-booth` element */
  constructor(root) {
    super(root);
    // Neither the booth's address nor a receipt's stands in the history of a shared device.
    Object.defineProperty(this, "address", { get: () => HOME, set: () => {} });
    const { api, helpDesk } = /** @type {Record<string, string>} */ (root.dataset);
    const server = new Server(api);
    server.headers = { "Help-Desk": helpDesk };
    this.visit.server = server;
    this.idle = new Idle(Date.now());
    for (const touch of TOUCHES) addEventListener(touch, (event) => this.felt(event), { capture: true, passive: true });
    this.watch();
    addEventListener("pagehide", () => this.empty());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** @param {string|undefined} name */
  act(name) {
    if (name === "stay") this.touched();
    else super.act(name);
  }

  /**
   * A finger on the countdown counts by its button alone: hidden under the finger, it would let the page below be hit.
   * @param {Event} event
   */
  felt({ target }) {
    if (!(target instanceof Node && slot(this.root, "idle").contains(target))) this.touched();
  }

  /** Somebody is here. */
  touched() {
    this.idle.touch(Date.now());
    slot(this.root, "idle").hidden = true;
  }

  /** Nobody is waited for where nothing of a household is to be seen, nor while its ballot may be on its way. */
  get isWaiting() {
    const form = /** @type {HTMLFormElement} */ (find(this.root, "form"));
    const typed = Array.from(findAll(form, "input")).some((input) => /** @type {HTMLInputElement} */ (input).value);
    return !this.gone && !this.visit.isOnItsWay && (Boolean(this.visit.card) || typed);
  }

  /** Looks every second, until this page is left. */
  async watch() {
    while (!this.gone) {
      await pause(LOOK_MS);
      this.look();
    }
  }

  look() {
    if (this.gone) return;
    if (!this.isWaiting) this.idle.touch(Date.now());
    const left = this.idle.left(Date.now());
    if (left === 0) return this.forget();
    const box = slot(this.root, "idle");
    box.hidden = left === null;
    if (left !== null) say(slot(box, "seconds"), "say", { seconds: left });
  }

  moved() {
    super.moved();
    slot(this.root, "wipe").hidden = this.visit.isOnItsWay;
  }

  /** @param {string} name @param {string} problem */
  show(name, problem = "") {
    super.show(name, problem);
    slot(this.root, "wipe").hidden = name === "code" || this.visit.isOnItsWay;
    for (const away of findAll(this.root, "a[href]")) away.removeAttribute("href");
  }

  /** Wipes everything: the page is loaded anew, in the place of this one. */
  forget() {
    if (this.visit.isOnItsWay) return;
    this.empty();
    location.replace(HOME);
  }

  /** Leaves nothing in a page that the browser may keep. */
  empty() {
    if (this.gone) return;
    this.gone = true;
    this.visit.forget();
    this.again = null;
    this.root.hidden = true;
    for (const panel of findAll(this.root, "[data-panel]")) panel.remove();
  }
}
