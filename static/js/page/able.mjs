/**
 * Whether this browser can do what our pages ask of it. Imported first by every entry that needs BigInt: code that
 * needs it throws when it is loaded without it, and the page must then already say why (`data-old`, written by the
 * server), and offer nothing that would not work (`data-modern`).
 */

import "./younger.mjs";

export const able =
  typeof BigInt === "function" &&
  typeof TextEncoder === "function" &&
  typeof AbortController === "function" &&
  typeof fetch === "function" &&
  typeof CustomEvent === "function" &&
  typeof Array.prototype.flatMap === "function" &&
  Boolean(window.crypto && crypto.getRandomValues);

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-old],[data-modern]"))) {
  if (!able) box.hidden = box.hasAttribute("data-modern");
}
document.documentElement.classList.add(able ? "able" : "unable"); // a page may load two entries
