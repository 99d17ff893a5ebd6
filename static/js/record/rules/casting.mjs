/**
 * Rules of a vote's own book: they ask that book and what its opening fixed, and nothing else. Twin of
 * voting/record/rules/casting.py.
 */

import { checkProofs, checkShape } from "../../ballots/acceptance.mjs";
import { parseEnvelope } from "../../ballots/envelope.mjs";
import { BallotError } from "../../ballots/errors.mjs";
import { beginChain, chained } from "../../ballots/event_chain.mjs";
import { hexOf } from "../../ballots/hashed_texts.mjs";
import { RecordError, require } from "../errors.mjs";
import { isWithinLongest } from "../setup.mjs";
import { requireText } from "../texts.mjs";

/**
 * @import { Envelope } from "../../ballots/envelope.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { BookChange, Tallies, VoteBookState } from "../state/vote_book.mjs"
 *
 * @typedef {(book: VoteBookState, entry: Entry) => BookChange} Rule
 */

/** The first entry, and only the first, names the opening; spare cards are barred from here on. @type {Rule} */
function bookStarted({ setup, size, tallies }, entry) {
  const { opened, opening, election, credentialsRaw } = setup;
  require(!size && !tallies, "log-not-started", "book-started stands first, and once");
  requireOwn(setup.opened, entry, "unknown-vote");
  const isNamed = entry.opened_index === opening.index && entry.opened_leaf === opening.leaf;
  require(isNamed, "wrong-opening", `book-started names entry ${entry.opened_index}, not the opening of the vote`);
  require(entry.at >= opened.at, "dated-before-predecessor", "the vote's book is dated before the vote's opening");
  const chain = beginChain([election.raw, opened.trustees, credentialsRaw]);
  const begun = { closesAt: opened.closes_at, ballots: 0, voted: 0, chain, closings: 0, exchanged: 0, moves: [] };
  return { tallies: begun, barred: Object.fromEntries(opened.spares.map((/** @type {string} */ one) => [one, "spare"])) };
}

/** The acceptance list of PROTOCOL section 4. @type {Rule} */
function ballot(book, entry) {
  const { setup, last } = book;
  const tallies = talliesOf(book, entry);
  requireOwn(setup.opened, entry, "wrong-election"); // step 2, of the entry itself
  const isOpen = setup.opened.opens_at <= entry.at && entry.at < tallies.closesAt; // step 11
  require(isOpen, "not-open", "the vote is not open at this time");
  const envelope = refused(() => parseEnvelope(JSON.stringify(entry.envelope))); // step 1
  refused(() => checkShape(envelope.ballot, setup.election)); // steps 2 and 4
  const ciphertexts = checkTurn(book, envelope);
  refused(() => checkProofs(envelope, setup.election)); // steps 5 to 8, and the seal of 9
  const { sequence, ballot: cast } = envelope;
  const voted = tallies.voted + Number(!last.has(cast.credential));
  const counted = { ...tallies, ballots: tallies.ballots + 1, voted, chain: chained(tallies.chain, "Ballot", cast.raw) };
  return { tallies: counted, ballot: { sequence, ballot: cast, ciphertexts } };
}

/**
 * Steps 3, 9 and 10, which need the book: credential, order, never seen before; the ballot's ciphertexts.
 * @param {VoteBookState} book @param {Envelope} envelope
 */
function checkTurn({ setup, barred, last, trackers, ciphertexts: seen }, { sequence, ballot: cast }) {
  const { credential, tracker, answers } = cast;
  require(setup.credentials.has(credential), "unknown-credential", "the credential is not on the list");
  require(!barred.has(credential), "closed-credential", "the credential is closed");
  const isNew = !trackers.has(tracker);
  if (!isNew) throw new RecordError("duplicate", "this very ballot is already in the record", "replayed-ballot");
  const ciphertexts = answers.flatMap(({ choices }) => choices).map(hexOf);
  const isFresh = new Set(ciphertexts).size === ciphertexts.length && !ciphertexts.some((one) => seen.has(one));
  if (!isFresh) throw new RecordError("duplicate", "a ciphertext appears a second time", "copied-ciphertext");
  const before = last.get(credential);
  const rises = !before || sequence > before.sequence;
  require(rises, "old-sequence", `sequence ${sequence} is not above the last, ${before?.sequence}`);
  return ciphertexts;
}

