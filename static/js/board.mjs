/** Entry point of a board's console: looking at the books, and signing them. */

import { able } from "./page/able.mjs";
import { Console } from "./board/console.mjs";

const root = document.querySelector('[data-board="console"]');
if (able && root) new Console(/** @type {HTMLElement} */ (root));
