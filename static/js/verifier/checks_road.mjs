/** The road that led to the vote, as the commune's book tells it: each step, and what is still open. Twin of voting/verifier/checks_road.py. */

import { held, need, Needs } from "./findings.mjs";

/**
 * @import { Entry } from "../record/entries.mjs"
 * @import { Case } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 *
 * @typedef {{index: number, type: string, showing: string, office: string, at: string}} Step
 */

/** What follows a vote that has its result: the mark that names it, its entry, and to whom it goes. @type {[string, string, string][]} */
export const AFTER = [
  ["minuted", "matter-minuted", ""],
  ["passed", "matter-resolved", ""],
  ["published", "matter-published", ""],
  ["sent-commune", "matter-sent", "commune"],
  ["sent-commune-front", "matter-sent", "commune-front"],
];

/** 9. Every step before the vote stands in the book: the replay has judged each; which come after is told beside. @param {Case} one @returns {Finding} */
export function road(one) {
  const [state, vote] = [need(one.commune, "replay"), one.vote];
  if (vote?.practice) return held("road.practice");
  if (vote?.opinion) return held("road.opinion");
  const matter = state.matterVotes.get(one.evidence.vote);
  if (!vote || !matter) throw new Needs("replay");
  const steps = stepsOf(one);
  const before = steps.filter(({ index }) => index < vote.opening.index);
  const later = steps.slice(before.length);
  // a matter that is turned to a meeting or slips begins anew there: what is sent then is no longer what the vote decided
  const turned = later.findIndex(({ entry }) => entry.type === "matter-turned");
  const after = turned < 0 ? later : later.slice(0, turned + 1);
  const values = { matter, steps: before.length, walked: before.map(told) };
  if (vote.phase === "cancelled") return held("road.cancelled", values);
  if (vote.phase !== "decided") return held("road.under-way", values);
  const missing = AFTER.filter(([, type, to]) => !after.some(({ entry }) => entry.type === type && (!to || entry.to === to)));
  if (!missing.length) return held("road.whole", { ...values, after: later.map(told) });
  const undone = missing.map(([mark]) => mark);
  if (!after.length) return held("road.nothing-after", { ...values, missing: undone });
  return held("road.unfinished", { ...values, after: later.map(told), missing: undone });
}

/** The steps of the matter that the examined vote decides, which the rules have accepted, in order. @param {Case} one */
export function stepsOf({ commune, evidence }) {
  const matter = commune?.matterVotes.get(evidence.vote);
  return (commune?.entries ?? []).map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => matter && entry.matter === matter && entry.type.startsWith("matter-"));
}

/** @param {{entry: Entry, index: number}} step @returns {Step} */
const told = ({ entry, index }) =>
  ({ index, type: entry.type, showing: entry.showing ?? "", office: entry.to ?? entry.by, at: entry.at });
