/** Entry point of `/bieu-quyet/.../kiem-tra`: everybody checks a result in their own browser. */

import { able } from "./page/able.mjs";
import { ResultCheck } from "./noticeboard/result_check.mjs";

/** @type {HTMLElement|null} */
const root = document.querySelector("[data-result]");
if (able && root) new ResultCheck(root);
