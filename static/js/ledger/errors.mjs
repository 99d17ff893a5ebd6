/** What is refused: one class, told apart by `code`, the same codes as voting/ledger/errors.py. */

export class LedgerError extends Error {
  /** @param {string} code stable name of the crime  @param {string} detail English sentence for developers */
  constructor(code, detail) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/**
 * Throws a `LedgerError` unless `holds`.
 * @param {unknown} holds
 * @param {string} code
 * @param {string} detail
 * @returns {asserts holds}
 */
export function require(holds, code, detail) {
  if (!holds) throw new LedgerError(code, detail);
}
