/** Why the record is refused: one class, told apart by `code`, the same as in voting/record/errors.py where it has one. */

export class RecordError extends Error {
  /** @param {string} code stable name of the fault  @param {string} detail English sentence for developers */
  constructor(code, detail) {
    super(`${code}: ${detail}`);
    this.code = code;
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
