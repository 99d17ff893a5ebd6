/** Buttons that copy or share the words beside them, or print; where a browser cannot, the words are there to be selected. */

import { find, findAll } from "../page/dom.mjs";

/** Shows each message's button and lets it copy. */
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const message of findAll(document, "[data-message]")) {
    const button = find(message, "[data-act=copy]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(find(message, "[data-text]").textContent || "");
      button.textContent = button.dataset.done || "";
    });
  }
}

/** Shows each message's button for the device's own way of sharing, where it has one. */
export function offerShares() {
  if (!navigator.share) return;
  for (const message of findAll(document, "[data-message]")) {
    const button = message.querySelector("[data-act=share]");
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = find(message, "[data-text]").textContent || "";
      navigator.share({ text }).catch(() => {}); // somebody thought better of it
    });
  }
}

/** Shows each button that prints the page, and lets it. */
export function offerPrinting() {
  for (const button of findAll(document, "[data-act=print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
