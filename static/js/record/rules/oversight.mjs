/**
 * Rules about petitions: each comes once, may be passed on, is answered by the office that has it. Twin of
 * voting/record/rules/oversight.py.
 */

import { ABOUT, HANDLINGS, RECEIVERS } from "../../law/petitions.mjs";
import { require } from "../errors.mjs";
import { changed, oneOf } from "./road.mjs";
import { started, villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Matter, Petition } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 */

const CODE = "wrong-step";

/**
 * Whatever stage its matter has come to; what came before a village became part of another may still be answered.
 * @type {Rule}
 */
function petitionMoved(book, entry) {
  started(book, entry);
  if (entry.state === "received") villageOf(book, entry);
  const matter = book.matters.get(entry.matter);
  const isTheirs = matter && matter.village === entry.village;
  require(isTheirs, "unknown-matter", `petition: no matter ${entry.matter} in village ${entry.village}`);
  oneOf(entry.state, HANDLINGS, "state");
  oneOf(entry.to, RECEIVERS, "to");
  const petitions = entry.state === "received" ? came(matter, entry) : moved(matter, entry);
  return changed(entry, { ...matter, petitions });
}

/** @param {Matter} matter @param {Entry} entry @returns {Petition[]} */
function came({ petitions }, { about, number, to }) {
  oneOf(about, ABOUT, "about");
  require(number === petitions.length + 1, CODE, `petition ${number}, the matter has ${petitions.length}`);
  return [...petitions, { about, to, answered: false }];
}

/** @param {Matter} matter @param {Entry} entry @returns {Petition[]} */
function moved({ petitions }, { about, number, state, to }) {
  const known = petitions[number - 1];
  require(known && !known.answered, CODE, `petition ${number} has not come, or is answered`);
  const fits = about === known.about && (to === known.to) !== (state === "forwarded");
  require(fits, CODE, `petition ${number} is about ${known.about} and lies with ${known.to}`);
  return petitions.map((one, place) => (place === number - 1 ? { about, to, answered: state === "answered" } : one));
}

/** @type {Rules} */
export const RULES = { petition: petitionMoved };
