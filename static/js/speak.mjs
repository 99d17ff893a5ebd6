/** Entry point of `/y-kien`: takes the card out of the address before anything else, then asks what the household says. */

import { able } from "./page/able.mjs";
import { StatementPage } from "./booth/statement_page.mjs";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-statement]"));
if (able) new StatementPage(root).start(window.location);
