/** Entry point of the receipt, on `/phieu/<number>` and late in the booth. */

import "./booth/receipt_page.mjs";
