/** Entry point of `/quan-ly/viec/.../bao-tin`: words for loudspeaker and Zalo, each with a button that copies it. */

import { offerCopies } from "./organizer/copying.mjs";

offerCopies();
