/**
 * The museum's pieces before the browser's own verifier: `node judge.mjs INDEX.json` prints, for each piece in the index,
 * `failed`: the checks that fail, as the labels name them: `check:error` or `check:error/crime`, and `input:error` for what is
 * no bundle; `vi` and `en`: each check's number, outcome and sentence, the signs, the conclusion.
 *
 * The index: `{now, pieces: [{name, folder | archive, vkey, policy, register?, receipts: [[name, text]]}]}`, `folder` an
 * unpacked bundle, `archive` a file; `now` in POSIX seconds. With `--stream`, pieces come one JSON a line and are answered so.
 */

import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { RecordError } from "../../static/js/record/errors.mjs";
import { Case } from "../../static/js/verifier/case.mjs";
import { runChecks } from "../../static/js/verifier/checks.mjs";
import { conclusion } from "../../static/js/verifier/conclusion.mjs";
import { archiveEvidence, bundleEvidence, NOTHING_TRUSTED } from "../../static/js/verifier/evidence.mjs";
import { sentenceOf, signSentence } from "../../static/js/verifier/sentences.mjs";
import { signsOf } from "../../static/js/verifier/signs.mjs";

const TEXTS = Object.fromEntries(["vi", "en"].map((language) =>
  [language, JSON.parse(readFileSync(new URL(`../../static/sentences/${language}.json`, import.meta.url), "utf8"))]));
const bytes = (path) => new Uint8Array(readFileSync(path));

/** The files of a folder by their names below it. */
function filesIn(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(found.map((one) => {
    const path = `${one.parentPath ?? one.path}/${one.name}`;
    return [path.slice(folder.length + 1), bytes(path)];
  }));
}

function evidenceOf({ folder, archive, members }) {
  if (members) return bundleEvidence(new Map(members.map(([name, raw]) => [name, new Uint8Array(Buffer.from(raw, "base64"))])));
  return folder ? bundleEvidence(filesIn(folder)) : archiveEvidence(bytes(archive));
}

/** What the verifier says of a piece. */
function judged(piece, now) {
  const { vkey = "", policy = "", register, receipts = [] } = piece;
  const given = { vkey, policy, register: register ? bytes(register) : null, receipts: receipts.map(([name, text]) => ({ name, text })) };
  let evidence;
  try {
    evidence = evidenceOf(piece);
  } catch (error) {
    if (error instanceof RecordError) return { failed: [`input:${error.code}`], vi: [], en: [] };
    throw error;
  }
  const one = new Case(evidence, { ...NOTHING_TRUSTED, ...given }, now);
  const findings = [...runChecks(one)].filter(({ found }) => found);
  const failures = findings.filter(({ found }) => found.status === "fail");
  const failed = failures.map(({ check, found: { error, crime } }) => `${check.name}:${error === crime ? error : `${error}/${crime}`}`);
  const numbers = failures.map(({ check }) => check.number);
  return { failed, vi: told(TEXTS.vi, one, findings, numbers), en: told(TEXTS.en, one, findings, numbers) };
}

/** Every sentence of the report, in one language. */
function told(texts, one, findings, failures) {
  const checks = findings.map(({ check, found }) => `${check.number} ${found.status} ${sentenceOf(texts, check.name, found)}`);
  const signs = signsOf(one);
  return [...checks, ...signs.map((sign) => signSentence(texts, sign)), conclusion(texts, one, { failures, signs: signs.length })];
}

if (process.argv[2] === "--stream") {
  for await (const line of createInterface({ input: process.stdin })) {
    const piece = JSON.parse(line);
    let said;
    try {
      said = judged(piece, piece.now);
    } catch (error) {
      said = { failed: [`crash:${error.stack}`], vi: [], en: [] };
    }
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
} else {
  const { now, pieces } = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const said = Object.fromEntries(pieces.map((piece) => [piece.name, judged(piece, now)]));
  process.stdout.write(JSON.stringify(said));
}
