/** Days on the villages' calendar (UTC+7). Twin of voting/law/deadlines.py, as far as a rule of the record asks. */

const HERE_MS = 7 * 3600 * 1000;
const LAST = Date.UTC(9999, 11, 31);

/** No day lies beyond the calendar: one that would is its last. @param {number} at */
export const within = (at) => new Date(Math.min(at, LAST)).toISOString().slice(0, 10);

/** The day on which a UTC minute falls in the villages, `2026-11-22`. @param {string} minute */
export const dayOf = (minute) => within(Date.parse(minute) + HERE_MS);

/** The villages' time of day at a UTC minute, `20:05`. @param {string} minute */
export const clockOf = (minute) => new Date(Date.parse(minute) + HERE_MS).toISOString().slice(11, 16);

/** The day on which so many weekdays have passed since this one. @param {string} day @param {number} number */
export function weekdaysAfter(day, number) {
  const at = new Date(`${day}T00:00Z`);
  for (let left = number; left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1);
    if (at.getUTCDay() % 6) left -= 1;
  }
  return at.toISOString().slice(0, 10);
}

/**
 * The same day so many months later, or the last of a month that is too short (Civil Code, Art. 146, 148).
 * @param {string} day @param {number} number
 */
export function monthsAfter(day, number) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + number, 0));
  const least = Math.min(date, last.getUTCDate());
  return within(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), least));
}
