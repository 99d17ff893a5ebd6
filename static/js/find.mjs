/** Entry point of `/phieu`. */

import { lookForNumbers } from "./booth/find_page.mjs";

lookForNumbers(/** @type {HTMLElement} */ (document.querySelector("[data-scanner]")));