/** A ballot's own error as the record says it: the code of the interface, the crime by its finer name. @template T @param {() => T} read */
function refused(read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof BallotError ? new RecordError(error.code, error.message, error.name) : error;
  }
}

/** No further ballot from here on; one that was accepted before stays counted, as the archive counts it. @type {Rule} */
function credentialClosed(book, entry) {
  const [code, tallies] = ["wrong-setup", ofThisVote(book, entry)];
  const isOpen = book.setup.credentials.has(entry.credential) && !book.barred.has(entry.credential);
  require(isOpen, code, "the credential is not on the list, or closed already");
  require(entry.count === tallies.closings + 1, code, `credential-closed says ${entry.count}, ${tallies.closings} are before it`);
  requireText(entry.reason, { lineBreaks: true });
  return { tallies: { ...tallies, closings: entry.count }, barred: { [entry.credential]: "closed" } };
}

/** A spare takes the place of one closed credential, once, so that open credentials never outnumber households. @type {Rule} */
function credentialAdded(book, entry) {
  const [code, tallies] = ["wrong-setup", ofThisVote(book, entry)];
  const { credential, instead_of: other, count } = entry;
  require(book.barred.get(credential) === "spare", code, "not a spare credential still closed");
  require(book.barred.get(other) === "closed", code, "the credential it replaces is not closed, or was replaced before");
  require(!book.last.has(other), "out-of-order", "the credential it replaces has voted: its household has had its vote");
  require(count === tallies.exchanged + 1, code, `credential-added says ${count}, ${tallies.exchanged} are before it`);
  return { tallies: { ...tallies, exchanged: count }, barred: { [credential]: null, [other]: "exchanged" } };
}

/** Before the closing it moves, to a later one, and never beyond the longest time (LEDGER). @type {Rule} */
function closingMoved(book, entry) {
  const [code, tallies] = ["out-of-order", ofThisVote(book, entry)];
  const { at, closes_at: closesAt, extended_index: index, extended_leaf: leaf } = entry;
  const { opened, opening } = book.setup;
  const isLater = at < tallies.closesAt && tallies.closesAt < closesAt;
  require(isLater, code, "a closing time is moved before it is reached, and to a later one");
  require(isWithinLongest(opened.at, closesAt), code, "a vote closes at most 90 days after its opening");
  const [before] = [opening, ...tallies.moves].slice(-1);
  require(index > before.index, code, "closing-moved follows an extension that comes after the last one it followed");
  return { tallies: { ...tallies, closesAt, moves: [...tallies.moves, { index, leaf, closes_at: closesAt }] } };
}

/** @param {VoteBookState} book @param {Entry} entry @returns {Tallies} */
function talliesOf({ tallies }, { type }) {
  require(tallies, "log-not-started", `${type} before book-started`);
  return tallies;
}

/** Nothing in a book names another vote or village. @param {Entry} opened @param {Entry} entry @param {string} code */
function requireOwn(opened, entry, code) {
  const isOwn = entry.vote === opened.vote && entry.village === opened.village;
  require(isOwn, code, `${entry.type}: vote ${entry.vote} of village ${entry.village} has another book`);
}

/** @param {VoteBookState} book @param {Entry} entry */
function ofThisVote(book, entry) {
  const tallies = talliesOf(book, entry);
  requireOwn(book.setup.opened, entry, "unknown-vote");
  return tallies;
}

/** @type {Record<string, Rule>} */
export const RULES = {
  "book-started": bookStarted,
  ballot,
  "credential-closed": credentialClosed,
  "credential-added": credentialAdded,
  "closing-moved": closingMoved,
};
