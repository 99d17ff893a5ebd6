/** Petitions about a matter: about what, to whom, and what becomes of them. Twin of voting/law/petitions.py without its words. */

import { COMMUNE, COMMUNE_FRONT, INSPECTION } from "./road.mjs";

/** Whom citizens may petition, and who may pass a petition on to another of them. */
export const RECEIVERS = [COMMUNE, COMMUNE_FRONT, INSPECTION];
/** What of the matter a petition is about. */
export const ABOUT = ["procedure", "content"];
/** What was done about it; nothing follows an answer. */
export const HANDLINGS = ["received", "forwarded", "answered"];
