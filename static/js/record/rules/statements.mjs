/**
 * Rules of subjects that households speak about: in the commune's book, and in a subject's own. Twin of
 * voting/record/rules/statements.py.
 */

import { BallotError } from "../../ballots/errors.mjs";
import { checkSignature, checkTerms, parseStatement } from "../../ballots/statement.mjs";
import { RecordError, require } from "../errors.mjs";
import { isWithinLongest } from "../setup.mjs";
import { MOST_STATEMENTS, TERMS } from "../subject_kinds.mjs";
import { readPseudonyms } from "../subject_setup.mjs";
import { requireSubjectClosing } from "../ties.mjs";
import { payload, placeOf, started, villageOf } from "./shared.mjs";
import { asked, counted, isOver } from "./subjects.mjs";

/**
 * @import { Statement } from "../../ballots/statement.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Subject, Village } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 * @import { Opinions, SubjectBookState, SubjectChange } from "../state/subject_book.mjs"
 */

const [SETUP, CLOSING, UNKNOWN] = ["wrong-setup", "wrong-closing", "unknown-subject"];

// the commune's book

/** Once, with a book of its own; a pseudonym for each household's valid card; the values of its kind. @type {Rule} */
function subjectOpened(book, entry, context) {
  checkPlace(book, entry);
  checkCards(villageOf(book, entry), entry);
  const { subject_id: id, village, at: openedAt, closes_at: closesAt, listed, values, worded, kind, about } = entry;
  const isInOrder = openedAt < closesAt && isWithinLongest(openedAt, closesAt);
  require(isInOrder, SETUP, "a subject closes after it opens, and at most 90 days later");
  const isOfKind = JSON.stringify(Object.entries(TERMS).find(([one]) => one === kind)?.[1]) === JSON.stringify([values, worded]);
  require(isOfKind, SETUP, `a subject of kind ${kind} has no such values`);
  const raw = payload(context, entry.pseudonyms);
  if (raw) readPseudonyms(entry, raw);
  /** @type {Subject} */
  const opened = {
    village, opening: placeOf(book, entry), openedAt, closesAt, listed, values, kind, about, seal: null, closing: null, counts: [],
  };
  return { ...asked(book, entry), subjects: { [id]: opened } };
}

/** @param {CommuneState} book @param {Entry} entry */
function checkPlace(book, entry) {
  const { subject_id: id } = entry;
  require(!book.subjects.has(id) && !book.votes.has(id), SETUP, `${id} was opened before`);
  const origin = `${started(book, entry).origin}/${id}`;
  require(entry.book === origin, SETUP, `the subject's book is called ${entry.book}, not ${origin}`);
}

/** @param {Village} village @param {Entry} entry */
function checkCards({ cards, households, register }, entry) {
  const fits = cards && cards === households && entry.register === register;
  require(fits, "wrong-cards", `${cards} valid cards for ${households} households, or another register`);
  require(entry.listed === cards, SETUP, `${entry.listed} pseudonyms for ${cards} cards`);
}

/** At its minute, or when nothing more is to come of it; the whole of its book is stated, and counted by value. @type {Rule} */
function subjectClosed(book, entry, context) {
  const subject = subjectIn(book, entry);
  const { at, size, root, statements, counts } = /** @type {Entry & Opinions} */ (entry);
  const spoken = counts.reduce((sum, { count }) => sum + count, 0);
  const isDue = at >= subject.closesAt || spoken >= subject.listed || isOver(book, entry, subject);
  require(isDue, "closed-too-early", `${spoken} of ${subject.listed} households have spoken`);
  const isOfValues = counts.map(({ value }) => value).join() === subject.values.join();
  require(isOfValues, CLOSING, "the counts are not those of the subject's values, in order");
  const fits = spoken <= Math.min(statements, subject.listed) && !spoken === !statements;
  require(fits, CLOSING, `${spoken} of ${subject.listed} households made ${statements} statements`);
  const before = subject.seal ?? { size: 0, root: "" };
  const isWhole = size === 1 + statements && size >= before.size && (size > before.size || root === before.root);
  require(isWhole, CLOSING, `a book of ${size} entries, sealed at ${before.size}, with ${statements} statements`);
  const own = context.subjectBook(entry.subject_id);
  if (own) requireSubjectClosing(entry, own);
  const closed = { ...subject, seal: { size, root }, closing: book.size, counts };
  return { ...counted(book, entry, subject), subjects: { [entry.subject_id]: closed } };
}

