/** Why a total is not opened, told apart by names, and which of the page's sentences says it. */

import { BallotError } from "../ballots/errors.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { RecordError } from "../record/errors.mjs";

/** What only this page refuses. */
export class Refusal extends Error {
  /** @param {string} code @param {string} detail English sentence for developers */
  constructor(code, detail) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** The sentence of each code. @type {Record<string, string[]>} */
const SENTENCES = {
  unsigned: ["key-malformed", "note-malformed", "checkpoint-malformed", "origin-mismatch", "signature-missing",
    "signature-invalid", "wrong-log"],
  incomplete: ["tile-malformed", "wrong-root"],
  neverOpened: ["never-opened"],
  notClosed: ["not-closed", "not-tallied"],
  cancelled: ["cancelled"],
  wrongClosing: ["wrong-closing"],
  wrongTies: ["wrong-opening", "wrong-seal", "wrong-move"],
  wrongElection: ["wrong-election"],
  wrongBallot: ["duplicate", "old-sequence", "unknown-credential", "closed-credential", "bad-proof", "not-open",
    "malformed", "too-large"],
  wrongTally: ["wrong-tally"],
  tooFew: ["too-few"],
  rolledBack: ["rolled-back"],
  openedBefore: ["opened-before"],
  wrongPaper: ["wrong-paper"],
  notYours: ["not-yours"],
};

/**
 * Code and sentence of what was thrown; null when nothing was refused, but something could not be had.
 * @param {unknown} error
 * @returns {{code: string, sentence: string}|null}
 */
export function refusalOf(error) {
  const kinds = [Refusal, RecordError, LedgerError, BallotError];
  if (!kinds.some((kind) => error instanceof kind)) return null;
  const { code } = /** @type {Refusal} */ (error);
  const [sentence] = Object.keys(SENTENCES).filter((one) => SENTENCES[one].includes(code));
  return { code, sentence: sentence ?? "wrongEntry" };
}
