/** The typed code: five groups and the village, faults told group by group; a link or a code pasted whole; the camera. */

import { readFragment, readGroups, spread } from "./card_code.mjs";
import { fill, find, findAll, onSubmit, showFault, slot, summarize } from "../page/dom.mjs";
import { GROUPS, SIZE } from "../ballots/paper_code.mjs";
import { tidy } from "../ballots/checked_code.mjs";

/**
 * @import { Fault } from "./card_code.mjs"
 *
 * @typedef {{village: string, card: string}} Read
 */

/** The panel in which a card's code is typed. */
export class CodePanel {
  /**
   * @param {HTMLElement} root
   * @param {(read: Read) => void} onCard
   * @param {() => void} onCamera the script with the camera is wanted
   */
  constructor(root, onCard, onCamera) {
    this.root = root;
    this.onCard = onCard;
    this.form = /** @type {HTMLFormElement} */ (find(root, "form"));
    this.words = /** @type {Record<string, string>} */ (this.form.dataset);
    this.groups = Array.from({ length: GROUPS }, (_, at) => this._field(`group${at + 1}`));
    onSubmit(this.form, () => this._submit());
    this.groups.forEach((input, index) => input.addEventListener("input", () => this._typed(input, index)));
    const scanner = find(root, "[data-scanner]");
    scanner.hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
    find(scanner, "button").addEventListener("click", onCamera);
    scanner.addEventListener("dinh:scanned", (event) => {
      if (this._link(/** @type {CustomEvent} */ (event).detail)) event.preventDefault();
    });
  }

  /** Shows that the server knows no such card, or no such village. @param {string} problem */
  unknown(problem) {
    const isVillage = problem === "unknown-village";
    this._show([isVillage ? { field: "village", text: this.words.nowhere } : { field: "group1", text: this.words.unknown }]);
  }

  /** Says that the link was broken on its way. */
  broken() {
    slot(this.root, "broken").hidden = false;
  }

  /** Empties the fields. */
  clear() {
    this.form.reset();
    this._show([]);
  }

  /** @param {string} name */
  _field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** Opens the card whose whole address was scanned or pasted; whether it was one. @param {string} text */
  _link(text) {
    const read = readFragment(text.replace(/^[^#%]*(#|%(25)*23)/, ""));
    if (read) this.onCard(read);
    return Boolean(read);
  }

  /**
   * A whole code in one field is spread over all; a full group moves on to the next.
   * @param {HTMLInputElement} input
   * @param {number} index
   */
  _typed(input, index) {
    if (/#|%23/.test(input.value) && this._link(input.value)) return;
    const { length } = tidy(input.value);
    if (length > 2 * SIZE) {
      spread(input.value).forEach((text, place) => (this.groups[place].value = text));
      this.groups[GROUPS - 1].focus();
    } else if (length === SIZE + 1 && this.groups[index + 1]?.value === "") {
      this.groups[index + 1].focus();
    }
  }

  _submit() {
    const village = this._field("village").value.trim();
    const { card, faults } = readGroups(this.groups.map(({ value }) => value));
    const found = faults.flatMap((fault, index) => (fault ? [this._fault(fault, index + 1)] : []));
    if (!village) found.unshift({ field: "village", text: this.words.village });
    this._show(found);
    if (!found.length) this.onCard({ village, card: /** @type {string} */ (card) });
  }

  /** @param {Fault} fault @param {number} group */
  _fault(fault, group) {
    return { field: `group${group}`, text: fill(this.words[fault.kind], { ...fault, group }) };
  }

  /** @param {{field: string, text: string}[]} faults */
  _show(faults) {
    for (const box of findAll(this.form, "[data-group]")) {
      const input = /** @type {HTMLInputElement} */ (find(box, "input"));
      const fault = faults.find(({ field }) => field === input.name);
      showFault(find(box, ".fault"), fault ? fault.text : "");
      box.classList.toggle("faulty", Boolean(fault));
      if (fault) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    summarize(this.root, faults.map(({ field, text }) => ({ id: this._field(field).id, text })));
  }
}
