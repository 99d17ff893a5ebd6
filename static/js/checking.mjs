/** Entry point of `/bieu-quyet/.../kiem-tra`: everybody checks a result in their own browser; `verify.mjs` does the work. */

import "./page/able.mjs";
import { ResultCheck } from "./noticeboard/result_check.mjs";
import { whenAble } from "./page/ready.mjs";

whenAble("[data-result]", (root) => new ResultCheck(root));
