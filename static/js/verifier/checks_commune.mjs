/** Checks of the commune's book: key, checkpoint, witnesses, Merkle tree, every entry by the rules. Twin of voting/verifier/checks_commune.py. */

import { bytesToHex } from "@noble/hashes/utils.js";
import { openCheckpoint, parseCheckpoint } from "../ledger/checkpoint.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { parseLogKey, parseNote, renamed } from "../ledger/note.mjs";
import { parsePolicy } from "../ledger/policy.mjs";
import { subjectOf } from "../record/entries.mjs";
import { RecordError } from "../record/errors.mjs";
import { ALONE } from "../record/lookups.mjs";
import { asks, CLOCKS_DIFFER_S, eraAt, inForce, judged, only, standing } from "../record/policies.mjs";
import { judge } from "../record/replay.mjs";
import { CommuneState } from "../record/state/commune.mjs";
import { Crime, Failure, held, need, NotShown, require } from "./findings.mjs";

/**
 * @import { Checkpoint } from "../ledger/checkpoint.mjs"
 * @import { Policy, Verdict } from "../ledger/policy.mjs"
 * @import { Heads } from "../record/policies.mjs"
 * @import { Case, Line, Progress } from "./case.mjs"
 * @import { Book } from "./evidence.mjs"
 * @import { Finding } from "./findings.mjs"
 */

/** 1. One key and one policy: those the user trusts, the ones beside the record and in it are the same. @param {Case} one @returns {Finding} */
export function logKey(one) {
  const { evidence: given, start } = one;
  const inRecord = start ? start.vkey : "";
  const trusted = trustedVkey(one, given.vkey || inRecord);
  const vkeys = [trusted, given.vkey, inRecord].filter(Boolean);
  if (!vkeys.length) throw new NotShown("log-key.none");
  one.log = parseLogKey(vkeys[0]);
  const { name, vkey } = one.log;
  const isOne = vkeys.every((other) => other === vkeys[0]) && (!start || start.origin === name);
  require(isOne, "wrong-log-key", "the trusted key, the one beside the record and the one in it are not the same");
  settlePolicy(one);
  if (!trusted) throw new NotShown("log-key.came-along", { name, vkey });
  return held("log-key.trusted", { name });
}

/** The key that the user brought; the key of the vote's book is the same under another name, and as good. @param {Case} one @param {string} own */
function trustedVkey({ trusted: { vkey: brought }, evidence }, own) {
  if (!brought || !own) return brought;
  const [{ name }, trusted] = [parseLogKey(own), parseLogKey(brought)];
  return trusted.name === `${name}/${evidence.vote}` ? renamed(trusted, name) : brought;
}

/** The reader's policy, else the record's starting one; the one beside the record is one of the record's. @param {Case} one */
function settlePolicy(one) {
  const { start, trusted, evidence: { policy: beside } } = one;
  const inRecord = start ? start.policy : "";
  one.policy = trusted.policy || inRecord || beside;
  if (one.policy) parsePolicy(one.policy);
  const isTheirs = !inRecord || !beside || [inRecord, ...one.policyChanges.map(({ text }) => text)].includes(beside);
  require(isTheirs, "wrong-policy", "the policy beside the record is not one of those in the record");
}

/** 2. The checkpoint is signed by the commune's key. @param {Case} one @returns {Finding} */
export function checkpoint(one) {
  const note = one.evidence.commune.checkpoint;
  one.head = parseCheckpoint(parseNote(note).text);
  openCheckpoint(note, need(one.log, "log-key"));
  const { origin, size, root } = one.head;
  return held("checkpoint.signed", { origin, size, root: bytesToHex(root) });
}

/**
 * 3. Witnesses enough for the policy have co-signed the commune's book with the entry that the vote ends with; while it is
 * open that is only noted, unless the user brought the policy and so asks for it.
 * @param {Case} one
 * @returns {Finding}
 */
export function quorum(one) {
  const heads = one.heads = headsOf(one, need(one.log, "log-key"));
  const policies = one.judging = settlePolicies(one, heads);
  const end = endOfVote(one);
  const satisfied = one.verdicts.filter((verdict) => verdict.satisfied && asks(eraAt(policies, verdict.checkpoint.size)));
  const met = satisfied.find((verdict) => verdict.checkpoint.size > end);
  if (met) return cosigned(met, eraAt(policies, met.checkpoint.size).policy);
  if (!asks(end >= 0 ? eraAt(policies, end + 1) : inForce(policies))) throw new NotShown("quorum.none-asked");
  const values = { have: one.verdicts[0].cosigned.size, known: inForce(policies).policy.witnesses.size };
  if (!one.trusted.policy && end < 0) throw new NotShown("quorum.not-yet", values);
  const detail = `${values.have} of ${values.known} witnesses`;
  throw new Failure(satisfied.length ? new Crime("end-not-cosigned", detail) : new LedgerError("quorum-not-met", detail), values);
}

