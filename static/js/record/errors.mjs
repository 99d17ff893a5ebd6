/** Why the record is refused: one class, told apart by `code`, the same as in voting/record/errors.py where it has one. */

import { BallotError } from "../ballots/errors.mjs";

export class RecordError extends Error {
  /**
   * @param {string} code stable name of the fault
   * @param {string} detail English sentence for developers
   * @param {string} crime its finest name: that of a refused ballot, or of the ballots' error behind it
   */
  constructor(code, detail, crime = code) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.crime = crime;
    /** Which entry of its book it is, where that is known. */
    this.index = -1;
  }
}

/**
 * Throws a `RecordError` unless `holds`.
 * @param {unknown} holds
 * @param {string} code
 * @param {string} detail
 * @returns {asserts holds}
 */
export function require(holds, code, detail) {
  if (!holds) throw new RecordError(code, detail);
}

/**
 * Runs a reader of the ballots and gives its refusal the code it has in the record.
 * @template T
 * @param {string} code
 * @param {() => T} read
 */
export function named(code, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof BallotError ? new RecordError(code, `${error.name}: ${error.message}`, error.name) : error;
  }
}
