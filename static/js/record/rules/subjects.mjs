/**
 * What subjects are about: which may be opened now, when nothing more is to come of it, what its closing changes. Twin of
 * voting/record/rules/subjects.py.
 */

import { consentsNeeded } from "../../law/initiatives.mjs";
import { mayFollow } from "../../law/road.mjs";
import { require } from "../errors.mjs";
import { under } from "../facts.mjs";
import { CONSENT, FORM_POLL, LIST_REVIEW, OBJECTION, VOTE_WORDS, YES } from "../subject_kinds.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Subject } from "../facts.mjs"
 * @import { Change } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

/** What the opening changes besides the subject: what it is about must be there, and not be asked about already. @param {CommuneState} book @param {Entry} entry */
export const asked = (book, entry) => OPENINGS[entry.kind](book, entry);

/** @type {Record<string, (book: CommuneState, entry: Entry) => Change>} */
const OPENINGS = {
  /** Of the present roll, as often as the village wants. */
  [LIST_REVIEW](book, { about, village: code, subject_id: id }) {
    require(!about, "wrong-setup", "a review of the list is about nothing but the list");
    const village = book.village(code);
    return { villages: { [code]: { ...village, reviews: [...village.reviews, id] } } };
  },
  /** LAW.md 3: once for a matter that households have raised. */
  [CONSENT]: (book, entry) => ofMatter(book, entry, "proposed", "raised"),
  /** LAW.md 5, #7: once under a roll, so that nobody asks until the answer is liked. */
  [FORM_POLL]: (book, entry) => ofMatter(book, entry, "form-online", "roll"),
  /** LAW.md 5(b): once beside a vote that is open. */
  [VOTE_WORDS](book, { type, about, village, subject_id: id }) {
    const vote = book.votes.get(about);
    require(vote && vote.village === village, "unknown-vote", `${type}: no vote ${about} in village ${village}`);
    const isFree = vote.phase === "open" && !vote.words && !vote.practice;
    require(isFree, "out-of-order", "the vote is over, or households explain themselves beside it already");
    return { votes: { [about]: { ...vote, words: id } } };
  },
};

/** @param {CommuneState} book @param {Entry} entry @param {string} leadsTo @param {string} needs @returns {Change} */
function ofMatter(book, { type, about, village, subject_id: id }, leadsTo, needs) {
  const found = book.matters.get(about);
  require(found && found.village === village, "unknown-matter", `${type}: no matter ${about} in village ${village}`);
  const matter = under(found, book.village(village));
  const isNext = matter.marks.includes(needs) && mayFollow(matter.marks, leadsTo);
  require(isNext, "step-missing", `${leadsTo} cannot follow for matter ${about}`);
  require(!matter.asked, "out-of-order", `matter ${about} was asked about before`);
  return { matters: { [about]: { ...matter, asked: id } } };
}

/**
 * Whether it may close before its minute: a proposal is carried, what it was about has ended, or its vote has.
 * @param {CommuneState} book @param {Entry} entry @param {Subject} subject
 */
export function isOver(book, entry, subject) {
  const { kind, about, listed, village } = subject;
  if (kind === VOTE_WORDS) return book.votes.get(about)?.phase !== "open";
  if (kind === LIST_REVIEW) return !book.village(village).reviews.includes(entry.subject_id);
  const isCarried = kind === CONSENT && countIn(entry, YES) >= consentsNeeded(listed);
  return isCarried || !isStillAsked(book, entry, subject);
}

/** How many households last said this. @param {Entry} closed @param {string} value */
const countIn = ({ counts }, value) => counts.filter((/** @type {Entry} */ one) => one.value === value).pop()?.count ?? 0;

/** Whether its matter goes on under the roll it was asked of. @param {CommuneState} book @param {Entry} entry @param {Subject} subject */
function isStillAsked(book, entry, { about, village }) {
  const found = book.matters.get(about);
  const matter = found && under(found, book.village(village));
  return Boolean(matter && !matter.marks.includes("ended") && matter.asked === entry.subject_id);
}

/**
 * What the closing changes besides the subject: objections to the present roll are the village's to answer.
 * @param {CommuneState} book @param {Entry} entry @param {Subject} subject
 * @returns {Change}
 */
export function counted(book, entry, { village: code }) {
  const village = book.village(code);
  if (!village.reviews.includes(entry.subject_id)) return {};
  const reviews = village.reviews.filter((one) => one !== entry.subject_id);
  const objections = village.objections + countIn(entry, OBJECTION);
  return { villages: { [code]: { ...village, reviews, objections } } };
}
