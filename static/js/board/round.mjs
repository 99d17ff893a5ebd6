/**
 * One round of a board: look at the commune's book and at those it binds, believing nothing; remember; and only then sign.
 * What does not hold is refused with all that was shown. The rules are those of `python -m voting.verifier witness`.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { BallotError } from "../ballots/errors.mjs";
import { openCheckpoint, parseCheckpoint } from "../ledger/checkpoint.mjs";
import { cosign, cosignatureTime, witnessSeed } from "../ledger/cosignature.mjs";
import { publicKeyOf } from "../ledger/ed25519.mjs";
import { sameBytes } from "../ledger/encoding.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { rootsAt } from "../ledger/merkle.mjs";
import { openNote, parseLogKey, parseNote } from "../ledger/note.mjs";
import { requireGrowth } from "../record/book_files.mjs";
import { parseEntry } from "../record/entries.mjs";
import { RecordError, require } from "../record/errors.mjs";
import { Judged, keyOf, prefixOf, readShown } from "./beside.mjs";
import { readCommune, toLookAt } from "./commune.mjs";
import { requireDated, sizesToSign, timeToSign } from "./decision.mjs";
import { BoardMemory } from "./memory.mjs";

/**
 * @import { VerifierKey } from "../ledger/note.mjs"
 * @import { Published } from "../record/whole_vote.mjs"
 * @import { Progress, Shown } from "./beside.mjs"
 * @import { Beside, Replayed } from "./commune.mjs"
 * @import { Before } from "./decision.mjs"
 * @import { Remembered } from "./memory.mjs"
 *
 * @typedef {"whole"|"grown"|"rules"|"beside"} Part what is being looked at, in this order
 *
 * @typedef {object} Board who looks
 * @property {string} commune its code
 * @property {string} secret of the paper
 * @property {(vkey: string) => boolean} isOf whether the paper is about books with this key
 * @property {{size: number, mark: string}|null} written what the paper says of the last time
 * @property {() => number} now POSIX seconds
 * @property {() => Storage} [storage]
 *
 * @typedef {{begin?: (part: Part) => void, progress?: Progress}} Told
 *
 * @typedef {object} Signed a head that others have signed
 * @property {string} note
 * @property {number} size
 * @property {Uint8Array} root
 *
 * @typedef {object} Looked what may be signed
 * @property {Shown} book the commune's
 * @property {VerifierKey} key the board's own, as the book has it
 * @property {number} known size this board has signed last, 0 before
 * @property {Signed[]} others
 * @property {Shown[]} beside
 * @property {number} at POSIX seconds when looking began: what is seen may have grown since
 * @property {string[]} minutes of the commune's entries
 */

/** The book may grow while it is looked at: then it is looked at again. */
const MOST_LOOKS = 3;
/** How many characters of a root stand on the paper. */
export const MARK_LENGTH = 8;

/** Not to be signed: what is wrong, with which book, and everything that was shown. */
export class Refused extends Error {
  /** @param {string} code @param {string} origin @param {string} detail @param {Map<string, string>} shown */
  constructor(code, origin, detail, shown) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.origin = origin;
    this.shown = shown;
  }
}

/** The paper's key stands in no policy of this book: nobody would count what it signs. */
export class NotListed extends Error {}

/** A look that is under way. */
class Look {
  /** @param {Board} board @param {Published} published @param {Told} told */
  constructor(board, published, { begin = () => {}, progress = () => {} }) {
    this.board = board;
    this.published = published;
    this.begin = begin;
    this.progress = progress;
    this.prefix = `/communes/${board.commune}/log/`;
    this.memory = memoryOf(board);
    /** @type {Map<string, string>} */
    this.shown = new Map();
    this.origin = "";
    this.started = board.now();
  }

