/** Entry point of `/kiem-tra-may`: the second device. */

import { able } from "./page/able.mjs";
import { CheckPage } from "./booth/check_page.mjs";

if (able) new CheckPage(/** @type {HTMLElement} */ (document.querySelector("[data-check]")));
