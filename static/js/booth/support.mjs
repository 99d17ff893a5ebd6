/**
 * Whether this browser can seal a ballot. Runs before anything else of the bundle: code that needs BigInt throws when
 * it is loaded without it, and this page must then already say why.
 */

const able =
  typeof BigInt === "function" &&
  typeof TextEncoder === "function" &&
  typeof AbortController === "function" &&
  typeof CustomEvent === "function" &&
  typeof Array.prototype.flatMap === "function" &&
  Boolean(window.crypto && crypto.getRandomValues);

if (!able) {
  for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-panel]"))) {
    panel.hidden = panel.getAttribute("data-problem") !== "unsupported";
  }
}
document.documentElement.className += able ? " able" : " unable";
