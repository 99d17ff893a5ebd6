/** Entry point of the page on which a board makes its key paper. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { BoardKey } from "./board/key.mjs";

whenAble('[data-board="key"]', (root) => new BoardKey(root));
