/**
 * Rules about announcements and reports: each stands, is put right or withdrawn; none takes another's place unseen. Twin of
 * voting/record/rules/publicity.py.
 */

import { dayOf } from "../../law/deadlines.mjs";
import { periodCalled } from "../../law/periods.mjs";
import { OF_COMMUNE, OF_VILLAGE } from "../../law/reporting.mjs";
import { COMMUNE, FRONT, HEAD, OFFICES } from "../../law/road.mjs";
import { require } from "../errors.mjs";
import { exists } from "../facts.mjs";
import { requireText } from "../texts.mjs";
import { started, villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Notice } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const NOTICE = "wrong-notice";
const REPORT = "wrong-report";
/** Who tells a village something; an announcement may come from any office. */
export const TELLERS = [HEAD, FRONT, COMMUNE];

/** @param {Entry} entry @param {Notice} notice */
const toldOf = (entry, notice) => ({ notices: { [entry.notice]: notice } });

/** LAW.md 12: once under its id, from a named office, for a time that is not over. @type {Rule} */
function noticePosted(book, entry) {
  villageOf(book, entry);
  require(!book.notices.has(entry.notice), NOTICE, `announcement ${entry.notice} was made before`);
  requireTold(entry);
  return toldOf(entry, { village: entry.village, corrections: 0, withdrawn: 0 });
}

/** LAW.md 12: one that stands, in other words, for a reason that everyone reads. @type {Rule} */
function noticeCorrected(book, entry) {
  const notice = standing(book, entry);
  requireTold(entry);
  requireText(entry.reason, { lineBreaks: true });
  return toldOf(entry, { ...notice, corrections: notice.corrections + 1 });
}

/** One that stands, once. @type {Rule} */
function noticeWithdrawn(book, entry) {
  const notice = standing(book, entry);
  requireTeller(entry);
  requireText(entry.reason, { lineBreaks: true });
  return toldOf(entry, { ...notice, withdrawn: 1 });
}

/** LAW.md 13: of a period that has begun, one revision after the other, by whoever reports. @type {Rule} */
function reportFrozen(book, entry) {
  started(book, entry);
  const { village, period, revision } = entry;
  require(!village || exists(book.village(village)), REPORT, `the book knows no village ${village}`);
  requireReporter(entry);
  const found = periodCalled(period);
  require(found, REPORT, `no period ${period}`);
  require(dayOf(entry.at) >= found.first, REPORT, `${period} has not begun`);
  const key = `${village} ${period}`;
  const { frozen, sent } = book.reports.get(key) ?? { frozen: [], sent: [] };
  require(revision === frozen.length + 1, REPORT, `revision ${revision}, the book has ${frozen.length} before it`);
  require(entry.papers.length, REPORT, "a report without its files");
  requireText(entry.reason, { lineBreaks: true });
  return { reports: { [key]: { frozen: [...frozen, book.size], sent } } };
}

/** LAW.md 13: a settled revision, once to each body, on a day from its settling to now. @type {Rule} */
function reportSent(book, entry) {
  started(book, entry);
  requireReporter(entry);
  const { village, period, revision, to, sent: day } = entry;
  const key = `${village} ${period}`;
  const { frozen, sent } = book.reports.get(key) ?? { frozen: [], sent: [] };
  require(revision >= 1 && revision <= frozen.length, REPORT, `revision ${revision} was never settled`);
  require((village ? OF_VILLAGE : OF_COMMUNE).includes(to), REPORT, `${to} is sent no report of ${village}`);
  const wasSent = sent.some(([one, body]) => one === revision && body === to);
  require(!wasSent, REPORT, `revision ${revision} was sent to ${to} before`);
  const isThen = dayOf(book.entries[frozen[revision - 1]].at) <= day && day <= dayOf(entry.at);
  require(isThen, REPORT, "sent before it was settled, or on a day to come");
  return { reports: { [key]: { frozen, sent: [...sent, [revision, to, day]] } } };
}

/** @param {Entry} entry */
function requireReporter({ village, by }) {
  require(by === (village ? HEAD : COMMUNE), REPORT, `${by} does not make this report`);
}

/** @param {CommuneState} book @param {Entry} entry @returns {Notice} */
function standing(book, entry) {
  villageOf(book, entry);
  const notice = book.notices.get(entry.notice);
  const isTheirs = notice && notice.village === entry.village;
  require(isTheirs, NOTICE, `${entry.type}: no announcement ${entry.notice} in village ${entry.village}`);
  require(!notice.withdrawn, NOTICE, `${entry.type}: announcement ${entry.notice} is withdrawn`);
  return notice;
}

/** @param {Entry} entry */
function requireTold(entry) {
  requireTeller(entry);
  require(OFFICES.includes(entry.source), NOTICE, `${entry.source} is no office that something comes from`);
  require(entry.until > entry.at, NOTICE, "told until a moment that is over");
}

/** @param {Entry} entry */
function requireTeller({ by }) {
  require(TELLERS.includes(by), NOTICE, `${by} makes no announcements`);
}

/** @type {Rules} */
export const RULES = {
  "notice-posted": noticePosted,
  "notice-corrected": noticeCorrected,
  "notice-withdrawn": noticeWithdrawn,
  "report-frozen": reportFrozen,
  "report-sent": reportSent,
};
