/** Entry point of `/kiem-tra-may`: the second device. */

import { CheckPage } from "./booth/check_page.mjs";

new CheckPage(/** @type {HTMLElement} */ (document.querySelector("[data-check]")));
