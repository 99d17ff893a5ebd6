/** Entry point of pages with words to be copied or shared, or a list to be printed. */

import { offerCopies, offerPrinting, offerShares } from "./organizer/copying.mjs";

offerCopies();
offerShares();
offerPrinting();
