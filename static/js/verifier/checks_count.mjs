/** Checks of one vote's count, and of the papers beside the record. Twin of voting/verifier/checks_count.py. */

import { BallotError, WrongOwner, WrongResult, WrongTally } from "../ballots/errors.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import { checkOpened, checkPartial, encryptedTally, printSized, printTally, readPartial, readResult } from "../ballots/tally.mjs";
import { weightsOf } from "../ballots/trustees.mjs";
import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { outcomeOf } from "../record/outcome.mjs";
import { namesIn } from "../record/payloads.mjs";
import { held, need, Needs, NotShown, require } from "./findings.mjs";

/**
 * @import { Entry } from "../record/entries.mjs"
 * @import { Case } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 */

/** 15. The encrypted tally is the product of the ballots that count, and states their number. @param {Case} one @returns {Finding} */
export function encryptedTallyMatches(one) {
  const { tally, sized } = need(one.archive, "archive-form");
  if (!tally || !sized) throw new NotShown("encrypted-tally.none");
  const last = new Map(need(one.ballots, "ballots").map((ballot) => [ballot.credential, ballot]));
  const rows = encryptedTally(need(one.setup, "setup").election, Array.from(last.values()));
  const [written, number] = [printTally(rows), last.size];
  if (!sameBytes(tally, toBytes(written))) throw new WrongTally("the encrypted tally is not the product of the ballots");
  if (!sameBytes(sized, toBytes(printSized(written, number)))) throw new WrongTally("not the number of the ballots, or their weight");
  one.tally = { rows, number };
  return held("encrypted-tally.matches", { counted: number });
}

/** 16. Each partial decryption is by a trustee of the vote, one each, and proven. @param {Case} one @returns {Finding} */
export function partialDecryptions(one) {
  const { partials } = need(one.archive, "archive-form");
  if (!partials.length) throw new NotShown("partial-decryptions.none");
  const [{ election, trustees }, { rows }] = [need(one.setup, "setup"), need(one.tally, "encrypted-tally")];
  const keys = new Map(trustees.owners.map(({ number, key }) => [number, key]));
  for (const [number, raw] of partials) {
    const key = keys.get(number);
    if (!key) throw new WrongOwner(`owner ${number} is unknown or gave two partial decryptions`);
    keys.delete(number);
    checkPartial(election, rows, key, raw);
  }
  one.decrypted = true;
  return held("partial-decryptions.hold", { given: partials.length, trustees: trustees.owners.length });
}

/** 17. The published numbers are what the partial decryptions open to. @param {Case} one @returns {Finding} */
export function result(one) {
  const { result: raw, partials } = need(one.archive, "archive-form");
  if (!raw) throw new NotShown("result.none");
  const [{ trustees }, tally] = [need(one.setup, "setup"), need(one.tally, "encrypted-tally")];
  if (!one.decrypted) throw new Needs("partial-decryptions");
  const factors = new Map(partials.map(([number, partial]) => [number, readPartial(partial).factors]));
  weightsOf(trustees, new Set(factors.keys()));
  const counts = numbersIn(raw);
  checkOpened(trustees, tally, factors, counts);
  one.counts = counts;
  return held("result.matches", { numbers: counts.map((row) => row.join(" / ")).join("; ") });
}

/** What is no result is not what the decryptions give. @param {Uint8Array} raw */
function numbersIn(raw) {
  try {
    return readResult(raw);
  } catch (error) {
    throw error instanceof BallotError ? new WrongResult(error.message) : error;
  }
}

/** 18. What the record says of the outcome is what its rule of decision makes of the numbers. @param {Case} one @returns {Finding} */
export function outcome(one) {
  const [stated] = one.entriesOfVote().filter(({ type }) => type === "result").slice(-1);
  if (!stated) throw new NotShown("outcome.none");
  if (!one.book || !one.counts) throw new Needs("result");
  const found = outcomeOf(one.book.setup, one.counts);
  const isSame = JSON.stringify(stated.outcome) === JSON.stringify(found);
  require(isSame, "wrong-outcome", "not what the rule of decision makes of the numbers");
  if (!("needed" in found)) return held(one.vote?.practice ? "outcome.practice" : "outcome.opinion");
  const { citation } = need(one.opened, "replay");
  return held("outcome.matches", { households: found.households, needed: found.needed, citation });
}

/** 20. What stands beside the record has the hash by which the record names it; so have the papers of each vote. @param {Case} one @returns {Finding} */
export function documents(one) {
  const { payloads } = one.evidence;
  for (const [name, raw] of payloads) require(sha256Hex(raw) === name, "wrong-document", `a document named ${name} has another hash`);
  if (one.statuses.replay === "pass") {
    const all = one.communeLines.flatMap(({ entry }) => (entry ? [...namesIn(entry), ...papersOf(entry)] : []));
    for (const name of payloads.keys()) require(all.includes(name), "unnamed-payload", `no entry of the commune's book names ${name}`);
  }
  const named = new Set(one.entriesOfVote().flatMap(papersOf));
  const [given, beside] = [Array.from(named).filter((name) => payloads.has(name)).length, payloads.size];
  if (named.size && !given) throw new NotShown("documents.not-given", { named: named.size });
  if (!named.size && !beside) throw new NotShown("documents.none");
  if (!named.size) return held("documents.beside", { beside });
  return held("documents.match", { given, named: named.size, beside });
}

/** The hashes of the papers that an entry shows with a vote. @param {Entry} entry @returns {string[]} */
function papersOf({ type, papers, documents: shown }) {
  if (type === "correction") return papers.slice(1);
  return type === "vote-opened" ? shown : [];
}
