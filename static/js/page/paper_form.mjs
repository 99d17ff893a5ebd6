/** Faults of a typed paper: a summary with the focus, the same words at the field, and what was typed stays there. */

import { fill, find, showFault, summarize } from "../page/dom.mjs";

/** @import { PaperFault } from "../record/paper.mjs" */

/**
 * Shows what is wrong with the two lines; none takes it all away.
 * @param {HTMLElement} form
 * @param {PaperFault[]} faults
 */
export function showFaults(form, faults) {
  const told = ["seed", "code"].flatMap((name) => {
    const input = /** @type {HTMLInputElement} */ (find(form, `[data-field="${name}"]`));
    const box = /** @type {HTMLElement} */ (input.parentElement);
    const line = find(box, ".fault");
    const fault = faults.find(({ field }) => field === name);
    const text = fault ? fill(line.dataset[fault.kind] ?? "", fault) : "";
    showFault(line, text);
    box.classList.toggle("faulty", Boolean(fault));
    input.setAttribute("aria-invalid", String(Boolean(fault)));
    return fault ? [{ id: input.id, text }] : [];
  });
  summarize(form, told);
}
