/**
 * What a board decides before it signs, beside that its book only grows (record/book_files.mjs): no entry lies about its
 * time, which sizes it signs, and when it says it saw them. Twin of voting/verifier/growth.py; both are held to the same
 * vectors (tests/vectors/watching.json).
 */

import { require } from "../record/errors.mjs";

/**
 * @typedef {{size: number, at: number}} Before the size this board knows the book to have had, and when (POSIX seconds)
 */

/** How far two honest clocks may be apart. */
export const CLOCKS_DIFFER_S = 120;

/**
 * No entry is of the future, nor one that is new dated before this board saw the book without it; else
 * `dated-in-the-future`, `dated-before-cosignature`.
 * @param {Before|null} before
 * @param {string[]} minutes of all entries, in order
 * @param {number} now POSIX seconds
 */
export function requireDated(before, minutes, now) {
  /** @param {string} minute */
  const seconds = (minute) => Date.parse(minute) / 1000;
  const first = before ? minutes[before.size] : undefined;
  const isLater = !before || !first || seconds(first) >= before.at - CLOCKS_DIFFER_S;
  require(isLater, "dated-before-cosignature", `an entry is dated ${first}, before this board saw the book without it`);
  const last = minutes[minutes.length - 1];
  const isPast = !last || seconds(last) <= now + CLOCKS_DIFFER_S;
  require(isPast, "dated-in-the-future", `entry ${minutes.length - 1} is dated ${last}`);
}

/**
 * The time of a line: that of looking; of a head that the book has grown beyond, at the latest the minute of the entry that
 * follows. What came after a head that was co-signed at T is not dated before T.
 * @param {string|undefined} following
 * @param {number} now POSIX seconds
 */
export const timeToSign = (following, now) => (following ? Math.min(now, Date.parse(following) / 1000) : now);

/**
 * The sizes that a board signs, rising: where others have signed last, as far as it has not signed beyond, so that boards
 * that come at different times still sign one size together; and the newest.
 * @param {number} known size this board has signed last, or 0
 * @param {number} size of the book now
 * @param {number[]} others sizes at which others have signed last
 */
export function sizesToSign(known, size, others) {
  const wanted = others.filter((one) => known <= one && 0 < one && one < size);
  return Array.from(new Set([...wanted, size])).sort((one, other) => one - other);
}
