/**
 * When nobody has touched a shared device for a while: first a countdown is shown, then it is over. Pure: told the time
 * and what is on the screen, it says what to do.
 */

/** Untouched for so long, the countdown begins; so long, and it is over. */
export const QUIET_S = 40;
export const OVER_S = 60;

/** How long a device has been untouched. */
export class Idle {
  /** @param {number} now in milliseconds */
  constructor(now) {
    this.touchedAt = now;
  }

  /** Somebody is here. @param {number} now */
  touch(now) {
    this.touchedAt = now;
  }

  /**
   * Seconds until it is over: null before the countdown begins, 0 when it is over.
   * @param {number} now
   */
  left(now) {
    const quiet = (now - this.touchedAt) / 1000;
    return quiet < QUIET_S ? null : Math.max(0, Math.ceil(OVER_S - quiet));
  }
}
