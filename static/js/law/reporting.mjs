/** To whom a report of a half-year or a year is sent (Law 10/2022, Art. 14(3)). Twin of voting/law/reporting.py. */

/** Whom a village's report may be sent to; the first is whom it is made for. */
export const OF_VILLAGE = ["commune", "commune-front"];
/** Likewise the commune's. */
export const OF_COMMUNE = ["council", "commune-front", "province"];
