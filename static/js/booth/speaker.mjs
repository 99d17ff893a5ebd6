/** The holder of the card's secret where a household speaks in the open: only a key and signed letters leave it. */

import { householdSecret } from "../ballots/credentials.mjs";
import { G } from "../ballots/group.mjs";
import { SALT_BYTES, letterOf, makeStatement, statementSecret, wordsHash } from "../ballots/statement.mjs";

/** @import { Statement } from "../ballots/statement.mjs" */

/** A household's card in this page. */
export class Speaker {
  /** @param {string} card */
  constructor(card) {
    this._secret = householdSecret(card);
    this.key = G.power(this._secret).hex;
  }

  /**
   * A signed statement and the letter that carries it with its words; the salt is drawn here.
   * @param {{subject: string, kind: string, value: string, sequence: number}} said
   * @param {string} words empty for none
   * @returns {{statement: Statement, letter: string}}
   */
  letter({ subject, kind, value, sequence }, words) {
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    const text = words ? wordsHash(salt, words) : null;
    const statement = makeStatement({ subject, kind, value, text, sequence }, statementSecret(this._secret, subject));
    return { statement, letter: letterOf(statement, salt, words) };
  }
}
