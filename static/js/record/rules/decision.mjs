/**
 * Rules about what becomes of a matter: the decision after a vote, a meeting or slips instead, and what follows. Twin of
 * voting/record/rules/decision.py.
 */

import { reached } from "../../law/majority.mjs";
import { COUNTED_ON_PAPER, MATTERS, MEETING, ONLINE_CLAUSE, SHOWINGS, SLIPS } from "../../law/matters.mjs";
import { AFTER_TURNING, BY_COMMUNE, COMMUNE, COMMUNE_FRONT, ENDINGS, HEAD, JUDGES, mayEnd } from "../../law/road.mjs";
import { require } from "../errors.mjs";
import { requireText } from "../texts.mjs";
import { addressed, changed, flag, marked, matterIn, oneOf, WAYS } from "./road.mjs";

/**
 * @import { Matter } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const CODE = "wrong-step";

/** A rule that only leaves its mark. @param {string} mark @returns {Rule} */
const leaves = (mark) => (book, entry) => changed(entry, marked(matterIn(book, entry), entry, mark));

/** LAW.md 5, #10: once the vote has its figures. @type {Rule} */
function matterMinuted(book, entry) {
  const matter = matterIn(book, entry);
  const further = marked(matter, entry, "minuted");
  decided(book, matter);
  return changed(entry, further);
}

/** LAW.md 5, #11: it says what the result says, question by question. @type {Rule} */
function matterResolved(book, entry) {
  const matter = matterIn(book, entry);
  const further = marked(matter, entry, entry.passed ? "passed" : "not-passed");
  const { type, outcome } = book.entries[decided(book, matter).result ?? 0];
  /** @type {{passed: boolean}[][]} */
  const judged = type === "result" ? outcome.questions : [];
  const passed = judged.filter((answers) => answers.length && answers.every((one) => one.passed)).length;
  const isSame = entry.questions === judged.length && entry.passed === passed;
  require(isSame, CODE, `${entry.passed} of ${entry.questions} questions passed, the result has ${passed}`);
  return changed(entry, further);
}

/** LAW.md 5, exits: to a meeting or slips, from which it begins anew. @type {Rule} */
function matterTurned(book, entry) {
  const matter = matterIn(book, entry);
  oneOf(entry.channel, [MEETING, SLIPS], "channel");
  requireText(entry.reason, { lineBreaks: true });
  const further = marked(matter, entry, "turned");
  return changed(entry, { ...further, marks: AFTER_TURNING, channel: entry.channel, content: "", vote: "" });
}

/** LAW.md 6: announced before it is held, in the channel the matter goes by. @type {Rule} */
function matterConvened(book, entry) {
  const matter = matterIn(book, entry);
  const isItsWay = entry.channel === matter.channel && [MEETING, SLIPS].includes(entry.channel);
  require(isItsWay, CODE, `the matter goes by ${matter.channel}`);
  require(entry.held_at > entry.at, CODE, "announced after it was held");
  return changed(entry, marked(matter, entry, "convened"));
}

/**
 * LAW.md 1, 6: of all households, by the majority of its clause; in a way of its channel, with the minutes of the count
 * that this way leaves. @type {Rule}
 */
function matterHeld(book, entry) {
  const [matter, village] = [matterIn(book, entry), book.village(entry.village)];
  const { showing, households, present, in_favour: inFavour, against, other, passed, count, papers } = entry;
  flag(passed, "passed");
  oneOf(showing, SHOWINGS[matter.channel] ?? [], "showing");
  const isPapered = Boolean(count.length) === COUNTED_ON_PAPER.includes(showing);
  const minutes = papers.filter((/** @type {string} */ one) => count.includes(one));
  const areItsOwn = minutes.join() === count.join();
  require(isPapered && areItsOwn, CODE, `${count.length} minutes of a count by ${showing}, or not among its papers`);
  const said = inFavour + against + other;
  const fits = village.households >= 1 && village.households === households && said <= present && present <= households;
  require(fits, CODE, `${said} answers of ${present} present, ${village.households} households`);
  const isReached = reached(clauseOf(matter).majority, inFavour, households);
  require(Boolean(passed) === isReached, CODE, "the majority of its clause says otherwise");
  return changed(entry, marked(matter, entry, passed ? "passed" : "not-passed"));
}

