/** Entry point of `/kiem-tra-may`: the second device. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { CheckPage } from "./booth/check_page.mjs";

whenAble("[data-check]", (root) => new CheckPage(root));
