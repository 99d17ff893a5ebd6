/**
 * Rules about the count: the encrypted tally, partial decryptions, the result and its outcome. Order and numbers are always
 * judged; what the numbers are made of only where the vote's own book is given. Twin of voting/record/rules/count.py.
 */

import {
  checkOpened, checkPartial, encryptedTally, parseOwned, printOwned, printSized, printTally, readPartial, readResult, readTally,
} from "../../ballots/tally.mjs";
import { named, require } from "../errors.mjs";
import { isFormed, outcomeOf } from "../outcome.mjs";
import { voteIn } from "./shared.mjs";

/**
 * @import { Ciphertext } from "../../ballots/hashed_texts.mjs"
 * @import { Element } from "../../ballots/group.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Vote } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { Setup } from "../setup.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 * @import { VoteBookState } from "../state/vote_book.mjs"
 */

const [TALLY, PARTIAL, RESULT, OUTCOME] = ["wrong-tally", "wrong-partial-decryption", "wrong-result", "wrong-outcome"];

/** Recomputed here from the ballots in the vote's book, byte for byte. @type {Rule} */
function tally(book, entry, context) {
  const vote = voteIn(book, entry, "closed");
  const { number } = tallyIn(entry);
  require(number === vote.voted, TALLY, `${vote.voted} households have voted, and another number of ballots is counted`);
  const own = context.voteBook(entry.vote);
  if (own) {
    const [written, voted] = [printTally(counted(own)), own.last.size];
    const isSame = entry.encrypted_tally === written && entry.sized === printSized(written, voted);
    require(isSame, TALLY, "not the product of the last ballots in the vote's book, or a wrong number of them");
  }
  return { votes: { [entry.vote]: { ...vote, phase: "tallied", tally: book.size } } };
}

/** The encrypted tally of the ballots that count: the last of each credential. @param {VoteBookState} book */
export const counted = ({ setup, last }) => encryptedTally(setup.election, Array.from(last.values()));

/** The encrypted tally an entry carries, and of how many ballots; `wrong-tally` if it is none. @param {Entry} entry */
export const tallyIn = ({ encrypted_tally: raw, sized }) => named(TALLY, () => readTally(raw, sized));

/** One for each trustee, with a proof for every factor. @type {Rule} */
function partialDecryption(book, entry, context) {
  const vote = voteIn(book, entry, "tallied");
  const owner = partialIn(entry);
  const isNew = !vote.partials.some(([one]) => one === owner);
  require(isNew, PARTIAL, `trustee ${owner} has done its part already`);
  const own = context.voteBook(entry.vote);
  if (own) factorsIn(entry, own.setup, tallyOf(book, vote));
  return { votes: { [entry.vote]: { ...vote, partials: [...vote.partials, [owner, book.size]] } } };
}

/** The encrypted tally that stands in the book. @param {CommuneState} book @param {Vote} vote */
const tallyOf = ({ entries }, { tally: index }) => tallyIn(entries[index ?? 0]).rows;

/** The owner's number; `wrong-partial-decryption` if it and what it owns do not belong together. @param {Entry} entry */
export function partialIn({ owned, partial }) {
  const { owner } = named(PARTIAL, () => parseOwned(owned));
  named(PARTIAL, () => readPartial(partial));
  require(printOwned(owner, partial) === owned, PARTIAL, "the payload has another hash than the one that is owned");
  return owner;
}

/**
 * It is by a trustee of the vote, and every proof holds; else `wrong-partial-decryption`. Its factors.
 * @param {Entry} entry @param {Setup} setup @param {Ciphertext[][]} rows
 */
export function factorsIn(entry, { election, trustees }, rows) {
  const number = partialIn(entry);
  const owner = trustees.owners.find((one) => one.number === number);
  require(owner, PARTIAL, `the vote has no trustee ${number}`);
  return named(PARTIAL, () => checkPartial(election, rows, owner.key, entry.partial));
}

/** Both the numbers and what the rule makes of them are recomputed and compared. @type {Rule} */
function result(book, entry, context) {
  const vote = voteIn(book, entry, "tallied");
  const counts = named(RESULT, () => readResult(entry.result));
  const { partials, parts, voted, opinion, practice } = vote;
  require(partials.length >= parts, RESULT, `${partials.length} of the ${parts} parts that open the tally are in the book`);
  const fits = counts.every((row) => row.every((number) => number <= voted));
  require(fits, RESULT, `a number is larger than the ${voted} households that have voted`);
  const isStated = Object.keys(entry.outcome).length > 0;
  require(isStated !== (opinion || practice), OUTCOME, "what decides nothing has no outcome, and every other vote has one");
  require(!isStated || isFormed(entry.outcome, counts.length), OUTCOME, "not of the form that an outcome has");
  const own = context.voteBook(entry.vote);
  if (own) {
    requireOpened(book, vote, own.setup, counts);
    requireOutcome(entry, own.setup, counts);
  }
  return { votes: { [entry.vote]: { ...vote, phase: "decided", result: book.size } } };
}

/**
 * The numbers are what the partial decryptions in the book open to; else `wrong-result`.
 * @param {CommuneState} book @param {Vote} vote @param {Setup} setup @param {number[][]} counts
 */
export function requireOpened(book, vote, setup, counts) {
  const rows = tallyOf(book, vote);
  /** @type {Map<number, Element[][]>} */
  const factors = new Map(vote.partials.map(([owner, index]) => [owner, readPartial(book.entries[index].partial).factors]));
  named(RESULT, () => checkOpened(setup.trustees, { rows, number: vote.voted }, factors, counts));
}

/** The outcome is what the rule of decision makes of the numbers; else `wrong-outcome`. @param {Entry} entry @param {Setup} setup @param {number[][]} counts */
export function requireOutcome({ outcome }, setup, counts) {
  const isSame = JSON.stringify(outcome) === JSON.stringify(outcomeOf(setup, counts));
  require(isSame, OUTCOME, "not what the rule of decision makes of the numbers");
}

/** @type {Rules} */
export const RULES = { tally, "partial-decryption": partialDecryption, result };
