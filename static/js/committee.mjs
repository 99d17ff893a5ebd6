/** Entry point of a counting member's pages: making the key card, and opening the total. */

import { able } from "./page/able.mjs";
import { startPage } from "./committee/pages.mjs";

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll("[data-committee]");
if (able) for (const root of roots) startPage(root);
