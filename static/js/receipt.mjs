/** Entry point of the receipt, on `/phieu` and `/phieu/<number>`, and late in the booth. */

import { able } from "./page/able.mjs";
import { showKept } from "./booth/kept_page.mjs";
import { showAll } from "./booth/receipt_page.mjs";

for (const show of [showAll, showKept]) document.addEventListener("dinh:receipt", show);
if (able) document.dispatchEvent(new CustomEvent("dinh:receipt"));
