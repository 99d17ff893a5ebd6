/** Check 21: is the very ballot of a receipt shown, at its place in the vote's book, and does it count? Twin of voting/verifier/receipts.py. */

import { bytesToHex } from "@noble/hashes/utils.js";
import { openCheckpoint } from "../ledger/checkpoint.mjs";
import { sameBytes } from "../ledger/encoding.mjs";
import { LedgerError, require as requireProof } from "../ledger/errors.mjs";
import { leafHash, verifyInclusion } from "../ledger/merkle.mjs";
import { parseLogKey, renamed } from "../ledger/note.mjs";
import { parseTlogProof } from "../ledger/tlog_proof.mjs";
import { parseEntry } from "../record/entries.mjs";
import { RecordError } from "../record/errors.mjs";
import { eraAt, judged } from "../record/policies.mjs";
import { partsOf, requireSealed } from "../record/receipts.mjs";
import { Crime, Failure, held, need, NotShown, require } from "./findings.mjs";

/**
 * @import { Checkpoint } from "../ledger/checkpoint.mjs"
 * @import { Case } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 *
 * @typedef {{say: string, error?: unknown}} Found
 */

/** 21. Each receipt's entry stands at its place in the vote's book, whose history is the receipt's own. @param {Case} one @returns {Finding} */
export function receipts(one) {
  const { receipts: given } = one.trusted;
  if (!given.length) throw new NotShown("receipts.none");
  need(one.book, "vote-book");
  const found = given.map(({ name, text }) => ({ name, ...look(one, text) }));
  for (const { name, error } of found) if (error) throw new Failure(error, { name });
  const later = found.filter(({ say }) => say === "receipt.later").length;
  if (later) throw new NotShown("receipts.later", { later, receipts: found.length });
  return held("receipts.shown", { receipts: found.length, counted: found.filter(({ say }) => say === "receipt.counts").length });
}

/** What becomes of one receipt. @param {Case} one @param {string} text @returns {Found} */
function look(one, text) {
  try {
    return { say: shown(one, partsOf(text)) };
  } catch (error) {
    if (error instanceof NotShown) return { say: error.say };
    if ([Crime, LedgerError, RecordError].some((kind) => error instanceof kind)) return { say: "receipt.fails", error };
    throw error;
  }
}

/** @param {Case} one @param {{ballot: string, seal: string}} parts */
function shown(one, { ballot, seal }) {
  const [proof, opened] = [parseTlogProof(ballot), need(one.opened, "replay")];
  const checkpoint = openCheckpoint(proof.note, parseLogKey(renamed(need(one.log, "log-key"), opened.book)));
  requireOneHistory(one, checkpoint);
  const line = proof.index < checkpoint.size ? one.bookLines[proof.index] : undefined;
  verifyInclusion(line ? line.leaf : new Uint8Array(), proof.path, { ...checkpoint, index: proof.index });
  require(line?.entry?.type === "ballot", "receipt-of-no-ballot", `entry ${proof.index} of the vote's book is no ballot`);
  if (seal) requireSeal(one, seal, checkpoint);
  return standing(one, proof.index);
}

/** The receipt's checkpoint is one that the book shown has had; else the server has told two stories. @param {Case} one @param {Checkpoint} checkpoint */
function requireOneHistory({ bookTree, vote }, { size, root }) {
  if (size <= bookTree.size) {
    const isSame = bookTree.rootAt(size) === bytesToHex(root);
    require(isSame, "receipt-of-another-history", `another root at size ${size} than the receipt's`);
    return;
  }
  if (!vote || vote.phase === "open") throw new NotShown("receipt.later");
  require(false, "receipt-left-out", `the receipt's book has ${size} entries, the one shown ends at ${bookTree.size}`);
}

/** The seal stands at its place in the commune's book shown, whose history is the receipt's. @param {Case} one @param {string} text @param {Checkpoint} ballot */
function requireSeal(one, text, ballot) {
  const [proof, log] = [parseTlogProof(text), need(one.log, "log-key")];
  requireProof(proof.extra, "proof-malformed", "the second proof does not show what it proves");
  const raw = /** @type {Uint8Array} */ (proof.extra);
  const head = openCheckpoint(proof.note, log);
  verifyInclusion(leafHash(raw), proof.path, { ...head, index: proof.index });
  requireSealed(parseEntry(raw, "commune"), one.evidence.vote, ballot);
  const { communeTree: tree, communeLines: lines } = one;
  const isSame = head.size > tree.size || tree.rootAt(head.size) === bytesToHex(head.root);
  require(isSame, "receipt-of-another-history", `another root of the commune's book at size ${head.size} than the receipt's`);
  if (proof.index >= lines.length) throw new NotShown("receipt.later");
  const isThere = sameBytes(lines[proof.index].raw, raw);
  require(isThere, "receipt-of-another-history", `entry ${proof.index} of the commune's book is another than the receipt's`);
  judged(eraAt(need(one.judging, "quorum"), head.size).policy, proof.note, need(one.heads, "quorum"));
}

/** Whether the ballot at this index counts. @param {Case} one @param {number} index */
function standing({ taken, vote }, index) {
  const cast = taken.get(index);
  if (!cast) return "receipt.refused";
  if (vote?.phase === "cancelled") return "receipt.cancelled";
  const last = Math.max(...Array.from(taken).filter(([, one]) => one.credential === cast.credential).map(([place]) => place));
  return last === index ? "receipt.counts" : "receipt.replaced";
}
