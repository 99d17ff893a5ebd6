/**
 * A vote's own book, judged entry by entry: who may cast a ballot, until when, and which ballots count. Twin of
 * voting/record/rules/casting.py with its book in memory (voting/record/state/vote_book.py).
 */

import { checkProofs } from "../ballots/acceptance.mjs";
import { parseEnvelope } from "../ballots/envelope.mjs";
import { BallotError } from "../ballots/errors.mjs";
import { beginChain, chained } from "../ballots/event_chain.mjs";
import { hexOf } from "../ballots/hashed_texts.mjs";
import { isWithinLongest } from "./commune_book.mjs";
import { parseEntry } from "./entries.mjs";
import { RecordError, require } from "./errors.mjs";

/**
 * @import { Ballot } from "../ballots/ballot.mjs"
 * @import { Envelope } from "../ballots/envelope.mjs"
 * @import { EventChain } from "../ballots/event_chain.mjs"
 * @import { Move } from "./commune_book.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Setup } from "./setup.mjs"
 *
 * @typedef {{sequence: number, answers: Ballot["answers"]}} LastBallot the last accepted one of a credential
 */

/** A vote's book that is being read. */
export class VoteBook {
  /** @param {Setup} setup */
  constructor(setup) {
    this.setup = setup;
    this.size = 0;
    this.lastAt = "";
    this.closesAt = /** @type {string} */ (setup.opened.closes_at);
    this.ballots = this.closings = this.exchanged = 0;
    /** @type {Move[]} */
    this.moves = [];
    /** @type {Map<string, "spare"|"closed"|"exchanged">} */
    this.barred = new Map();
    /** @type {Map<string, LastBallot>} */
    this.last = new Map();
    /** @type {Set<string>} */
    this.seen = new Set();
    const { election, credentialsRaw, opened } = setup;
    /** @type {EventChain} */
    this.chain = beginChain([election.raw, opened.trustees, credentialsRaw]);
  }

  /** Households that have voted. */
  get voted() {
    return this.last.size;
  }

  /** The ballots that count: the last of each credential. */
  get counted() {
    return Array.from(this.last.values());
  }

  /**
   * Takes in the next entry, proofs and all; throws a `RecordError` if it may not stand there.
   * @param {Uint8Array} raw
   */
  take(raw) {
    const entry = parseEntry(raw, "vote");
    require(entry.at >= this.lastAt, "dated-before-predecessor", `entry ${this.size} is dated before the one before it`);
    const isFirst = this.size === 0;
    require((entry.type === "book-started") === isFirst, "log-not-started", "book-started stands first, and once");
    const { vote, village } = this.setup.opened;
    const code = entry.type === "ballot" ? "wrong-election" : "unknown-vote";
    require(entry.vote === vote && entry.village === village, code, "an entry of another vote's book");
    STEPS[entry.type](this, entry);
    this.size += 1;
    this.lastAt = entry.at;
  }
}

/** @type {Record<string, (book: VoteBook, entry: Entry) => void>} */
const STEPS = {
  "book-started"({ setup: { opening, opened }, barred }, { opened_index: index, opened_leaf: leaf, at }) {
    require(index === opening.index && leaf === opening.leaf, "wrong-opening", "not the opening of this vote");
    require(at >= opened.at, "dated-before-predecessor", "the vote's book is dated before the vote's opening");
    for (const spare of opened.spares) barred.set(spare, "spare");
  },
  ballot(book, { at, envelope }) {
    require(book.setup.opened.opens_at <= at && at < book.closesAt, "not-open", "the vote is not open at this time");
    const { sequence, ballot } = checked(book, envelope);
    book.last.set(ballot.credential, { sequence, answers: ballot.answers });
    book.ballots += 1;
    book.chain = chained(book.chain, "Ballot", ballot.raw);
  },
  "credential-closed"(book, { credential, count }) {
    const isOpen = book.setup.credentials.has(credential) && !book.barred.has(credential);
    require(isOpen && count === book.closings + 1, "wrong-setup", "not on the list, closed already, or miscounted");
    book.barred.set(credential, "closed");
    book.closings = count;
  },
  "credential-added"(book, { credential, instead_of: other, count }) {
    const fits = book.barred.get(credential) === "spare" && book.barred.get(other) === "closed";
    require(fits && count === book.exchanged + 1, "wrong-setup", "not a spare for a closed one, or miscounted");
    require(!book.last.has(other), "out-of-order", "the household has had its vote");
    book.barred.delete(credential);
    book.barred.set(other, "exchanged");
    book.exchanged = count;
  },
  "closing-moved"(book, { at, closes_at: closesAt, extended_index: index, extended_leaf: leaf }) {
    const { opened, opening } = book.setup;
    const isLater = at < book.closesAt && book.closesAt < closesAt && isWithinLongest(opened.at, closesAt);
    const [before] = book.moves.length ? book.moves.slice(-1) : [opening];
    require(isLater && index > before.index, "out-of-order", "not a later closing time, or out of order");
    book.moves.push({ index, leaf, closes_at: closesAt });
    book.closesAt = closesAt;
  },
};

/**
 * The acceptance list of PROTOCOL section 4 (steps 1 to 10).
 * @param {VoteBook} book
 * @param {object} value
 * @returns {Envelope}
 */
function checked(book, value) {
  try {
    const envelope = parseEnvelope(JSON.stringify(value));
    requireTurn(book, envelope);
    checkProofs(envelope, book.setup.election);
    return envelope;
  } catch (error) {
    throw error instanceof BallotError ? new RecordError(error.code, `${error.name}: ${error.message}`) : error;
  }
}

/** Steps 3, 9 and 10, which need the book. @param {VoteBook} book @param {Envelope} envelope */
function requireTurn({ setup, barred, last, seen }, { sequence, ballot }) {
  const { credential, tracker, answers } = ballot;
  require(setup.credentials.has(credential), "unknown-credential", "the credential is not on the list");
  require(!barred.has(credential), "closed-credential", "the credential is closed");
  for (const one of [tracker, ...answers.flatMap(({ choices }) => choices).map(hexOf)]) {
    require(!seen.has(one), "duplicate", "a ballot or a ciphertext that was seen before");
    seen.add(one);
  }
  const before = last.get(credential);
  require(!before || sequence > before.sequence, "old-sequence", "the sequence number does not rise");
}
