/**
 * “Kiểm tra và ký”: one button. The books are fetched and looked at, a line each of what is done; then they are signed, or
 * it is said what is wrong and where, with a file to be kept. Pressed twice, in two tabs, or after a lost answer, it comes
 * to the same.
 */

import { find, findAll, fill, onSubmit, say, slot, summarize, showFault } from "../page/dom.mjs";
import { showFaults } from "../page/paper_form.mjs";
import { Scanner } from "../page/scanner.mjs";
import { breathe } from "../page/waiting.mjs";
import { PaperFields } from "../record/paper.mjs";
import { NoMemory } from "./memory.mjs";
import { evidenceOf, look, MARK_LENGTH, NotListed, Refused, sign } from "./round.mjs";

/**
 * @import { PaperFault } from "../record/paper.mjs"
 * @import { Board, Part } from "./round.mjs"
 */

/** How long the page may be still while it works. */
const STILL_MS = 50;
/** A paper code, without its checks. */
const SECRET_LENGTH = 25;
const PARTS = ["whole", "grown", "rules", "beside", "sign"];

/** The server did not take a line: `code` says why, empty where no answer came. */
class NotTaken extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The page on which a board looks and signs. */
export class Console {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.drawnAt = 0;
    this.current = "";
    this.evidence = "";
    this.form = find(root, '[data-step="paper"]');
    this.paper = new PaperFields((name) => find(this.form, `[data-field="${name}"]`));
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.paper.fill(text));
    onSubmit(this.form, () => this.run());
    const file = slot(root, "file");
    file.addEventListener("click", () => this.give(/** @type {HTMLAnchorElement} */ (file)));
  }

  /** The whole round. */
  async run() {
    const board = this.board();
    if (!board) return;
    this.busy(true);
    for (const name of ["refused", "done"]) slot(this.root, name).hidden = true;
    for (const name of PARTS) this.mark(name, "later");
    slot(this.root, "list").hidden = false;
    this.current = "";
    try {
      await alone(() => this.round(board));
    } catch (error) {
      this.stop(error);
    }
    this.busy(false);
  }

  /** @param {Board} board */
  async round(board) {
    const looked = await look(board, (path) => this.published(path), {
      begin: (part) => this.begin(part),
      progress: (done, total) => this.progress(done, total),
    });
    this.begin("sign");
    await breathe();
    const signed = await sign(board, looked, (size, line) => this.post(size, line));
    this.mark("sign", "done");
    this.paper.clear();
    this.scanner.stop();
    for (const field of ["size", "mark"]) this.input(field).value = "";
    const box = slot(this.root, "done");
    say(slot(box, "signed"), "say", { size: signed.size, books: looked.beside.length });
    say(slot(box, "taken"), signed.isNew ? "taken" : "had");
    slot(box, "size").textContent = String(signed.size);
    slot(box, "mark").textContent = signed.mark.toUpperCase();
    box.hidden = false;
    box.focus();
    this.root.dataset.state = "signed";
  }

  /** What was typed, or null with its faults shown. @returns {Board|null} */
  board() {
    const { paper } = this;
    const faults = paper.faults;
    const secret = paper.seed ?? "";
    if (!faults.length && secret.length !== SECRET_LENGTH) faults.push({ field: "seed", kind: "other" });
    showFaults(this.form, faults);
    if (faults.length) return null;
    const [size, mark] = ["size", "mark"].map((name) => this.input(name).value.replace(/[\s.]/g, "").toLowerCase());
    const isMark = new RegExp(`^[0-9a-f]{${MARK_LENGTH}}$`).test(mark);
    const isWritten = (!size && !mark) || (/^[1-9]\d{0,14}$/.test(size) && isMark);
    this.showWritten(isWritten);
    if (!isWritten) return null;
    const written = size ? { size: Number(size), mark } : null;
    const { commune } = /** @type {{commune: string}} */ (this.root.dataset);
    return { commune, secret, isOf: (vkey) => paper.isOf(vkey), written, now: () => Math.floor(Date.now() / 1000) };
  }

  /** Says at their fields that the two numbers of the last time do not belong together. @param {boolean} isWritten */
  showWritten(isWritten) {
    const line = find(this.form, "#size-fault");
    const text = isWritten ? "" : line.dataset.wrong ?? "";
    showFault(line, text);
    /** @type {HTMLElement} */ (line.parentElement).classList.toggle("faulty", !isWritten);
    if (!isWritten) /** @type {HTMLDetailsElement} */ (find(this.form, "details")).open = true;
    summarize(this.form, isWritten ? [] : [{ id: this.input("size").id, text }]);
  }

  /** @param {string} name @returns {HTMLInputElement} */
  input(name) {
    return find(this.form, `[data-field="${name}"]`);
  }

  /** Exact bytes below the public interface, never from this browser's own store. @param {string} path */
  async published(path) {
    const fresh = /\/(checkpoint|cosigned|log\.vkey)$/.test(path);
    const answer = await fetch(this.root.dataset.api + path, { credentials: "omit", cache: fresh ? "no-store" : "default" });
    if (!answer.ok) throw new TypeError(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** @param {number} size @param {string} line */
  async post(size, line) {
    const { api, commune } = this.root.dataset;
    const headers = { "Content-Type": "text/plain; charset=utf-8" };
    const body = `size ${size}\n${line}`;
    let answer;
    try {
      answer = await fetch(`${api}/communes/${commune}/log/cosignatures`, { method: "POST", body, headers, credentials: "omit" });
    } catch {
      throw new NotTaken("");
    }
    const value = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new NotTaken(String(value.code ?? answer.status));
    return value.new === true;
  }

  /** The part before is done, this one goes on. @param {Part|"sign"} name */
  begin(name) {
    const at = PARTS.indexOf(name); // what was read in between is looked at anew, from the first
    PARTS.forEach((one, place) => this.mark(one, place < at ? "done" : place === at ? "now" : "later"));
    this.current = name;
  }

  /** @param {string} name @param {"later"|"now"|"done"|"failed"} state */
  mark(name, state) {
    const line = find(this.root, `[data-check="${name}"]`);
    line.className = state;
    for (const icon of findAll(line, "[data-icon]")) icon.hidden = icon.dataset.icon !== state;
    if (name === "beside") slot(line, "progress").hidden = state !== "now";
  }

  /** How many lines of a book are done. @param {number} done @param {number} total */
  async progress(done, total) {
    if (performance.now() - this.drawnAt < STILL_MS && done < total) return;
    const bar = /** @type {HTMLProgressElement} */ (slot(this.root, "bar"));
    [bar.value, bar.max] = [done, total];
    say(slot(this.root, "number"), "say", { done, total });
    await breathe();
    this.drawnAt = performance.now();
  }

  /**
   * What does not hold is not signed, and what was shown is kept; what could not be had, kept or sent can be tried again.
   * @param {unknown} error
   */
  stop(error) {
    const box = slot(this.root, "refused");
    const isCrime = error instanceof Refused;
    this.mark(this.current || "whole", isCrime ? "failed" : "later");
    const sentence = isCrime ? this.refusal(error) : this.trouble(error);
    slot(box, "reason").textContent = sentence;
    for (const name of ["title", "advice", "give"]) slot(box, name).hidden = !isCrime;
    if (isCrime) {
      this.evidence = evidenceOf(error, sentence, new Date());
      slot(box, "evidence").textContent = this.evidence;
      this.root.dataset.refused = error.code;
    }
    this.root.dataset.state = isCrime ? "refused" : "stopped";
    box.hidden = false;
    box.focus();
  }

  /** @param {Refused} error */
  refusal({ code, origin }) {
    const known = find(this.root, "[data-crimes]").dataset;
    const name = code.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const crime = fill(known[name] ?? known.unknown ?? "", { code });
    return fill(known.refused ?? "", { origin, crime });
  }

  /** @param {unknown} error */
  trouble(error) {
    const said = slot(this.root, "refused").dataset;
    if (error instanceof NotListed) return said.unlisted ?? "";
    if (error instanceof NoMemory) return said.memoryless ?? "";
    if (!(error instanceof NotTaken)) {
      console.error(error);
      return said.unread ?? "";
    }
    if (error.code === "unknown-witness") return said.unlisted ?? "";
    return (error.code === "cosignature-dated" ? said.clock : said.untaken) ?? "";
  }

  /** The file with what was shown; a browser that saves no files shows it on the page. @param {HTMLAnchorElement} file */
  give(file) {
    URL.revokeObjectURL(file.href);
    file.href = URL.createObjectURL(new Blob([this.evidence], { type: "application/json" }));
  }

  /** @param {boolean} working */
  busy(working) {
    const button = /** @type {HTMLButtonElement} */ (find(this.form, "button[type=submit]"));
    button.disabled = working;
    say(button, working ? "busy" : "rest");
  }
}

/**
 * One round at a time in this browser, whatever the tab, where the browser can see to that.
 * @param {() => Promise<void>} round
 */
const alone = (round) => (navigator.locks ? navigator.locks.request("dinh.board", round) : round());
