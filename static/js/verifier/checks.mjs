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
 * @import { Case, Progress } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 *
 * @typedef {(one: Case) => Finding|Generator<Progress, Finding>} Look gives what it found, some telling how far they are, or
 *   throws: a data error, `NotShown`, `Needs`
 * @typedef {{check: Check, found: Finding|null, progress: Progress|null}} Step of the checks: one begins, goes on or is done
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

/** Every check of a case, in order, step by step. @param {Case} one @returns {Generator<Step>} */
export function* runChecks(one) {
  for (const check of CHECKS) {
    yield { check, found: null, progress: null };
    const found = yield* attempt(check, one);
    one.statuses[check.name] = found.status;
    yield { check, found, progress: null };
  }
}

/** @param {Check} check @param {Case} one @returns {Generator<Step, Finding>} */
function* attempt(check, one) {
  const { name, ofArchive, look } = check;
  if (one.evidence.kind === "archive" && !ofArchive) return finding("not-given", `${name}.archive`);
  try {
    const looking = look(one);
    if ("status" in looking) return looking;
    for (let step = looking.next(); ; step = looking.next()) {
      if (step.done) return step.value;
      yield { check, found: null, progress: step.value };
    }
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
