/** Entry point of a counting member's pages: making the key card, and opening the total. */

import { startPage } from "./committee/pages.mjs";

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll("[data-committee]");
for (const root of roots) startPage(root);
