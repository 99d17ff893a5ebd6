/**
 * A board's key paper: a code is drawn here and printed beside the code of the commune's book, both are typed or scanned
 * again from the paper, and only then the public key is handed to whoever manages the commune. A page that was loaded
 * again in between needs nothing but the paper.
 */

import { formatPaperCode, randomPaperCode } from "../ballots/paper_code.mjs";
import { bytesToHex } from "@noble/hashes/utils.js";
import { witnessKey, witnessSeed } from "../ledger/cosignature.mjs";
import { publicKeyOf } from "../ledger/ed25519.mjs";
import { parseLogKey } from "../ledger/note.mjs";
import { find, findAll, onAct, onSubmit, say, slot } from "../page/dom.mjs";
import { showFaults } from "../page/paper_form.mjs";
import { finish, post, SignedOut } from "../page/posting.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { Scanner } from "../page/scanner.mjs";
import { bookCode } from "../record/book_code.mjs";
import { PaperFields, printPaper } from "../record/paper.mjs";

/** @import { Paper } from "../record/paper.mjs" */

const SECRET_LENGTH = 25;

/**
 * The name of a board's key: that of the book, and eight figures of the key itself, so that the paper alone gives it.
 * @param {string} origin
 * @param {string} secret
 */
export const keyName = (origin, secret) => `${origin}/giam-sat/${bytesToHex(publicKeyOf(witnessSeed(secret)).slice(0, 4))}`;

/** The page on which a board's key is made. */
export class BoardKey {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Paper|null} */
    this.made = null;
    addEventListener("beforeunload", (event) => this.made && event.preventDefault());
    this.status = find(root, "[data-status]");
    const form = this.step("repeat");
    this.paper = new PaperFields((name) => find(form, `[data-field="${name}"]`));
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.paper.fill(text));
    onAct(root, (name) => this.act(name));
    onSubmit(form, () => this.offer());
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
    this.made = { seed: randomPaperCode(), vkey };
    const paper = find(this.root, "[data-paper]");
    slot(paper, "seed").textContent = formatPaperCode(this.made.seed);
    slot(paper, "book-code").textContent = bookCode(vkey);
    const place = slot(paper, "qr");
    place.textContent = "";
    place.append(qrSvg(printPaper(this.made), { label: place.dataset.label ?? "", correction: "medium" }));
    paper.after(paper.cloneNode(true));
    this.step("begin").hidden = true;
    this.step("show").hidden = false;
  }

  /** Takes the papers off the screen and asks for what stands on them; or on one made before this page was loaded. */
  ask() {
    for (const paper of findAll(this.root, "[data-paper]")) paper.remove();
    this.step("begin").hidden = this.step("show").hidden = true;
    this.step("repeat").hidden = false;
    this.paper.field("seed").focus();
  }

  /** Hands in the public key; once more is the same. */
  async offer() {
    const vkey = this.made?.vkey ?? (await this.bookKey());
    if (!vkey) return;
    const secret = this.readBack(vkey);
    if (!secret) return;
    say(this.status, "sending");
    try {
      await post(this.root, JSON.stringify({ vkey: witnessKey(keyName(parseLogKey(vkey).name, secret), secret).vkey }));
    } catch (error) {
      say(this.status, error instanceof SignedOut ? "signedOut" : "failed");
      return;
    }
    this.made = null;
    this.scanner.stop();
    this.paper.clear();
    this.step("repeat").hidden = true;
    say(this.status, "sent");
    finish(this.root);
  }

  /** The code as the paper has it, or "" where the paper was not read back rightly, which is then said. @param {string} vkey */
  readBack(vkey) {
    const { paper, made } = this;
    const { faults } = paper;
    const secret = paper.seed ?? "";
    const isOther = made ? made.seed !== secret : secret.length !== SECRET_LENGTH;
    if (!faults.length && isOther) faults.push({ field: "seed", kind: "other" });
    if (!faults.length && !paper.isOf(vkey)) faults.push({ field: "code", kind: "other" });
    showFaults(this.step("repeat"), faults);
    return faults.length ? "" : secret;
  }

  /** The key of the commune's book; "" where it could not be had, which is then said. */
  async bookKey() {
    try {
      const answer = await fetch(/** @type {string} */ (this.root.dataset.key));
      if (!answer.ok) throw new Error(`${answer.status}`);
      return parseLogKey((await answer.text()).trim()).vkey;
    } catch {
      say(this.status, "keyless");
      return "";
    }
  }
}
