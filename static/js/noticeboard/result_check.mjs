/**
 * “Kiểm tra kết quả này”: this browser fetches both books, does every check again, one line each, and ends in a sentence
 * with the number, or in an error that says which check failed and whom to tell.
 */

import { BallotError } from "../ballots/errors.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { fill, find, findAll, onAct, say, slot } from "../page/dom.mjs";
import { breathe } from "../page/waiting.mjs";
import { RecordError, require } from "../record/errors.mjs";
import { requireNumbers } from "../record/result.mjs";
import { requireOutcome } from "../record/rules/count.mjs";
import { readWhole } from "../record/whole_vote.mjs";

/** @import { Entry } from "../record/entries.mjs" */

/** How long the page may be still while it works. */
const STILL_MS = 50;
const CHECKS = ["books", "roll", "ballots", "tally", "outcome"];

/** The check of one result. */
export class ResultCheck {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.drawnAt = 0;
    this.current = "";
    slot(root, "button").hidden = false;
    onAct(root, (name) => name === "check" && this.run());
    if (location.hash === `#${root.id}`) this.run();
  }

  /** All checks, from the first. */
  async run() {
    const button = /** @type {HTMLButtonElement} */ (slot(this.root, "button"));
    button.disabled = true;
    say(button, "busy");
    slot(this.root, "list").hidden = false;
    for (const name of ["refused", "done"]) slot(this.root, name).hidden = true;
    for (const name of CHECKS) this.mark(name, "later");
    try {
      await this.check();
      this.mark(this.current, "done");
      slot(this.root, "done").hidden = false;
    } catch (error) {
      this.refuse(error);
    }
    button.disabled = false;
    button.classList.add("plain");
    say(button, "again");
  }

  /** The five checks, each begun when the one before it is done. */
  async check() {
    const { uuid, commune, api, counts } = /** @type {Record<string, string>} */ (this.root.dataset);
    /** @param {string} path */
    const published = (path) => exact(api + path);
    const { vote, setup, tally, voted } = await readWhole({ uuid, commune }, published, {
      begin: (part) => this.begin(part),
      progress: (what, done, total) => this.progress(what === "checking" ? done : 0, total),
    });
    await breathe();
    const numbers = requireNumbers(vote, setup, tally, voted);
    this.begin("outcome");
    await breathe();
    requireOutcome(/** @type {Entry} */ (vote.result), setup, numbers);
    require(JSON.stringify(numbers) === counts, "other-page", "this page shows other numbers than the record");
  }

  /** The check before is done, this one goes on. @param {string} name */
  begin(name) {
    if (this.current && this.current !== name) this.mark(this.current, "done");
    this.current = name;
    this.mark(name, "now");
  }

  /** @param {string} name @param {"later"|"now"|"done"|"failed"} state */
  mark(name, state) {
    const line = find(this.root, `[data-check="${name}"]`);
    line.className = state;
    for (const icon of findAll(line, "[data-icon]")) icon.hidden = icon.dataset.icon !== state;
    if (name === "ballots") slot(line, "progress").hidden = state !== "now";
  }

  /** How many lines of the vote's book are done. @param {number} done @param {number} total */
  async progress(done, total) {
    if (performance.now() - this.drawnAt < STILL_MS && done < total) return;
    const bar = /** @type {HTMLProgressElement} */ (slot(this.root, "bar"));
    [bar.value, bar.max] = [done, total];
    say(slot(this.root, "number"), "say", { done, total });
    await breathe();
    this.drawnAt = performance.now();
  }

  /** What does not hold is said with the check it failed; what could not be had can be tried again. @param {unknown} error */
  refuse(error) {
    const isRefusal = [RecordError, LedgerError, BallotError].some((kind) => error instanceof kind);
    if (!isRefusal) console.error(error);
    const box = slot(this.root, "refused");
    const { code } = /** @type {{code?: string}} */ (error);
    if (this.current) this.mark(this.current, isRefusal ? "failed" : "later");
    const check = this.current ? slot(find(this.root, `[data-check="${this.current}"]`), "text").textContent ?? "" : "";
    slot(box, "reason").textContent = fill((isRefusal ? box.dataset.refused : box.dataset.unread) ?? "", { check, code: code ?? "" });
    box.hidden = false;
    box.focus();
  }
}

/** Exact bytes below the public interface. @param {string} address */
async function exact(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new TypeError(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
