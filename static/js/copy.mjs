/** Entry point of the texts to be told: a button that copies the words beside it. Without a script they are selected. */

import { find, findAll } from "./page/dom.mjs";

if (navigator.clipboard) {
  for (const message of findAll(document, "[data-message]")) {
    const button = find(message, "[data-act=copy]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(find(message, "[data-text]").textContent || "");
      button.textContent = button.dataset.done || "";
    });
  }
}
