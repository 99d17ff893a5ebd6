/** Entry point of the card authority's page. */

import "./page/able.mjs";
import { whenAble } from "./page/ready.mjs";
import { Workshop } from "./organizer/workshop.mjs";

whenAble("[data-cards]", (root) => new Workshop(root));
