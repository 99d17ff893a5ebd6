/**
 * Which witness policy is in force: a later one needs the old one's quorum on the checkpoint that carries it. Twin of
 * voting/record/policies.py.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { isSatisfied, parsePolicy } from "../ledger/policy.mjs";
import { require } from "./errors.mjs";

/**
 * @import { VerifierKey } from "../ledger/note.mjs"
 * @import { Policy, Verdict } from "../ledger/policy.mjs"
 * @import { PolicyChange } from "./facts.mjs"
 *
 * @typedef {object} Heads what is asked of a commune's book to judge a checkpoint of it
 * @property {VerifierKey} log
 * @property {(size: number) => string|undefined} rootAt hex; undefined where the book was never so large
 * @property {(size: number) => string} lastAt minute of the last entry below a size, or ""
 * @property {number} now POSIX seconds; Infinity if it is not known
 *
 * @typedef {{text: string, index: number, after: number, note: Uint8Array|null, policy: Policy}} Era a policy that is, or was,
 *   in force: checkpoints of more than `after` entries are judged by it, until the next one's
 * @typedef {{eras: Era[], waiting: PolicyChange[]}} Standing those that came into force, in order; and those that wait
 */

/** How far two honest clocks may be apart, seconds. */
export const CLOCKS_DIFFER_S = 120;
/** A cosignature older than the checkpoint's last entry by more than this does not count. */
export const COSIGNED_BEFORE_S = 86_400;
const CODE = "policy-not-cosigned";

/** Its policy is read when it is asked for. @param {string} text @param {number} index @param {number} after @param {Uint8Array|null} note @returns {Era} */
const era = (text, index = 0, after = 0, note = null) => ({
  text, index, after, note,
  get policy() {
    return parsePolicy(text);
  },
});

/** The only policy there is. @param {string} text @returns {Standing} */
export const only = (text) => ({ eras: [era(text)], waiting: [] });
/** Whether it asks any witness at all. @param {Era} one */
export const asks = ({ policy }) => policy.quorum !== "none";
/** The policy in force. @param {Standing} standing @returns {Era} */
export const inForce = ({ eras }) => eras[eras.length - 1];
/** The policy by which a checkpoint of this size is judged. @param {Standing} standing @param {number} size @returns {Era} */
export const eraAt = ({ eras }, size) => eras.filter((one, at) => at === 0 || size > one.after).slice(-1)[0];

/**
 * What a policy says of a checkpoint, only with cosignatures that are well dated; throws as `Policy.judge`.
 * @param {Policy} policy @param {Uint8Array|string} note @param {Heads} heads
 * @returns {Verdict}
 */
export function judged(policy, note, heads) {
  const verdict = policy.judge(note, heads.log);
  const { size } = verdict.checkpoint;
  const counted = new Map(Array.from(verdict.cosigned).filter(([, time]) => isWellDated(time, size, heads)));
  return { ...verdict, cosigned: counted, satisfied: isSatisfied(policy, counted) };
}

/** Whether a cosignature of this time under a checkpoint of this size counts. @param {number} time @param {number} size @param {Heads} heads */
function isWellDated(time, size, { lastAt, now }) {
  const last = lastAt(size);
  const least = last ? Date.parse(last) / 1000 - COSIGNED_BEFORE_S : 0;
  return least <= time && time <= now + CLOCKS_DIFFER_S;
}

/**
 * Which policies came into force, given the starting one, the later ones in order, and the checkpoints. Throws what is wrong
 * with one of `notes`.
 * @param {string} start
 * @param {PolicyChange[]} changes
 * @param {ReadonlyMap<number, Uint8Array>} notes by a change's index, the checkpoint that is said to have brought it
 * @param {Heads} heads
 * @param {Uint8Array[]} seen other checkpoints, which count where they do
 * @returns {Standing}
 */
export function standing(start, changes, notes, heads, seen = []) {
  const unknown = Array.from(notes.keys()).filter((index) => !changes.some((one) => one.index === index));
  require(!unknown.length, CODE, `a checkpoint for entry ${unknown}, which changes no policy`);
  const eras = [era(start)];
  /** @type {PolicyChange[]} */
  let waiting = [];
  for (const change of changes) {
    const next = brought(eras[eras.length - 1], change, { notes, heads, seen });
    if (next) eras.push(next);
    waiting = next ? [] : [...waiting, change];
  }
  return { eras, waiting };
}

/**
 * The change as it came into force, null if it waits.
 * @param {Era} before @param {PolicyChange} change
 * @param {{notes: ReadonlyMap<number, Uint8Array>, heads: Heads, seen: Uint8Array[]}} shown
 */
function brought(before, { index, text }, { notes, heads, seen }) {
  if (!asks(before)) return era(text, index, Math.max(index, before.after));
  const own = notes.get(index);
  if (own) {
    const { checkpoint, satisfied } = judged(before.policy, own, heads);
    require(checkpoint.size > index, CODE, `entry ${index}: its checkpoint ends at ${checkpoint.size} entries`);
    const isOurs = heads.rootAt(checkpoint.size) === bytesToHex(checkpoint.root);
    require(isOurs, CODE, `entry ${index}: its checkpoint of ${checkpoint.size} entries is of another book`);
    require(satisfied, CODE, `entry ${index}: the policy before it has no quorum on its checkpoint`);
    return era(text, index, Math.max(checkpoint.size, before.after), own);
  }
  const later = Array.from(notes.keys()).filter((one) => one > index).sort((one, other) => one - other).slice(0, 1);
  for (const note of [...later.map((one) => /** @type {Uint8Array} */ (notes.get(one))), ...seen]) {
    const { checkpoint: { size, root }, satisfied } = judged(before.policy, note, heads);
    const carries = satisfied && size > index && heads.rootAt(size) === bytesToHex(root);
    if (carries) return era(text, index, Math.max(size, before.after), note);
  }
  return null;
}