/** @param {CommuneState} book @param {Entry} entry */
function subjectIn(book, entry) {
  started(book, entry);
  const subject = book.subjects.get(entry.subject_id);
  const isTheirs = subject && subject.village === entry.village;
  require(isTheirs, UNKNOWN, `${entry.type}: no subject ${entry.subject_id} in village ${entry.village}`);
  require(subject.closing === null, "out-of-order", `${entry.type}: the subject was closed before`);
  return subject;
}

// a subject's own book

/** The first entry, and only the first, names the opening. @param {SubjectBookState} book @param {Entry} entry @returns {SubjectChange} */
function subjectStarted(book, entry) {
  const { opening, opened, terms } = book.setup;
  require(!book.size && !book.opinions, "log-not-started", "subject-started stands first, and once");
  requireOwn(book, entry);
  const isNamed = entry.opened_index === opening.index && entry.opened_leaf === opening.leaf && entry.at >= opened.at;
  require(isNamed, "wrong-opening", `subject-started names entry ${entry.opened_index}, not the opening of the subject`);
  return { opinions: { statements: 0, counts: terms.values.map((value) => ({ value, count: 0 })) } };
}

/** The acceptance list of `ballots/statement`. @param {SubjectBookState} book @param {Entry} entry @returns {SubjectChange} */
function statementMade(book, entry) {
  require(book.opinions, "log-not-started", `${entry.type} before subject-started`);
  requireOwn(book, entry);
  require(entry.at < book.setup.opened.closes_at, "not-open", "the subject is closed at this time"); // step 6
  const statement = refused(() => parseStatement(JSON.stringify(entry.statement))); // step 1
  refused(() => checkTerms(statement, book.setup.terms)); // step 2
  const last = checkTurn(book, statement);
  refused(() => checkSignature(statement)); // step 4
  const { pseudonym, tracker, said: { sequence, value } } = statement;
  const taken = { pseudonym, sequence, tracker, value };
  return { opinions: withValue(book.opinions, last?.value, value), statement: taken };
}

/** Steps 3 and 5, which need the book: the pseudonym, and its order; its last statement. @param {SubjectBookState} book @param {Statement} statement */
function checkTurn({ setup, last }, { pseudonym, tracker, said: { sequence } }) {
  require(setup.pseudonyms.has(pseudonym), "unknown-pseudonym", "the pseudonym is not on the list");
  require(sequence <= MOST_STATEMENTS, "too-many", `sequence ${sequence}, of ${MOST_STATEMENTS} that a household may use`);
  const before = last.get(pseudonym);
  require(before?.tracker !== tracker, "duplicate", "this very statement is already in the record");
  require(!before || sequence > before.sequence, "old-sequence", `sequence ${sequence} is not above the last, ${before?.sequence}`);
  return before;
}

/** A statement's own error as the record says it. @template T @param {() => T} read */
function refused(read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof BallotError ? new RecordError(error.code, error.message, error.name) : error;
  }
}

/** With this value instead of the household's last one. @param {Opinions} opinions @param {string|undefined} last @param {string} value @returns {Opinions} */
function withValue({ statements, counts }, last, value) {
  const moved = counts.map((one) =>
    ({ value: one.value, count: one.count + Number(one.value === value) - Number(one.value === last) }));
  return { statements: statements + 1, counts: moved };
}

/** @param {SubjectBookState} book @param {Entry} entry */
function requireOwn({ setup }, { type, subject_id: id, village }) {
  const isOwn = id === setup.terms.subject && village === setup.opened.village;
  require(isOwn, UNKNOWN, `${type}: ${id} of village ${village} has another book`);
}

/** @type {Rules} */
export const RULES = { "subject-opened": subjectOpened, "subject-closed": subjectClosed };
/** @type {Record<string, (book: SubjectBookState, entry: Entry) => SubjectChange>} */
export const SUBJECT_RULES = { "subject-started": subjectStarted, statement: statementMade };