  /** @returns {Promise<Looked>} */
  async all() {
    this.begin("whole");
    const vkey = await this.text("log.vkey");
    this.origin = parseLogKey(vkey.trim()).name;
    require(this.board.isOf(vkey.trim()), "wrong-log-key", "the key is not the one on the paper");
    const notes = JSON.parse(await this.text("cosigned")).notes.map(String); // first: the book is at least as large
    const book = await this.read(this.prefix, vkey.trim(), "commune");
    const others = notes.map((/** @type {string} */ note) => ({ note, ...openCheckpoint(note, parseLogKey(book.vkey)) }));
    this.begin("grown");
    const before = this.grown(book, others);
    this.begin("rules");
    await this.progress(0, 1);
    const replayed = readCommune(book);
    const key = this.ownKey(replayed);
    const seen = ownLines(others, key, replayed, book.vkey);
    const known = latest([before, ...seen.own, this.board.written]);
    requireDated(latest([before, ...seen.own]), replayed.minutes, this.started);
    this.begin("beside");
    const beside = /** @type {Shown[]} */ ([]);
    const judged = new Judged((digest) => this.published(`${this.prefix}payloads/${digest}`));
    for (const one of toLookAt(replayed, known?.size ?? 0)) beside.push(await this.besides(book, one, judged));
    this.origin = book.origin;
    judged.requireCommune(book);
    return { book, key, known: known?.size ?? 0, others: seen.others, beside, at: this.started, minutes: replayed.minutes };
  }

  /**
   * What this browser remembers of the book, the others' heads and the paper: the book goes on from all of them.
   * @param {Shown} book @param {Signed[]} others
   */
  grown(book, others) {
    const { written } = this.board;
    const before = this.memory.of(book.origin);
    if (before) {
      this.shown.set("commune-before.checkpoint", before.checkpoint);
      require(before.vkey === book.vkey, "wrong-log-key", "the book had another key");
    }
    requireGrowth([...(before ? [before] : []), ...others], book.leaves);
    if (written) {
      const [root] = rootsAt(book.leaves, [written.size]);
      require(root, "rolled-back", `${book.size} entries, and the paper says ${written.size}`);
      require(bytesToHex(root).startsWith(written.mark), "forked", `another mark at ${written.size} than on the paper`);
    }
    return before;
  }

  /** @param {Replayed} replayed */
  ownKey({ witnesses }) {
    const own = publicKeyOf(witnessSeed(this.board.secret));
    const key = witnesses.find(({ publicKey }) => sameBytes(publicKey, own));
    if (!key) throw new NotListed("no witness of this book has the paper's key");
    return key;
  }

  /** @param {Shown} commune @param {Beside} beside @param {Judged} judged */
  async besides({ vkey }, beside, judged) {
    this.origin = `${parseLogKey(vkey).name}/${beside.name}`;
    const book = await this.read(prefixOf(beside), keyOf(vkey, beside), beside.name);
    const before = this.memory.of(book.origin);
    if (before) this.shown.set(`${beside.name}-before.checkpoint`, before.checkpoint);
    requireGrowth(before ? [before] : [], book.leaves);
    const kind = beside.kind === "vote" ? "vote" : "subject";
    requireDated(before, book.entries.map((raw) => parseEntry(raw, kind).at), this.started);
    await judged.take(beside, book, this.progress);
    return book;
  }

  /** @param {string} prefix @param {string} vkey @param {string} name */
  read(prefix, vkey, name) {
    return readShown(this.published, prefix, vkey, (note) => this.shown.set(`${name}-now.checkpoint`, note));
  }

  /** A text of the commune's log. @param {string} path */
  async text(path) {
    const text = new TextDecoder().decode(await this.published(this.prefix + path));
    this.shown.set(path, text);
    return text;
  }

  /** Whether the book has grown since it was shown: what did not fit together may only have been read in between. */
  async hasGrown() {
    const note = this.shown.get("commune-now.checkpoint");
    if (!note) return false;
    try {
      const now = new TextDecoder().decode(await this.published(`${this.prefix}checkpoint`));
      return parseCheckpoint(parseNote(now).text).size > parseCheckpoint(parseNote(note).text).size;
    } catch {
      return false;
    }
  }
}

/** @param {Board} board */
function memoryOf({ secret, storage }) {
  return new BoardMemory(bytesToHex(publicKeyOf(witnessSeed(secret))), storage);
}

/**
 * Under the heads that are shown: the lines of this very board, and the heads that others have signed. Every line of
 * somebody who watches must hold.
 * @param {Signed[]} heads @param {VerifierKey} key @param {Replayed} replayed @param {string} vkey
 */
