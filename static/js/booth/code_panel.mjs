/** The typed code: four groups and the village, faults told group by group. */

import { readGroups, spread, tidy } from "./card_code.mjs";
import { fill, find, findAll, onSubmit, summarize } from "../page/dom.mjs";

/** @import { Fault } from "./card_code.mjs" */

const VILLAGE = /^[a-z0-9-]{1,24}$/;

/** The panel in which a card's code is typed. */
export class CodePanel {
  /** @param {HTMLElement} root @param {(read: {village: string, card: string}) => void} onCard */
  constructor(root, onCard) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (find(root, "form"));
    this.words = /** @type {Record<string, string>} */ (this.form.dataset);
    this.groups = [1, 2, 3, 4].map((number) => this._field(`group${number}`));
    onSubmit(this.form, () => this._submit(onCard));
    this.groups.forEach((input, index) => input.addEventListener("input", () => this._typed(input, index)));
  }

  /** Shows the panel's faults again after the server did not know the card. */
  unknown() {
    this._show([{ field: "group1", text: this.words.unknown }]);
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

  /**
   * A whole code in one field is spread over all; a full group moves on to the next.
   * @param {HTMLInputElement} input
   * @param {number} index
   */
  _typed(input, index) {
    if (tidy(input.value).length > 11) {
      spread(input.value).forEach((text, place) => (this.groups[place].value = text));
      this.groups[3].focus();
    } else if (tidy(input.value).length === Number(input.size) - 1 && this.groups[index + 1]?.value === "") {
      this.groups[index + 1].focus();
    }
  }

  /** @param {(read: {village: string, card: string}) => void} onCard */
  _submit(onCard) {
    const village = this._field("village").value.trim().toLowerCase();
    const { card, faults } = readGroups(this.groups.map(({ value }) => value));
    const found = faults.flatMap((fault, index) => (fault ? [this._fault(fault, index + 1)] : []));
    if (!VILLAGE.test(village)) found.unshift({ field: "village", text: this.words.village });
    this._show(found);
    if (!found.length) onCard({ village, card: /** @type {string} */ (card) });
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
      const line = find(box, ".fault");
      line.hidden = !fault;
      line.textContent = fault ? fault.text : "";
      box.classList.toggle("faulty", Boolean(fault));
      if (fault) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    summarize(this.root, faults.map(({ field, text }) => ({ id: this._field(field).id, text })));
  }
}
