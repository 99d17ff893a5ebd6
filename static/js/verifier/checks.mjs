/**
 * The numbered checks and how they are run: all of them, to the end. Twin of voting/verifier/checks.py; a test holds names
 * and numbers together. Of subjects and of a commune's book by itself the page knows nothing.
 */

import * as archive from "./checks_archive.mjs";
import * as book from "./checks_book.mjs";
import * as commune from "./checks_commune.mjs";
import * as count from "./checks_count.mjs";
import { road } from "./checks_road.mjs";
import { failed, Failure, finding, isDataError, Needs, NotShown } from "./findings.mjs";
import { receipts } from "./receipts.mjs";

/**
 * @import { Case } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 *
 * @typedef {(one: Case) => Finding} Look returns what it found, or throws: a data error, `NotShown`, `Needs`
 * @typedef {{number: number, name: string, ofArchive: boolean, look: Look}} Check
 */

/** Name, whether an archive alone can hold anything for it, and the check. @type {[string, boolean, Look][]} */
const ALL = [
  ["log-key", false, commune.logKey],
  ["checkpoint", false, commune.checkpoint],
  ["quorum", false, commune.quorum],
  ["entries", false, commune.entries],
  ["replay", false, commune.replay],
  ["vote-book", false, book.voteBook],
  ["ties", false, book.ties],
  ["nothing-left-out", false, book.nothingLeftOut],
  ["road", false, road],
  ["archive-form", true, archive.archiveForm],
  ["setup", true, archive.setup],
  ["card-register", true, archive.cardRegister],
  ["ballots", true, archive.ballots],
  ["last-ballots", true, archive.lastBallots],
  ["encrypted-tally", true, count.encryptedTallyMatches],
  ["partial-decryptions", true, count.partialDecryptions],
  ["result", true, count.result],
  ["outcome", false, count.outcome],
  ["archive-derived", false, archive.archiveDerived],
  ["documents", false, count.documents],
  ["receipts", false, receipts],
];

/** @type {Check[]} */
export const CHECKS = ALL.map(([name, ofArchive, look], at) => ({ number: at + 1, name, ofArchive, look }));

/** Every check of a case, in order, with what it found. @param {Case} one @returns {Generator<{check: Check, found: Finding|null}>} `found` is null before it is made */
export function* runChecks(one) {
  for (const check of CHECKS) {
    yield { check, found: null };
    const found = attempt(check, one);
    one.statuses[check.name] = found.status;
    yield { check, found };
  }
}

/** @param {Check} check @param {Case} one @returns {Finding} */
function attempt({ name, ofArchive, look }, one) {
  if (one.evidence.kind === "archive" && !ofArchive) return finding("not-given", `${name}.archive`);
  try {
    return look(one);
  } catch (error) {
    if (error instanceof NotShown) return finding("not-given", error.say, error.values);
    if (error instanceof Needs) return without(error.check, one);
    if (error instanceof Failure) return failed(error.error, name, error.values);
    if (isDataError(error)) return failed(error, name, {});
    throw error;
  }
}

/** What a check comes to whose ground `name` should have laid. @param {string} name @param {Case} one */
function without(name, { statuses }) {
  const values = { check: name, number: CHECKS.findIndex((one) => one.name === name) + 1 };
  return statuses[name] === "not-given" ? finding("not-given", "without", values) : finding("skipped", "skipped", values);
}