function ownLines(heads, key, { witnesses }, vkey) {
  const own = /** @type {Before[]} */ ([]);
  const others = heads.filter(({ note, size }) => {
    const { verified } = openNote(note, [parseLogKey(vkey), ...witnesses]);
    const lines = verified.filter(({ keyId }) => witnesses.some((one) => one.keyId === keyId));
    for (const { name, keyId, signature } of lines) {
      if (name === key.name && keyId === key.keyId) own.push({ size, at: cosignatureTime(signature) });
    }
    return lines.some(({ keyId }) => keyId !== key.keyId);
  });
  return { own, others };
}

/**
 * The one of the largest size.
 * @template {{size: number}} One
 * @param {(One|null)[]} all
 * @returns {One|null}
 */
const latest = (all) => all.reduce((best, one) => (one && one.size > (best?.size ?? 0) ? one : best), null);

/** @param {unknown} error @returns {error is RecordError|LedgerError|BallotError} */
const isCrime = (error) => [RecordError, LedgerError, BallotError].some((kind) => error instanceof kind);

/**
 * Looks at everything. Throws `Refused` for what does not hold, `NotListed`, anything else when something could not be
 * had.
 * @param {Board} board
 * @param {Published} published
 * @param {Told} told
 */
export async function look(board, published, told = {}) {
  for (let looks = 1; ; looks += 1) {
    const one = new Look(board, published, told);
    try {
      return await one.all();
    } catch (error) {
      if (!isCrime(error)) throw error;
      if (looks < MOST_LOOKS && (await one.hasGrown())) continue;
      throw new Refused(error instanceof BallotError ? error.name : error.code, one.origin, error.message, one.shown);
    }
  }
}

/**
 * Remembers what was looked at, and hands in a line for each size that is to be signed; what is remembered is there before
 * a line leaves. Another tab may have signed meanwhile: what it remembers is asked again, at once before.
 * @param {Board} board
 * @param {Looked} looked
 * @param {(size: number, line: string) => Promise<boolean>} post tells whether the line was new
 * @returns {Promise<{size: number, mark: string, isNew: boolean}>}
 */
export async function sign(board, { book, key, known, others, beside, at, minutes }, post) {
  const memory = memoryOf(board);
  const fresh = memory.of(book.origin);
  if (fresh && fresh.size > book.size) return { size: fresh.size, mark: markOf(fresh), isNew: false };
  requireSame(fresh, book);
  for (const one of beside) memory.keep(one.origin, { ...one, at });
  const heads = [...others, { ...book, note: book.checkpoint }];
  let isNew = false;
  for (const size of sizesToSign(Math.max(known, fresh?.size ?? 0), book.size, others.map((one) => one.size))) {
    const { note, root } = /** @type {Signed} */ (heads.find((one) => one.size === size));
    const time = timeToSign(minutes[size], at);
    memory.keep(book.origin, { vkey: book.vkey, size, root, checkpoint: note, at: time });
    isNew = await post(size, cosign(key, board.secret, parseNote(note).text, time));
  }
  return { size: book.size, mark: markOf(book), isNew };
}

/** @param {{root: Uint8Array}} head */
const markOf = ({ root }) => bytesToHex(root).slice(0, MARK_LENGTH);

/** What is remembered now is still what the book grows out of. @param {Remembered|null} fresh @param {Shown} book */
function requireSame(fresh, book) {
  if (!fresh) return;
  try {
    requireGrowth([fresh], book.leaves);
  } catch (error) {
    const shown = [["commune-now.checkpoint", book.checkpoint], ["commune-before.checkpoint", fresh.checkpoint]];
    const { code } = /** @type {RecordError} */ (error);
    throw new Refused(code, book.origin, "another tab has seen another book", new Map(/** @type {[string, string][]} */ (shown)));
  }
}

/**
 * What was found wrong, as a file to be kept and shown to others.
 * @param {Refused} refused
 * @param {string} sentence as it was said
 * @param {Date} at
 */
export function evidenceOf({ code, origin, message, shown }, sentence, at) {
  const found = { code, book: origin, said: sentence, detail: message, at: at.toISOString() };
  return `${JSON.stringify({ v: 1, found, shown: Object.fromEntries(shown) }, null, 1)}\n`;
}
