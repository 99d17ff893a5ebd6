/** Trust policies (c2sp.org/tlog-policy): logs, witnesses, groups, quorum. Twin of voting/ledger/policy.py. */

import { parseCheckpoint } from "./checkpoint.mjs";
import { cosignatureTime, parseWitnessKey } from "./cosignature.mjs";
import { parseDecimal, toBytes, toText } from "./encoding.mjs";
import { LedgerError, require } from "./errors.mjs";
import { openNote, parseLogKey } from "./note.mjs";

/**
 * @import { Checkpoint } from "./checkpoint.mjs"
 * @import { VerifierKey } from "./note.mjs"
 *
 * @typedef {{needed: number, members: string[]}} Group
 *
 * @typedef {object} Lines what the lines of a policy say
 * @property {VerifierKey[]} logs
 * @property {Map<string, VerifierKey>} witnesses
 * @property {Map<string, Group>} groups
 * @property {Set<string>} members
 * @property {Map<string, string>} urls by a witness's name or a log's key, where one is given
 * @property {string|null} quorum
 *
 * @typedef {{checkpoint: Checkpoint, cosigned: Map<string, number>, satisfied: boolean}} Verdict
 * @typedef {(note: string|Uint8Array, log?: VerifierKey) => Verdict} Judge
 * @typedef {Lines & {judge: Judge, require: Judge}} Policy
 */

const CODE = "policy-malformed";
const NOT_ALLOWED = /[\0-\x08\v-\x1f\x7f]/;
/** @param {unknown} holds @param {string} detail @returns {asserts holds} */
const check = (holds, detail) => require(holds, CODE, detail);
/** @typedef {{name: string, keyId: string}} Named @param {Named} one @returns {(other: Named) => boolean} */
const sameLine = (one) => (other) => one.name === other.name && one.keyId === other.keyId;
/** @param {VerifierKey} one @returns {(other: VerifierKey) => boolean} */
const sameKey = (one) => (other) => String(one.publicKey) === String(other.publicKey) || sameLine(one)(other);

/**
 * Reads a policy (bytes or string); throws `policy-malformed`.
 * @param {string|Uint8Array} raw
 * @returns {Policy}
 */
export function parsePolicy(raw) {
  const text = toText(raw, CODE);
  check(toBytes(text).length <= 65536 && text.endsWith("\n") && !NOT_ALLOWED.test(text), "too long, or a control character");
  /** @type {Lines} */
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), members: new Set(), urls: new Map(), quorum: null };
  for (const line of text.slice(0, -1).split("\n")) {
    const [keyword, ...rest] = line.split(/[ \t]+/).filter(Boolean);
    if (!keyword || keyword[0] === "#") continue;
    check(Object.keys(LINES).includes(keyword), "unknown line");
    LINES[keyword](policy, rest);
  }
  check(policy.quorum, "a policy has one quorum line");
  check([policy.logs.length, policy.witnesses.size, policy.groups.size].every((count) => count <= 256), "too many");
  return { ...policy, judge: judgeBy(policy), require: requireBy(policy) };
}

/** @type {Record<string, (policy: Lines, words: string[]) => void>} */
const LINES = {
  log({ logs, urls }, words) {
    const log = readKey(parseLogKey, words);
    check(!logs.some(sameKey(log)), "a log's key is listed twice");
    logs.push(log);
    if (words[1]) urls.set(log.vkey, words[1]);
  },
  witness(policy, [name, ...words]) {
    const witness = readKey(parseWitnessKey, words);
    checkNew(policy, name);
    check(![...policy.witnesses.values()].some(sameKey(witness)), "a witness's key is listed twice");
    policy.witnesses.set(name, witness);
    if (words[1]) policy.urls.set(name, words[1]);
  },
  group(policy, [name, threshold, ...members]) {
    check(members.length, "a group has a name, a threshold and members");
    checkNew(policy, name);
    for (const member of members) {
      checkKnown(policy, member);
      check(!policy.members.has(member), "a member twice");
      policy.members.add(member);
    }
    const needed = { any: 1, all: members.length }[threshold] || parseDecimal(threshold, CODE);
    check(needed >= 1 && needed <= members.length, "a threshold its members cannot reach");
    policy.groups.set(name, { needed, members });
  },
  quorum(policy, words) {
    check(words.length === 1 && !policy.quorum, "a policy has one quorum line with one name");
    if (words[0] !== "none") checkKnown(policy, words[0]);
    policy.quorum = words[0];
  },
};

/** @param {(vkey: string) => VerifierKey} parse @param {string[]} words */
function readKey(parse, words) {
  check(words.length === 1 || words.length === 2, "a key and at most one URL");
  try {
    return parse(words[0]);
  } catch (cause) {
    throw cause instanceof LedgerError ? new LedgerError(CODE, cause.message) : cause;
  }
}

/** @param {Lines} policy @param {string} name */
const isKnown = ({ witnesses, groups }, name) => witnesses.has(name) || groups.has(name);
/** @param {Lines} policy @param {string} name */
const checkNew = (policy, name) => check(name && name !== "none" && !isKnown(policy, name), "the name is taken");
/** @param {Lines} policy @param {string} name */
const checkKnown = (policy, name) => check(isKnown(policy, name), "not defined on a line before");

/**
 * Whether cosignatures by these witnesses make the quorum; `names` has a `has`.
 * @param {Lines} policy
 * @param {{has: (name: string) => boolean}} names
 */
export function isSatisfied({ witnesses, groups, quorum }, names) {
  /** @param {string} name @returns {boolean} */
  const counts = (name) => {
    if (witnesses.has(name)) return names.has(name);
    const { needed, members } = /** @type {Group} */ (groups.get(name));
    return members.filter(counts).length >= needed;
  };
  return quorum === "none" || counts(/** @type {string} */ (quorum));
}

/**
 * `judge(note, log?)`: `{checkpoint, cosigned: Map(name -> seconds), satisfied}`; throws as the Python twin does.
 * @param {Lines} policy
 * @returns {Judge}
 */
const judgeBy = (policy) => (note, log) => {
  const isListed = !log || !policy.logs.length || policy.logs.some((one) => one.vkey === log.vkey);
  require(isListed, "log-not-in-policy", "the policy does not list this log");
  const logs = log ? [log] : policy.logs;
  const { text, verified } = openNote(note, [...logs, ...policy.witnesses.values()]);
  const checkpoint = parseCheckpoint(text);
  /** @param {VerifierKey} key */
  const by = (key) => verified.filter(sameLine(key));
  const isSigned = logs.some((one) => one.name === checkpoint.origin && by(one).length);
  require(isSigned, "signature-missing", "not signed by a trusted log of this origin");
  const cosigned = new Map();
  for (const [name, witness] of policy.witnesses) {
    const times = by(witness).map(({ signature }) => cosignatureTime(signature));
    if (times.length) cosigned.set(name, Math.max(...times));
  }
  return { checkpoint, cosigned, satisfied: isSatisfied(policy, cosigned) };
};

/**
 * `require(note, log?)`: as `judge`, and throws `quorum-not-met`.
 * @param {Lines} policy
 * @returns {Judge}
 */
const requireBy = (policy) => (note, log) => {
  const verdict = judgeBy(policy)(note, log);
  require(verdict.satisfied, "quorum-not-met", `${verdict.cosigned.size} known witnesses`);
  return verdict;
};
