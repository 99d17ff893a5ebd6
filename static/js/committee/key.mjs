/**
 * A counting member's paper: a seed is drawn here and printed beside the code of the commune's book, both are typed or
 * scanned again from the paper, and only then is the public key published. A page that was loaded again in between has
 * nothing, and needs nothing, but the paper.
 */

import { formatCard } from "../ballots/credentials.mjs";
import { randomPaperCode } from "../ballots/paper_code.mjs";
import { makeSingle, singleSecret } from "../ballots/single.mjs";
import { bookCode } from "../record/book_code.mjs";
import { parseLogKey } from "../ledger/note.mjs";
import { find, findAll, onAct, onSubmit, say, slot } from "../page/dom.mjs";
import { finish, post, SignedOut } from "../page/posting.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { Scanner } from "../page/scanner.mjs";
import { PaperFields, printPaper } from "../record/paper.mjs";
import { showFaults } from "../page/paper_form.mjs";

/** @import { Paper } from "../record/paper.mjs" */

/** The page on which a key is made. */
export class KeyMaking {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Paper|null} */
    this.made = null;
    /** @type {{seed: string, text: string}|null} */
    this.published = null;
    addEventListener("beforeunload", (event) => this.made && event.preventDefault());
    this.status = find(root, "[data-status]");
    const form = this.step("repeat");
    this.paper = new PaperFields((name) => find(form, `[data-field="${name}"]`));
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.paper.fill(text));
    onAct(root, (name) => this.act(name));
    onSubmit(form, () => this.publish());
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

  /** Draws a seed and shows the paper, twice where it is printed. */
  async make() {
    const button = /** @type {HTMLButtonElement} */ (find(this.root, '[data-act="make"]'));
    button.disabled = true;
    const vkey = await this.bookKey();
    button.disabled = Boolean(vkey);
    if (!vkey) return;
    say(this.status, "none");
    this.made = { seed: randomPaperCode(), vkey };
    this.show(this.made);
    this.step("begin").hidden = true;
    this.step("show").hidden = false;
  }

  /** @param {Paper} made */
  show(made) {
    const paper = find(this.root, "[data-paper]");
    slot(paper, "seed").textContent = formatCard(made.seed);
    slot(paper, "book-code").textContent = bookCode(made.vkey);
    const place = slot(paper, "qr");
    place.textContent = "";
    place.append(qrSvg(printPaper(made), { label: place.dataset.label ?? "", correction: "medium" }));
    paper.after(paper.cloneNode(true));
  }

  /** Takes the papers off the screen and asks for what stands on them; or on one made before this page was loaded. */
  ask() {
    for (const paper of findAll(this.root, "[data-paper]")) paper.remove();
    this.step("begin").hidden = this.step("show").hidden = true;
    this.step("repeat").hidden = false;
    this.paper.field("seed").focus();
  }

  async publish() {
    const seed = await this.readBack();
    if (!seed) return;
    say(this.status, "publishing");
    // The same text is sent again after a lost answer: a second proof of the same key would be another text.
    if (this.published?.seed !== seed) this.published = { seed, text: makeSingle(singleSecret(seed)) };
    const { text } = this.published;
    try {
      await post(this.root, text);
    } catch (error) {
      say(this.status, error instanceof SignedOut ? "signedOut" : "failed");
      return;
    }
    const shown = slot(this.root, "public-key");
    if (shown) shown.textContent = JSON.parse(text).public_key;
    this.made = null;
    this.scanner.stop();
    this.paper.clear();
    this.step("repeat").hidden = true;
    say(this.status, "published");
    finish(this.root);
  }

  /** The seed as the paper has it, or "" where the paper was not read back rightly, which is then said. */
  async readBack() {
    const { paper, made } = this;
    const { faults } = paper;
    const seed = paper.seed ?? "";
    if (!faults.length && (made ? made.seed !== seed : this.isAnother(seed))) faults.push({ field: "seed", kind: "other" });
    if (!faults.length) {
      const vkey = made?.vkey ?? (await this.bookKey());
      if (!vkey) return "";
      if (!paper.isOf(vkey)) faults.push({ field: "code", kind: "other" });
    }
    showFaults(this.step("repeat"), faults);
    return faults.length ? "" : seed;
  }

  /**
   * Whether a paper from before this page was loaded cannot be the member's: nothing of it was sent that would tell.
   * @param {string} _seed
   */
  isAnother(_seed) {
    return false;
  }

  /** The key of the commune's book; "" where it could not be had, which is then said. */
  async bookKey() {
    try {
      return await keyOf(/** @type {string} */ (this.root.dataset.key));
    } catch {
      say(this.status, "keyless");
      return "";
    }
  }
}

/**
 * The key of the commune's book, in its printed form. Whether it is the commune's, people see by its code: it is the same
 * on the papers of all members and on the commune's notices.
 * @param {string} address
 */
export async function keyOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return parseLogKey((await answer.text()).trim()).vkey;
}
