/** Entry point of the card authority's page. */

import { Workshop } from "./organizer/workshop.mjs";

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll("[data-cards]");
for (const root of roots) new Workshop(root);
