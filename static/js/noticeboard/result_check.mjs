/**
 * “Kiểm tra kết quả này”: this browser fetches both books and the archive, makes every check of the offline verifier, in five
 * lines, and ends in a sentence with the number, or in an error that says which check failed and whom to tell.
 */

import { BallotError } from "../ballots/errors.mjs";
import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { fill, find, findAll, onAct, say, slot } from "../page/dom.mjs";
import { breathe } from "../page/waiting.mjs";
import { RecordError, require } from "../record/errors.mjs";
import { Case } from "../verifier/case.mjs";
import { runChecks } from "../verifier/checks.mjs";
import { NOTHING_TRUSTED } from "../verifier/evidence.mjs";
import { fetchEvidence } from "../verifier/fetching.mjs";

/** @import { Finding } from "../verifier/findings.mjs" */

/** How long the page may be still while it works. */
const STILL_MS = 50;
const CHECKS = ["books", "roll", "ballots", "tally", "outcome"];
/** The line before which each check of the verifier begins; those between belong to the line before. @type {Record<string, string>} */
const LINES = { "log-key": "books", replay: "roll", "vote-book": "ballots", "encrypted-tally": "tally", outcome: "outcome" };

/** The check of one result. */
export class ResultCheck {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.drawnAt = 0;
    this.current = "";
    onAct(root, (name) => name === "check" && this.run());
    this.run(); // it has come because somebody asked for it (`late_check`)
  }

  /** All checks, from the first. */
  async run() {
    const button = /** @type {HTMLButtonElement} */ (slot(this.root, "button"));
    button.disabled = true;
    say(button, "busy");
    slot(this.root, "list").hidden = false;
    for (const name of ["refused", "done"]) slot(this.root, name).hidden = true;
    for (const name of CHECKS) this.mark(name, "later");
    this.current = "";
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

  /** Every check of the verifier, in five lines, each begun when the one before it is done. */
  async check() {
    const { uuid, commune, api, counts } = /** @type {Record<string, string>} */ (this.root.dataset);
    /** @param {string} path */
    const published = (path) => exact(api + path);
    this.begin("books");
    const one = new Case(await fetchEvidence({ uuid, commune }, published), NOTHING_TRUSTED, Date.now() / 1000);
    const served = await published(`/votes/${uuid}/election.json`);
    for (const { check: { name }, found, progress } of runChecks(one)) {
      if (LINES[name]) this.begin(LINES[name]);
      if (found) requireHeld(name, found);
      await this.progress(progress && this.current === "ballots" ? progress.done : 0, progress ? progress.total : 1);
    }
    require(sameBytes(served, toBytes(one.opened?.election ?? "")), "wrong-election", "another election is served than was opened");
    require(JSON.stringify(one.counts) === counts, "other-page", "this page shows other numbers than the record");
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

/**
 * The check does not fail. Who has co-signed is said elsewhere on the page, and nobody is accused where somebody has not yet.
 * @param {string} name @param {Finding} found
 */
function requireHeld(name, { status, error, crime, detail }) {
  const isAwaited = name === "quorum" && ["quorum-not-met", "end-not-cosigned"].includes(error);
  if (status === "fail" && !isAwaited) throw new RecordError(crime, `${name}: ${detail}`);
}

/** Exact bytes below the public interface. @param {string} address */
async function exact(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new TypeError(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
