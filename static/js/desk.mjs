/** Entry point of `/ban-ho-tro`: the booth of a shared device. */

import { able } from "./page/able.mjs";
import { DeskBooth } from "./booth/desk_page.mjs";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-booth]"));
if (able) new DeskBooth(root).start(window.location);
