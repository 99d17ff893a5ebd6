/** Entry point of the receipt, on `/phieu/<number>` and late in the booth. */

import { able } from "./page/able.mjs";
import { showAll } from "./booth/receipt_page.mjs";

document.addEventListener("dinh:receipt", showAll);
if (able) showAll();
