/**
 * The making of a paper that opens something: a code is drawn here and printed beside the code of the commune's book, both
 * are typed or scanned again from the paper, and only then is anything handed in. A page that was loaded again in between
 * has nothing, and needs nothing, but the paper.
 */

import { find, findAll, onAct, onSubmit, say, slot } from "./dom.mjs";
import { showFaults } from "./paper_form.mjs";
import { finish, post, SignedOut } from "./posting.mjs";
import { qrSvg } from "./qr_svg.mjs";
import { Scanner } from "./scanner.mjs";

/**
 * @import { Paper, PaperFields } from "../record/paper.mjs"
 *
 * @typedef {object} Writing how a paper is written and read
 * @property {() => string} draw a new code
 * @property {(seed: string) => string} format a code as it is printed
 * @property {(vkey: string) => string} bookCode the code of a book, by its key
 * @property {(paper: Paper) => string} print what the paper's square code says
 * @property {(text: string) => string} readKey the key of a book, in its printed form; throws where it is none
 * @property {(field: (name: "seed"|"code") => HTMLInputElement) => PaperFields} fields a form with the paper's two lines
 */

/** The page on which a paper is made; who needs one says what is handed in. */
export class PaperMaking {
  /** @param {HTMLElement} root @param {Writing} writing */
  constructor(root, writing) {
    this.root = root;
    this.writing = writing;
    /** @type {Paper|null} */
    this.made = null;
    addEventListener("beforeunload", (event) => this.made && event.preventDefault());
    this.status = find(root, "[data-status]");
    const form = this.step("repeat");
    this.paper = writing.fields((name) => find(form, `[data-field="${name}"]`));
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.paper.fill(text));
    onAct(root, (name) => this.act(name));
    onSubmit(form, () => this.submit());
  }

  /** @param {string|undefined} name */
  act(name) {
    if (name === "make") this.make();
    if (name === "print") print();
    if (name === "written" || name === "again") this.ask();
  }

  /** @param {string} name */
  step(name) {
    return find(this.root, `[data-step="${name}"]`);
  }

  /** Draws a code and shows the paper, twice where it is printed. */
  async make() {
    const button = /** @type {HTMLButtonElement} */ (find(this.root, '[data-act="make"]'));
    button.disabled = true;
    const vkey = await this.bookKey();
    button.disabled = Boolean(vkey);
    if (!vkey) return;
    say(this.status, "none");
    this.made = { seed: this.writing.draw(), vkey };
    this.show(this.made);
    this.step("begin").hidden = true;
    this.step("show").hidden = false;
  }

  /** @param {Paper} made */
  show(made) {
    const paper = find(this.root, "[data-paper]");
    slot(paper, "seed").textContent = this.writing.format(made.seed);
    slot(paper, "book-code").textContent = this.writing.bookCode(made.vkey);
    const place = slot(paper, "qr");
    place.textContent = "";
    place.append(qrSvg(this.writing.print(made), { label: place.dataset.label ?? "", correction: "medium" }));
    paper.after(paper.cloneNode(true));
  }

  /** Takes the papers off the screen and asks for what stands on them; or on one made before this page was loaded. */
  ask() {
    for (const paper of findAll(this.root, "[data-paper]")) paper.remove();
    this.step("begin").hidden = this.step("show").hidden = true;
    this.step("repeat").hidden = false;
    this.paper.field("seed").focus();
  }

  async submit() {
    const read = await this.readBack();
    if (read) await this.handIn(read);
  }

  /**
   * What is done with a paper that was read back rightly.
   * @param {Paper} _read
   */
  async handIn(_read) {}

  /** What the paper says, or null where it was not read back rightly, which is then said. */
  async readBack() {
    const { paper, made } = this;
    const { faults } = paper;
    const seed = paper.seed ?? "";
    const isOther = made ? made.seed !== seed : this.isAnother(seed);
    if (!faults.length && isOther) faults.push({ field: "seed", kind: "other" });
    let vkey = "";
    if (!faults.length) {
      vkey = made?.vkey ?? (await this.bookKey());
      if (!vkey) return null;
      if (!paper.isOf(vkey)) faults.push({ field: "code", kind: "other" });
    }
    showFaults(this.step("repeat"), faults);
    return faults.length ? null : { seed, vkey };
  }

  /**
   * Whether a paper from before this page was loaded cannot be the right one: nothing of it was sent that would tell.
   * @param {string} _seed
   */
  isAnother(_seed) {
    return false;
  }

  /**
   * Sends what is handed in; whether that went is said. Once more is the same.
   * @param {string} text
   */
  async send(text) {
    try {
      await post(this.root, text);
      return true;
    } catch (error) {
      say(this.status, error instanceof SignedOut ? "signedOut" : "failed");
      return false;
    }
  }

  /** Nothing of the paper is needed here any more. */
  putAway() {
    this.made = null;
    this.scanner.stop();
    this.paper.clear();
    this.step("repeat").hidden = true;
  }

  /** Says so, and goes on. @param {string} variant */
  finish(variant) {
    this.putAway();
    say(this.status, variant);
    finish(this.root);
  }

  /**
   * The key of the commune's book, in its printed form; "" where it could not be had, which is then said. Whether it is the
   * commune's, people see by its code: it is the same on all papers and on the commune's notices.
   */
  async bookKey() {
    try {
      const answer = await fetch(/** @type {string} */ (this.root.dataset.key));
      if (!answer.ok) throw new Error(`${answer.status}`);
      return this.writing.readKey((await answer.text()).trim());
    } catch {
      say(this.status, "keyless");
      return "";
    }
  }
}
