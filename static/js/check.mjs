/** Entry point of `/kiem-tra-may`: the second device. */

import "./booth/check_page.mjs";
