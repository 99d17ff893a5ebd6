/**
 * Beside the page, in a worker: fetches both books and the archive of one vote, makes every check of the offline verifier,
 * and tells the page, check by check, what the command would say. It has no other way to the page than messages.
 */

import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { Case } from "../verifier/case.mjs";
import { CHECKS, runChecks } from "../verifier/checks.mjs";
import { conclusion } from "../verifier/conclusion.mjs";
import { NOTHING_TRUSTED } from "../verifier/evidence.mjs";
import { fetchEvidence } from "../verifier/fetching.mjs";
import { sentenceOf, signSentence } from "../verifier/sentences.mjs";
import { signsOf } from "../verifier/signs.mjs";

/**
 * @import { Published } from "../record/whole_vote.mjs"
 * @import { Progress } from "../verifier/case.mjs"
 * @import { Finding, Status } from "../verifier/findings.mjs"
 * @import { Texts } from "../verifier/sentences.mjs"
 *
 * @typedef {{uuid: string, commune: string, api: string, texts: string, faults: string, counts: string}} Asked `texts`: where
 *   the sentences are, `faults`: those for what does not hold; `counts`: the numbers that the page shows, as JSON
 * @typedef {Status|"awaited"} Outcome `awaited`: nobody is accused where somebody has not signed yet
 *
 * @typedef {{kind: "fetching", share: number}} Fetching
 * @typedef {{kind: "checking", share: number, number: number, title: string, progress: Progress|null}} Checking
 * @typedef {{kind: "check", number: number, outcome: Outcome, text: string}} Checked
 * @typedef {{kind: "sign", text: string}} Signed
 * @typedef {{kind: "page", outcome: Outcome}} Compared whether the page and what the households were asked are the record's
 * @typedef {{kind: "done", text: string, failures: number[], code: string}} Done
 * @typedef {{kind: "unread"}} Unread something could not be had
 * @typedef {Fetching|Checking|Checked|Signed|Compared|Done|Unread} Told
 * @typedef {(told: Told) => void} Tell
 */

/** How often the page hears how far it is. */
const TOLD_EVERY_MS = 80;
/** How much of the whole each takes, roughly: what is fetched, a check; of those that take long, more. */
const [FETCHING, ONE] = [8, 1];
/** @type {Record<string, number>} */
const LONG = { replay: 8, "vote-book": 64 };
/** @param {string} name */
const weightOf = (name) => LONG[name] ?? ONE;
/** No fault has any words yet. */
const UNSAID = { crimes: {}, failures: {} };
const WHOLE = CHECKS.reduce((sum, { name }) => sum + weightOf(name), FETCHING);

/** Answers the page; what cannot be had, or is not even of the form of a bundle, accuses nobody. */
export function serve() {
  self.addEventListener("message", ({ data }) => {
    answer(data, (told) => self.postMessage(told), exact).catch((error) => {
      console.error(error);
      self.postMessage({ kind: "unread" });
    });
  });
}

/** Everything that can be said of one result. @param {Asked} asked @param {Tell} tell @param {Published} get exact bytes of an address */
export async function answer({ uuid, commune, api, texts: address, faults, counts }, tell, get) {
  const published = countingUp((path) => get(api + path), tell);
  /** @param {string} file */
  const read = async (file) => JSON.parse(new TextDecoder().decode(await get(file)));
  const texts = /** @type {Texts} */ ({ ...UNSAID, ...await read(address) });
  // A server that keeps these words back hides nothing: a fault without its words is told by its code.
  const learn = async () => void Object.assign(texts, await read(faults).catch(() => UNSAID));
  const evidence = await fetchEvidence({ uuid, commune }, published);
  const served = await published(`/votes/${uuid}/election.json`);
  const one = new Case(evidence, NOTHING_TRUSTED, Date.now() / 1000);
  const failed = await check(one, { texts, learn }, tell);
  const signs = signsOf(one);
  for (const sign of signs) tell({ kind: "sign", text: signSentence(texts, sign) });
  const isOurs = sameBytes(served, toBytes(one.opened?.election ?? "")) && JSON.stringify(one.counts) === counts;
  tell({ kind: "page", outcome: failed.length ? "skipped" : isOurs ? "pass" : "fail" });
  const failures = failed.map(({ number }) => number);
  const text = conclusion(texts, one, { failures, signs: signs.length });
  tell({ kind: "done", text, failures, code: failed.length ? failed[0].crime : isOurs ? "" : "other-page" });
}

/**
 * Every check, told as it begins, goes on and is done; those that do not hold.
 * @param {Case} one
 * @param {{texts: Texts, learn: () => Promise<void>}} words
 * @param {Tell} tell
 */
async function check(one, { texts, learn }, tell) {
  const failed = [];
  let [before, toldAt] = [FETCHING, 0];
  for (const { check: { name, number }, found, progress } of runChecks(one)) {
    if (found) {
      const outcome = outcomeOf(name, found);
      if (found.status === "fail" && texts.crimes === UNSAID.crimes) await learn();
      if (outcome === "fail") failed.push({ number, crime: found.crime });
      tell({ kind: "check", number, outcome, text: sentenceOf(texts, name, found) });
      before += weightOf(name);
    } else if (!progress || Date.now() - toldAt >= TOLD_EVERY_MS) {
      const part = progress ? progress.done / progress.total : 0;
      tell({ kind: "checking", share: (before + part * weightOf(name)) / WHOLE, number, title: texts.titles[name], progress });
      toldAt = Date.now();
    }
  }
  return failed;
}

/** @param {string} name @param {Finding} found @returns {Outcome} */
function outcomeOf(name, { status, error }) {
  const isAwaited = name === "quorum" && ["quorum-not-met", "end-not-cosigned"].includes(error);
  return isAwaited ? "awaited" : status;
}

/** Files as they come, telling how many; how many there are is not known. @param {Published} published @param {Tell} tell @returns {Published} */
function countingUp(published, tell) {
  let files = 0;
  return async (path) => {
    const raw = await published(path);
    files += 1;
    tell({ kind: "fetching", share: (FETCHING * (1 - 4 / (4 + files))) / WHOLE });
    return raw;
  };
}

/** @param {string} address */
async function exact(address) {
  const answered = await fetch(address, { credentials: "omit" });
  if (!answered.ok) throw new TypeError(`${address}: ${answered.status}`);
  return new Uint8Array(await answered.arrayBuffer());
}
