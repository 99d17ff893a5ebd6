/** Entry point of `/phieu`. */

import "./booth/find_page.mjs";
