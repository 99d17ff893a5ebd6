/** What a check may come to, and what only the verifier can find wrong. Twin of voting/verifier/findings.py and voting/verifier/errors.py. */

import { BallotError } from "../ballots/errors.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { RecordError } from "../record/errors.mjs";

/**
 * @typedef {"pass"|"fail"|"not-given"|"skipped"} Status
 * @typedef {Record<string, unknown>} Values
 * @typedef {{status: Status, say: string, values: Values, error: string, crime: string, detail: string}} Finding `say` names
 *   its sentence, `values` fill it; `error` is the coarse stable code and `crime` the finest name, only when the check failed
 */

/** A check that does not hold, by what only the verifier knows. */
export class Crime extends Error {
  /** @param {string} code stable name @param {string} detail English sentence for developers */
  constructor(code, detail) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** A data error with the numbers that belong in the sentence about it. */
export class Failure extends Error {
  /** @param {unknown} error @param {Values} values */
  constructor(error, values) {
    super(String(error));
    this.error = error;
    this.values = values;
  }
}

/** Thrown by a check for which the evidence holds nothing. */
export class NotShown extends Error {
  /** @param {string} say @param {Values} values */
  constructor(say, values = {}) {
    super(say);
    this.say = say;
    this.values = values;
  }
}

/** Thrown by a check that cannot run because what an earlier check establishes is missing. */
export class Needs extends Error {
  /** @param {string} check */
  constructor(check) {
    super(check);
    this.check = check;
  }
}

/** Whether the evidence can cause this error; anything else is a mistake of this program. @param {unknown} error */
export const isDataError = (error) => [Crime, RecordError, BallotError, LedgerError].some((kind) => error instanceof kind);

/** Throws a `Crime` unless `holds`. @param {unknown} holds @param {string} code @param {string} detail @returns {asserts holds} */
export function require(holds, code, detail) {
  if (!holds) throw new Crime(code, detail);
}

/** What an earlier check established, or `Needs` that names the check. @template T @param {T|null|undefined} value @param {string} check @returns {T} */
export function need(value, check) {
  if (value === null || value === undefined) throw new Needs(check);
  return value;
}

/** @param {Status} status @param {string} say @param {Values} values @returns {Finding} */
export const finding = (status, say, values = {}) => ({ status, say, values, error: "", crime: "", detail: "" });

/** The check holds. @param {string} say @param {Values} values */
export const held = (say, values = {}) => finding("pass", say, values);

/** The check fails with this data error. @param {unknown} error @param {string} say @param {Values} values @returns {Finding} */
export function failed(error, say, values) {
  const [code, detail] = [codeOf(error), error instanceof Error ? error.message : ""];
  const crime = error instanceof RecordError ? error.crime : code;
  return { status: "fail", say, values, error: code, crime, detail };
}

/** The stable code: a ballot error's own name, any other error's code. @param {unknown} error */
export const codeOf = (error) =>
  error instanceof BallotError ? error.name : /** @type {{code?: string}} */ (error).code ?? "unknown";
