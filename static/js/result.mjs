/** Late on `/bieu-quyet/.../kiem-tra`, when the check is asked for: everybody checks a result in their own browser. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { ResultCheck } from "./noticeboard/result_check.mjs";

whenAble("[data-result]", (root) => new ResultCheck(root));
