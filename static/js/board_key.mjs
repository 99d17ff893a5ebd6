/** Entry point of the page on which a board makes its key paper. */

import { able } from "./page/able.mjs";
import { BoardKey } from "./board/key.mjs";

const root = document.querySelector('[data-board="key"]');
if (able && root) new BoardKey(/** @type {HTMLElement} */ (root));
