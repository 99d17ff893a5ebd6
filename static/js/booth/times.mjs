/** Dates for people in Việt Nam (UTC+7, no summer time), as numbers for the page's own sentences. */

const MINUTE_MS = 60_000;
const ZONE_MS = 7 * 60 * MINUTE_MS;

/**
 * Wall-clock parts of an instant.
 * @param {string|number} instant ISO 8601 text or milliseconds since 1970
 * @returns {{time: string, weekday: number, date: string}} `20:00`, 0 (Sunday) to 6, `28/11/2026`
 */
export function clock(instant) {
  const local = new Date(new Date(instant).getTime() + ZONE_MS);
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return {
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    weekday: local.getUTCDay(),
    date: `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`,
  };
}

/**
 * Time left, whole units rounded down, at least one minute while any is left.
 * @param {string|number} until
 * @param {string|number} now
 * @returns {{unit: "days"|"hours"|"minutes"|"none", days: number, hours: number, minutes: number}}
 */
export function remaining(until, now) {
  const left = Math.ceil((new Date(until).getTime() - new Date(now).getTime()) / MINUTE_MS);
  const total = Math.max(0, left);
  const parts = { days: Math.floor(total / 1440), hours: Math.floor((total % 1440) / 60), minutes: total % 60 };
  const unit = parts.days ? "days" : parts.hours ? "hours" : parts.minutes ? "minutes" : "none";
  return { unit, ...parts };
}
