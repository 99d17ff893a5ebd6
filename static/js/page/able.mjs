/**
 * Whether this browser can seal a ballot. Runs before anything else of the bundle: code that needs BigInt throws when
 * it is loaded without it, and this page must then already say why.
 */

export const able =
  typeof BigInt === "function" &&
  typeof TextEncoder === "function" &&
  typeof AbortController === "function" &&
  typeof fetch === "function" &&
  typeof CustomEvent === "function" &&
  typeof Array.prototype.flatMap === "function" &&
  Boolean(window.crypto && crypto.getRandomValues);

if (!able) {
  for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-panel]"))) {
    panel.hidden = panel.getAttribute("data-problem") !== "unsupported";
  }
}
// Younger than some browsers that can do all else; the libraries ask for it.
if (!Object.hasOwn) {
  Object.defineProperty(Object, "hasOwn", {
    value: (/** @type {object} */ one, /** @type {PropertyKey} */ name) => Object.prototype.hasOwnProperty.call(one, name),
  });
}
document.documentElement.className += able ? " able" : " unable";
