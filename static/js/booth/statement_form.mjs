/** The form of `/y-kien`: one of the answers, and words where it asks for some; faults are told at their fields. */

import { find, findAll, onSubmit, showFault, slot, summarize } from "../page/dom.mjs";
import { InvalidText, requireValid } from "../texts/validity.mjs";

/** Most characters of the words, as the server counts them. */
const MOST_WORDS = 1000;

/** What was typed, made plain where nothing is lost. @param {string} typed */
export function plainWords(typed) {
  const lines = typed.normalize("NFC").split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.map((line) => line.replace(/[\t\u00a0 ]+/g, " ").trim()).join("\n").trim();
}

/**
 * What is wrong with the words, by the name of its sentence; empty for nothing.
 * @param {string} words
 */
export function faultOf(words) {
  if (!words) return "missing";
  if (Array.from(words).length > MOST_WORDS) return "long";
  try {
    requireValid(words, { lineBreaks: true });
    return "";
  } catch (error) {
    if (error instanceof InvalidText) return "strange";
    throw error;
  }
}

/** The panel in which a household says something. */
export class StatementForm {
  /** @param {HTMLElement} root @param {(value: string, words: string) => void} onSay */
  constructor(root, onSay) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (find(root, "form"));
    this.words = /** @type {HTMLTextAreaElement|null} */ (find(root, "textarea"));
    this.onSay = onSay;
    /** @type {string[]} */
    this.worded = [];
    this.form.addEventListener("change", () => this._chosen());
    onSubmit(this.form, () => this._submit());
  }

  /** Begins anew for a subject. @param {string[]} worded the values that come with words */
  show(worded) {
    this.worded = worded;
    this.form.reset();
    this._chosen();
    this._faults({});
  }

  /** While it is being sent nothing can be pressed. @param {boolean} busy */
  wait(busy) {
    /** @type {HTMLButtonElement} */ (find(this.form, "[type=submit]")).disabled = busy;
  }

  get _value() {
    const chosen = /** @type {HTMLInputElement|null} */ (this.form.querySelector("[name=value]:checked"));
    return chosen ? chosen.value : "";
  }

  _chosen() {
    if (this.words) slot(this.root, "words").hidden = !this.worded.includes(this._value);
  }

  _submit() {
    const value = this._value;
    const asksWords = this.words !== null && this.worded.includes(value);
    const words = asksWords ? plainWords(this.words?.value ?? "") : "";
    const fault = asksWords ? faultOf(words) : "";
    this._faults({ value: value ? "" : "missing", words: fault });
    if (value && !fault) this.onSay(value, words);
  }

  /** @param {Record<string, string>} faults name of the field -> name of its sentence */
  _faults(faults) {
    const told = [];
    for (const line of findAll(this.form, ".fault")) {
      const [field, fault] = [/** @type {string} */ (line.dataset.of), faults[line.dataset.of ?? ""] ?? ""];
      const text = fault ? (line.dataset[fault] ?? "") : "";
      showFault(line, text);
      if (fault) told.push({ id: find(this.form, `[name="${field}"]`).id, text });
    }
    summarize(this.root, told);
  }
}