/** The policies by which the checkpoints given are judged, and what they say of each. @param {Case} one @param {Heads} heads */
function settlePolicies(one, heads) {
  need(one.policy || null, "log-key");
  const { evidence: given, start, trusted } = one;
  const notes = [given.commune.checkpoint, given.cosigned].filter((note) => note?.length).map((note) => /** @type {Uint8Array} */ (note));
  const own = one.policies = standing(start ? start.policy : given.policy, one.policyChanges, given.policies, heads, notes);
  const waits = own.waiting.some(({ text }) => text === given.policy);
  require(!waits, "wrong-policy", "the policy beside the record waits for its quorum");
  const judging = trusted.policy ? only(trusted.policy) : own;
  const sizes = notes.map((note) => parseCheckpoint(parseNote(note).text).size);
  one.verdicts = notes.map((note, at) => judged(eraAt(judging, sizes[at]).policy, note, heads));
  one.brought = own.eras.flatMap(({ note }, at) => (at && note ? [judged(own.eras[at - 1].policy, note, heads)] : []));
  return judging;
}

/** What the policies ask of the commune's book, as it is shown. @param {Case} one @param {Heads["log"]} log @returns {Heads} */
function headsOf({ communeLines, communeTree, now }, log) {
  /** @param {number} size */
  const lastAt = (size) => communeLines[size - 1]?.entry?.at ?? "";
  return { log, rootAt: (size) => communeTree.rootAt(size), lastAt, now };
}

/** @param {Verdict} verdict @param {Policy} policy */
function cosigned({ cosigned: by, checkpoint: { size } }, { witnesses }) {
  return held("quorum.met", { have: by.size, known: witnesses.size, names: Array.from(by.keys()).sort().join(", "), size });
}

/** The index of the examined vote's `result`, else of its closing or cancellation, or -1. @param {Case} one */
function endOfVote({ communeLines, evidence: { vote } }) {
  const ofVote = communeLines.filter(({ entry }) => vote && entry && subjectOf(entry) === vote);
  /** @param {string[]} types */
  const of = (...types) => ofVote.filter(({ entry }) => types.includes(entry?.type ?? "")).map(({ index }) => index);
  const results = of("result");
  return Math.max(-1, ...(results.length ? results : of("vote-closed", "vote-cancelled")));
}

/** 4. All entries of the commune's book are there and hash to the signed root. @param {Case} one @returns {Finding} */
export function entries(one) {
  const { evidence, communeLines: lines, communeTree: tree } = one;
  const head = need(one.head, "checkpoint");
  requireWhole(evidence.commune, tree, head);
  if (evidence.cosigned?.length) {
    const { size, root } = parseCheckpoint(parseNote(evidence.cosigned).text);
    const isOurs = size <= lines.length && tree.rootAt(size) === bytesToHex(root);
    require(isOurs, "wrong-root", `the co-signed checkpoint of ${size} entries is of another book`);
  }
  return held("entries.all", { size: head.size });
}

/** The lines are all that the checkpoint counts, and hash to its root; of either kind of book. @param {Book} book @param {Case["bookTree"]} tree @param {Checkpoint} head */
export function requireWhole({ damage }, tree, { size, root }) {
  if (damage && !damage.endsWith(" is missing")) throw new LedgerError("tile-malformed", damage);
  if (tree.size < size) throw new Failure(new Crime("log-incomplete", `entry ${tree.size} of ${size} is missing`), { index: tree.size });
  const isSame = tree.size === size && tree.rootAt(size) === bytesToHex(root);
  require(isSame, "wrong-root", `${tree.size} entries do not hash to the signed root of ${size}`);
}

/** 5. The rules of the record accept every entry of the commune's book in order. @param {Case} one @returns {Generator<Progress, Finding>} */
export function* replay(one) {
  const state = one.commune = new CommuneState();
  const { payloads, vote } = one.evidence;
  const context = { ...ALONE, payload: (/** @type {string} */ name) => payloads.get(name) };
  for (const line of one.communeLines) {
    takeLine(line, (entry) => state.apply(entry, judge(state, entry, context)));
    yield { done: state.size, total: one.communeLines.length };
  }
  if (!state.size) throw new RecordError("log-not-started", "no entries");
  if (!state.votes.has(vote)) throw new RecordError("unknown-vote", `no entry opens the vote ${vote}`);
  checkDates(one);
  const [others, asked] = [state.votes.size - 1, state.subjects.size];
  return held(`replay.${others ? "others" : "all"}${asked ? "-asked" : ""}`, { entries: state.size, others, asked });
}

/** One line taken in; a refusal says which it is. @param {Line} line @param {(entry: import("../record/entries.mjs").Entry) => void} accept */
export function takeLine({ index, entry, error }, accept) {
  try {
    if (!entry) throw error;
    accept(entry);
  } catch (refused) {
    throw refused instanceof RecordError ? new Failure(refused, { index, type: entry ? entry.type : "" }) : refused;
  }
}

/** No entry after a checkpoint co-signed at T is dated before T less two minutes. @param {Case} one */
function checkDates({ verdicts, brought, communeLines }) {
  for (const { checkpoint: { size }, cosigned: by } of [...verdicts, ...brought]) {
    const line = communeLines[size];
    const seen = Math.max(0, ...by.values()) - CLOCKS_DIFFER_S;
    if (!line?.entry || Date.parse(line.entry.at) / 1000 >= seen) continue;
    const error = new Crime("dated-before-cosignature", `entry ${size} is dated before witnesses saw the book without it`);
    throw new Failure(error, { index: size, type: line.entry.type });
  }
}
