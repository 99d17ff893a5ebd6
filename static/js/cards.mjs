/** Entry point of the card authority's page. */

import { Workshop } from "./organizer/workshop.mjs";

for (const root of document.querySelectorAll("[data-cards]")) new Workshop(root);
