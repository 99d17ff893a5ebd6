/** Entry point of `/the`: takes the card out of the address before anything else, then opens the booth. */

import "./booth/support.mjs";
import { Booth } from "./booth/page.mjs";

new Booth(/** @type {HTMLElement} */ (document.querySelector("[data-booth]"))).start(window.location);
