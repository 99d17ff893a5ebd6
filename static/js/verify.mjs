/** The worker of `/bieu-quyet/.../kiem-tra`: makes every check of a result beside the page. */

import "./page/younger.mjs";
import { serve } from "./noticeboard/check_worker.mjs";

serve();
