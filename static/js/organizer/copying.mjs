/** Buttons that copy the words beside them; where a browser cannot, the words are there to be selected. */

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
