/** Entry point of `/phieu`. */

import { lookForNumbers } from "./booth/find_page.mjs";

lookForNumbers(document.querySelector("[data-scanner]"));
