/** What the rules about a matter share: how it is found, and how it comes one step further. Twin of voting/record/rules/road.py. */

import { mayFollow, missing, STEPS } from "../../law/road.mjs";
import { RecordError, require } from "../errors.mjs";
import { under } from "../facts.mjs";
import { villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Matter } from "../facts.mjs"
 * @import { Change } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

/** How something reaches the commune: an account acknowledges it, or it is handed over on paper. */
export const WAYS = ["account", "paper"];

/** The matter an entry is about, under the present roll of its village; else `unknown-matter`. @param {CommuneState} book @param {Entry} entry */
export function matterIn(book, entry) {
  const village = villageOf(book, entry);
  const matter = book.matters.get(entry.matter);
  const isTheirs = matter && matter.village === entry.village;
  require(isTheirs, "unknown-matter", `${entry.type}: no matter ${entry.matter} in village ${entry.village}`);
  return under(matter, village);
}

/**
 * The matter with one mark more, if the road leads there and it is this office's act.
 * @param {Matter} matter @param {Entry} entry @param {string} mark
 * @returns {Matter}
 */
export function marked(matter, { by }, mark) {
  if (!mayFollow(matter.marks, mark)) {
    const lacking = missing(matter.marks, mark).join(", ");
    throw lacking ? new RecordError("step-missing", `${mark} needs ${lacking}`) : new RecordError("out-of-order", `${mark}: done, barred or ended`);
  }
  require(STEPS[mark].offices.includes(by), "wrong-step", `${mark} is not the act of ${by}`);
  return { ...matter, marks: [...matter.marks, mark] };
}

/** The matter as it stands after the entry. @param {Entry} entry @param {Matter} matter @returns {Change} */
export const changed = (entry, matter) => ({ matters: { [entry.matter]: matter } });

/** The mark of whoever it went to; `wrong-step` for anybody else. @param {Record<string, string>} marks @param {string} to */
export function addressed(marks, to) {
  oneOf(to, Object.keys(marks), "to");
  return marks[to];
}

/** A value the books know; else `wrong-step`. @param {string} value @param {string[]} known @param {string} what */
export const oneOf = (value, known, what) => require(known.includes(value), "wrong-step", `${what}: ${value} is none of ${known}`);

/** Yes or no, as the books write it; else `wrong-step`. @param {number} value @param {string} what */
export const flag = (value, what) => require(value === 0 || value === 1, "wrong-step", `${what} is 0 or 1`);
