/** What all rules share: how a village and a vote are found, and what stands beside the book. Twin of voting/record/rules/shared.py. */

import { bytesToHex } from "@noble/hashes/utils.js";
import { WeakKey } from "../../ballots/errors.mjs";
import { requireStrongKeys } from "../../ballots/weak_keys.mjs";
import { toBytes } from "../../ledger/encoding.mjs";
import { leafHash } from "../../ledger/merkle.mjs";
import { subjectOf } from "../entries.mjs";
import { RecordError, require } from "../errors.mjs";
import { requireNamed } from "../payloads.mjs";

/**
 * @import { Element } from "../../ballots/group.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Commune, Phase, Place, Village, Vote } from "../facts.mjs"
 * @import { Context } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

/** What `log-started` fixed; nothing comes before it. @param {CommuneState} book @param {Entry} entry @returns {Commune} */
export function started({ commune }, { type }) {
  require(commune, "log-not-started", `${type} before log-started`);
  return commune;
}

/**
 * The village an entry is about as it stands, or as it begins; `malformed-entry` if none is named, `village-over` of one
 * that became part of another.
 * @param {CommuneState} book @param {Entry} entry
 * @returns {Village}
 */
export function villageOf(book, entry) {
  started(book, entry);
  require(entry.village, "malformed-entry", `${entry.type} names no village`);
  const village = book.village(entry.village);
  require(!village.successors.length, "village-over", `${entry.type}: the village became part of ${village.successors}`);
  return village;
}

/**
 * The vote an entry is about, which must be of the entry's village and in one of these phases.
 * @param {CommuneState} book @param {Entry} entry @param {Phase[]} phases
 * @returns {Vote}
 */
export function voteIn(book, entry, ...phases) {
  started(book, entry);
  const vote = book.votes.get(subjectOf(entry));
  require(vote && vote.village === entry.village, "unknown-vote", `${entry.type}: no vote ${subjectOf(entry)} in ${entry.village}`);
  require(phases.includes(vote.phase), "out-of-order", `${entry.type}: the vote is ${vote.phase}, not ${phases.join(" or ")}`);
  return vote;
}

/** Where the entry that is judged will stand. @param {CommuneState} book @param {Entry} entry @returns {Place} */
export function placeOf({ size }, entry) {
  return { index: size, leaf: bytesToHex(leafHash(toBytes(JSON.stringify(entry)))) };
}

/** The payload of this SHA-256, undefined if it is not examined; `wrong-setup` if it is not the one named. @param {Context} context @param {string} name */
export function payload(context, name) {
  const raw = context.payload(name);
  return raw && requireNamed(name, raw);
}

/** Keys whose secrets nobody can guess and that do not cancel each other; else `weak-key`. @param {Element[]} keys */
export function requireStrong(keys) {
  try {
    requireStrongKeys(keys);
  } catch (error) {
    throw error instanceof WeakKey ? new RecordError("weak-key", error.message) : error;
  }
}
