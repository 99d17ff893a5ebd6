/** Entry point of the card authority's page. */

import "./organizer/workshop.mjs";
