/** Entry point of `/bieu-quyet/.../kiem-tra`: offers the check of a result, whose own script comes when it is asked for. */

import { offer } from "./noticeboard/late_check.mjs";
import { whenAble } from "./page/ready.mjs";

whenAble("[data-result]", offer);
