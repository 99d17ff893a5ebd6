/**
 * The button “Kiểm tra kết quả này” before its script (`result.mjs`) is there: with every rule of the books in it, that is
 * most of what the page would weigh, so it comes with the first press.
 */

import { copy, onAct, say, slot } from "../page/dom.mjs";

/** Offers the check; a script that does not arrive can be asked for again. @param {HTMLElement} root */
export function offer(root) {
  const button = /** @type {HTMLButtonElement} */ (slot(root, "button"));
  const box = slot(root, "refused");
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = button.disabled = true;
    say(button, "busy");
    box.hidden = true;
    const script = copy(document, "[data-late]");
    script.addEventListener("error", () => {
      asked = button.disabled = false;
      say(button, "again");
      slot(box, "reason").textContent = box.dataset.unread ?? "";
      box.hidden = false;
    });
    document.head.append(script);
  };
  button.hidden = false;
  onAct(root, (name) => name === "check" && ask());
  if (location.hash === `#${root.id}`) ask();
}
