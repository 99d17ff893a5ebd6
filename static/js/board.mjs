/** Entry point of a board's console: looking at the books, and signing them. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { Console } from "./board/console.mjs";

whenAble('[data-board="console"]', (root) => new Console(root));
