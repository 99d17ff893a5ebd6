/** Entry point of a counting member's pages: making the key card, and opening the total. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { startPage } from "./committee/pages.mjs";

whenAble("[data-committee]", startPage);
