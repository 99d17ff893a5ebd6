/**
 * What stands on the paper of a counting member or of a board: the seed, and whose books it is about. A QR code holds both, the seed and the
 * vkey of the commune's book with a space between; people type the seed and the book's code ("mã sổ").
 */

import { tidy, wrongGroup } from "../ballots/checked_code.mjs";
import { formatCard, parseCard } from "../ballots/credentials.mjs";
import { BadCard } from "../ballots/errors.mjs";
import { bookCode, readBookCode } from "./book_code.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { formatPaperCode, GROUPS, randomPaperCode, SIZE } from "../ballots/paper_code.mjs";
import { parseLogKey } from "../ledger/note.mjs";

/**
 * @typedef {{seed: string, vkey: string}} Paper
 * @typedef {{field: "seed"|"code", kind: string, group?: number}} PaperFault `kind` names one of the field's sentences,
 *   `group` is the number, from 1, of the group that is wrong
 */

/**
 * The text of the paper's QR code.
 * @param {Paper} paper
 */
export const printPaper = ({ seed, vkey }) => `${seed} ${vkey}`;

/**
 * What a QR code says, or what a scanner at the desk typed; null when it is no such paper.
 * @param {string} text
 * @returns {Paper|null}
 */
export function readPaper(text) {
  const [seed, vkey, ...more] = text.trim().split(" ");
  if (!vkey || more.length) return null;
  try {
    return { seed: parseCard(seed), vkey: parseLogKey(vkey).vkey };
  } catch (error) {
    if (error instanceof BadCard || error instanceof LedgerError) return null;
    throw error;
  }
}

/**
 * The seed as typed, in either form; null when it cannot be one.
 * @param {string} text
 */
export function typedSeed(text) {
  try {
    return parseCard(text.replace(/\s+/g, ""));
  } catch (error) {
    if (error instanceof BadCard) return null;
    throw error;
  }
}

/** @param {"seed"|"code"} field @param {string} typed @param {number} group @returns {PaperFault[]} */
function faultIn(field, typed, group) {
  if (!typed.trim()) return [{ field, kind: "missing" }];
  return group ? [{ field, kind: "group", group }] : [];
}

/** A form with the two lines of the paper, `data-field` seed and code, that a scan fills too. */
export class PaperFields {
  /** @param {(name: "seed"|"code") => HTMLInputElement} field */
  constructor(field) {
    this.field = field;
    this.scanned = /** @type {Paper|null} */ (null);
    field("seed").addEventListener("input", () => this.fill(field("seed").value));
  }

  /**
   * Fills both lines from a paper's QR code; whether the text is one.
   * @param {string} text
   */
  fill(text) {
    const paper = readPaper(text);
    if (!paper) return false;
    this.scanned = paper;
    this.field("seed").value = formatCard(paper.seed);
    this.field("code").value = bookCode(paper.vkey);
    return true;
  }

  /** The seed; null when what stands there cannot be one. */
  get seed() {
    return typedSeed(this.field("seed").value);
  }

  /**
   * What can be seen to be wrong with the two lines as they stand, without asking whose they are.
   * @returns {PaperFault[]}
   */
  get faults() {
    const [seed, code] = [this.field("seed").value, this.field("code").value];
    const inSeed = this.seed ? 0 : wrongGroup(tidy(seed), GROUPS, SIZE);
    return [...faultIn("seed", seed, inSeed), ...faultIn("code", code, readBookCode(code).group)];
  }

  /**
   * Whether the paper is about books with this key. What was scanned is compared whole.
   * @param {string} vkey
   */
  isOf(vkey) {
    const { code } = readBookCode(this.field("code").value);
    const { scanned } = this;
    return scanned && code === bookCode(scanned.vkey) ? scanned.vkey === vkey : code === bookCode(vkey);
  }

  /** Leaves nothing in the form. */
  clear() {
    this.scanned = null;
    this.field("seed").value = this.field("code").value = "";
  }
}

/** How such a paper is written and read, for the page on which one is made. */
export const WRITING = {
  draw: randomPaperCode,
  format: formatPaperCode,
  bookCode,
  print: printPaper,
  readKey: (/** @type {string} */ text) => parseLogKey(text).vkey,
  fields: (/** @type {(name: "seed"|"code") => HTMLInputElement} */ field) => new PaperFields(field),
};
