/** Entry point of `/the`: takes the card out of the address before anything else, then opens the booth. */

import { able } from "./page/able.mjs";
import { Booth } from "./booth/page.mjs";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-booth]"));
if (able) new Booth(root).start(window.location);
