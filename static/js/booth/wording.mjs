/** Dates in the page's own words. */

import { fill } from "../page/dom.mjs";
import { clock, remaining } from "./times.mjs";

/** Writes dates with the sentences of a `data-words` element. */
export class Wording {
  /** @param {Record<string, string>} words */
  constructor(words) {
    this.words = words;
  }

  /**
   * `20:00, thứ Bảy 28/11/2026`
   * @param {string} instant
   */
  moment(instant) {
    return fill(this.words.moment, this._clock(instant));
  }

  /**
   * `còn 2 ngày 4 giờ (đến 20:00, thứ Bảy 28/11/2026)`
   * @param {string} instant
   * @param {string} now
   */
  until(instant, now) {
    const left = remaining(instant, now);
    const variant = "left" + left.unit[0].toUpperCase() + left.unit.slice(1);
    return fill(this.words.until, { left: fill(this.words[variant], left), ...this._clock(instant) });
  }

  /**
   * `mở lúc 07:00, thứ Hai 23/11/2026`
   * @param {string} instant
   */
  from(instant) {
    return fill(this.words.from, this._clock(instant));
  }

  /** @param {string} instant */
  _clock(instant) {
    const { time, weekday, date } = clock(instant);
    return { time, date, weekday: this.words.weekdays.split("|")[weekday] };
  }
}
