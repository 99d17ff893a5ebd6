/**
 * Counting day: this browser looks through both books by itself, says how many households have voted, and only then asks
 * for the member's paper and opens the member's part of the total. What does not hold is refused with its reason.
 */

import { memberSecrets } from "../ballots/certificates.mjs";
import { BallotError } from "../ballots/errors.mjs";
import { G } from "../ballots/group.mjs";
import { openDecryptionKey } from "../ballots/pedersen.mjs";
import { singleSecret } from "../ballots/single.mjs";
import { partialDecryption } from "../ballots/tally.mjs";
import { find, findAll, onAct, onSubmit, say, slot } from "../page/dom.mjs";
import { finish, post } from "../page/posting.mjs";
import { Scanner } from "../page/scanner.mjs";
import { breathe } from "../page/waiting.mjs";
import { examine, requireEnough, requireGrown } from "./examination.mjs";
import { Memory } from "./memory.mjs";
import { PaperFields } from "../record/paper.mjs";
import { showFaults } from "../page/paper_form.mjs";
import { Refusal, refusalOf } from "./refusals.mjs";

/** @import { Examined } from "./examination.mjs" */

/** How long the page may be still while it works. */
const STILL_MS = 50;

/** The page on which a total is opened. */
export class Counting {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.memory = new Memory();
    this.status = find(root, "[data-status]");
    this.bar = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    this.form = find(root, '[data-step="seed"]');
    this.paper = new PaperFields((name) => find(this.form, `[data-field="${name}"]`));
    this.drawnAt = 0;
    /** @type {Examined|null} */
    this.examined = null;
    new Scanner(find(root, "[data-scanner]"), (text) => this.paper.fill(text));
    onSubmit(this.form, () => this.count());
    onAct(root, (name) => name === "again" && this.examine());
    this.examine();
  }

  /** Before anything is typed: both books whole, every ballot, and how many there are. */
  async examine() {
    const { uuid, commune } = /** @type {{uuid: string, commune: string}} */ (this.root.dataset);
    slot(this.root, "again").hidden = true;
    this.busy(true);
    await this.trying("unread", async () => {
      const examined = await examine({ uuid, commune }, this.source(), (what, done, all) => this.progress(what, done, all));
      requireGrown(examined.commune, this.memory.seen(examined.vkey));
      this.memory.requireNoOther(uuid, examined.root);
      requireEnough(examined);
      this.memory.keepSeen(examined.commune);
      this.ready(examined);
    });
    this.busy(false);
    slot(this.root, "again").hidden = this.status.dataset.said !== "unread";
  }

  /** Where the books and the total come from. */
  source() {
    const { api, tally } = /** @type {{api: string, tally: string}} */ (this.root.dataset);
    /** @param {string} path */
    const published = (path) => exact(api + path);
    return { published, tally: () => exact(tally) };
  }

  /** @param {Examined} examined */
  ready(examined) {
    const { voted, households, commune, election } = this.examined = examined;
    const values = { voted, households, lines: commune.size, title: election.name };
    for (const name of ["voted", "households", "examined", "title"]) say(slot(this.root, name), "say", values);
    find(this.root, '[data-step="ready"]').hidden = this.form.hidden = false;
    this.tell("ready");
  }

  /** Opens the member's part with the paper's code, and sends it. */
  async count() {
    const { paper, root } = this;
    const examined = /** @type {Examined} */ (this.examined);
    const { faults } = paper;
    const secret = faults.length ? BigInt(0) : await this.secretOf(/** @type {string} */ (paper.seed));
    const key = faults.length ? "" : G.power(secret).hex;
    const isOurs = (root.dataset.publicKeys ?? "").split(" ").includes(key);
    if (!faults.length && !isOurs) faults.push({ field: "seed", kind: "other" });
    showFaults(this.form, faults);
    if (faults.length) return;
    this.busy(true);
    await this.trying("failed", async () => {
      if (!paper.isOf(examined.vkey)) throw new Refusal("wrong-paper", "not the key on the paper");
      if (!examined.trustees.owners.some((one) => one.key.hex === key)) throw new Refusal("not-yours", "no trustee of this vote");
      const uuid = /** @type {string} */ (root.dataset.uuid);
      this.memory.requireNoOther(uuid, examined.root);
      this.memory.keepOpened(uuid, examined.root);
      const partial = await this.open(examined, secret);
      this.tell("sending");
      await post(root, partial);
      paper.clear();
      this.form.hidden = true;
      this.tell("sent");
      finish(root);
    });
    this.busy(false);
  }

  /**
   * What the paper's code opens with: the member's share of a key made together, which lies here sealed for the paper, or a
   * key of the member's own.
   * @param {string} seed
   */
  async secretOf(seed) {
    for (const sealed of JSON.parse(this.root.dataset.sealed ?? "[]")) {
      try {
        return await openDecryptionKey(memberSecrets(seed), sealed);
      } catch (error) {
        if (!(error instanceof BallotError)) throw error;
      }
    }
    return singleSecret(seed);
  }

  /** @param {Examined} examined @param {bigint} secret */
  async open({ election, tally }, secret) {
    await this.progress("opening", 0, tally.flat().length);
    /** @param {number} done @param {number} total */
    const progress = (done, total) => this.show("opening", done, total);
    return partialDecryption(election, tally, secret, { progress });
  }

  /**
   * Runs a step. What is refused is said with its reason, and nothing more can be done here; what could not be had or
   * sent can be tried again.
   * @param {string} failed the sentence for that
   * @param {() => Promise<void>} step
   */
  async trying(failed, step) {
    try {
      await step();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) this.refuse(refusal);
      else this.tell(failed);
    }
  }

  /** @param {{code: string, sentence: string}} refusal */
  refuse({ code, sentence }) {
    this.paper.clear();
    find(this.root, '[data-step="ready"]').hidden = this.form.hidden = true;
    this.tell("refused");
    const box = slot(this.root, "refusal");
    say(slot(box, "reason"), sentence);
    slot(box, "code").textContent = code;
    box.hidden = false;
    box.focus();
    this.root.dataset.refused = code;
  }

  /** @param {string} sentence @param {object} values */
  tell(sentence, values = {}) {
    say(this.status, sentence, values);
    this.status.dataset.said = sentence;
  }

  /** @param {string} sentence @param {number} done @param {number} total */
  async progress(sentence, done, total) {
    this.show(sentence, done, total);
    if (performance.now() - this.drawnAt < STILL_MS) return;
    await breathe();
    this.drawnAt = performance.now();
  }

  /** @param {string} sentence @param {number} done @param {number} total */
  show(sentence, done, total) {
    this.bar.max = total;
    this.bar.value = done;
    this.tell(sentence, { done, total });
  }

  /** @param {boolean} working */
  busy(working) {
    this.bar.hidden = !working;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = findAll(this.form, "button");
    for (const button of buttons) button.disabled = working;
  }
}

/** @param {string} address */
async function exact(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