/** LAW.md 2: clauses 3, 4, 5 wait for it; a refusal gives its reason. By whom it came to, or the head. @type {Rule} */
function matterRecognised(book, entry) {
  const matter = matterIn(book, entry);
  flag(entry.recognised, "recognised");
  const [judge, received] = JUDGES[clauseOf(matter).takesEffect] ?? [];
  require(judge && received, CODE, `clause ${matter.clause} needs no recognition`);
  require([judge, HEAD].includes(entry.by), CODE, `clause ${matter.clause} is not recognised by ${entry.by}`);
  const hasCome = entry.by !== judge || matter.marks.includes(received);
  require(hasCome, "step-missing", `the decision has not come to ${entry.by}`);
  requireText(entry.reason, { lineBreaks: true });
  return changed(entry, marked(matter, entry, entry.recognised ? "recognised" : "not-recognised"));
}

/** LAW.md 5, #12. @type {Rule} */
function matterPublished(book, entry) {
  require(entry.until > entry.at, CODE, "made public until a moment that is over");
  return changed(entry, marked(matterIn(book, entry), entry, "published"));
}

/** LAW.md 5, #13. @type {Rule} */
function matterSent(book, entry) {
  oneOf(entry.way, WAYS, "way");
  const marks = { [COMMUNE]: "sent-commune", [COMMUNE_FRONT]: "sent-commune-front" };
  return changed(entry, marked(matterIn(book, entry), entry, addressed(marks, entry.to)));
}

/** LAW.md 5, #14; nothing is carried out that waits for recognition. @type {Rule} */
function matterCarriedOut(book, entry) {
  const matter = matterIn(book, entry);
  const waits = matter.clause && clauseOf(matter).takesEffect in JUDGES;
  require(!waits || matter.marks.includes("recognised"), "step-missing", "the decision is not recognised yet");
  return changed(entry, marked(matter, entry, "carried-out"));
}

/** LAW.md 5, exits; a vote that is open is cancelled first. @type {Rule} */
function matterEnded(book, entry) {
  const matter = matterIn(book, entry);
  requireText(entry.reason, { lineBreaks: true });
  oneOf(entry.ending, ENDINGS, "ending");
  const further = marked(matter, entry, "ended");
  const isPaperless = BY_COMMUNE.includes(entry.ending) && !entry.papers.length;
  require(!isPaperless, CODE, `${entry.ending} without the commune's own paper`);
  const vote = book.votes.get(matter.vote);
  const isOver = !vote || vote.phase === "decided" || vote.phase === "cancelled";
  require(isOver, "out-of-order", "the vote of the matter is under way");
  require(mayEnd(matter.marks, entry.ending), CODE, `a matter that has come so far does not end as ${entry.ending}`);
  return changed(entry, further);
}

/** @param {CommuneState} book @param {Matter} matter */
function decided({ votes }, matter) {
  const vote = votes.get(matter.vote);
  require(vote?.phase === "decided", "step-missing", "the vote has no result yet");
  return vote;
}

/** @param {Matter} matter */
function clauseOf({ clause }) {
  const found = MATTERS[clause || ONLINE_CLAUSE];
  require(found, CODE, `no clause ${clause}`);
  return found;
}

/** @type {Rules} */
export const RULES = {
  "matter-minuted": matterMinuted,
  "matter-resolved": matterResolved,
  "matter-turned": matterTurned,
  "matter-convened": matterConvened,
  "matter-held": matterHeld,
  "matter-recognised": matterRecognised,
  "matter-published": matterPublished,
  "matter-sent": matterSent,
  "matter-carried-out": matterCarriedOut,
  "matter-reported": leaves("reported"),
  "matter-ended": matterEnded,
};
