/** Entry point of a counting member's pages: making the key card, and opening the total. */

import { Counting } from "./committee/count.mjs";
import { KeyMaking } from "./committee/key.mjs";

const PAGES = { key: KeyMaking, count: Counting };

for (const root of document.querySelectorAll("[data-committee]")) new PAGES[root.dataset.committee](root);
