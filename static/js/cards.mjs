/** Entry point of the card authority's page. */

import { able } from "./page/able.mjs";
import { Workshop } from "./organizer/workshop.mjs";

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll("[data-cards]");
if (able) for (const root of roots) new Workshop(root);
