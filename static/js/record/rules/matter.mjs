/**
 * Rules about the road of a matter up to its vote: each step asks `law/road` whether it may follow (LAW.md 5). Clocks are
 * not judged here. Twin of voting/record/rules/matter.py.
 */

import { valueOf } from "../../law/clocks.mjs";
import { dayOf, monthsAfter } from "../../law/deadlines.mjs";
import { isCarried } from "../../law/initiatives.mjs";
import { MORE_THAN_HALF, reached } from "../../law/majority.mjs";
import { COMMUNE as WIDER, MATTERS, ONLINE } from "../../law/matters.mjs";
import { CITIZENS, COMMUNE, COMMUNE_FRONT, FRONT, HEAD, mayFollow, STEPS } from "../../law/road.mjs";
import { require } from "../errors.mjs";
import { countOf, isOutdated, newMatter } from "../facts.mjs";
import { NO, YES } from "../subject_kinds.mjs";
import { addressed, changed, flag, marked, matterIn, oneOf, WAYS } from "./road.mjs";
import { villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Matter, Subject } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const BY_CARD = "card";
/** How the households were asked about the form: by card, in the village's own group, or one by one. */
export const POLL_WAYS = [BY_CARD, "group", "visits"];
const CODE = "wrong-step";

/** LAW.md 3: households raise it, of a frozen roll; what they are asked to consent to is fixed from here. @type {Rule} */
function matterRaised(book, entry) {
  const village = villageOf(book, entry);
  require(!book.matters.has(entry.matter), CODE, `matter ${entry.matter} was raised or proposed before`);
  require(village.households, "out-of-order", "consents are counted against a frozen roll");
  return changed(entry, { ...marked(newMatter(entry.village), entry, "raised"), raised: entry.content });
}

/** LAW.md 3: the Front committee's own act, from its head's account. @type {Rule} */
const matterBacked = (book, entry) => changed(entry, marked(matterIn(book, entry), entry, "backed"));

/** LAW.md 3: head, Front committee, commune; or households, a tenth of them or fewer whom the Front backs. @type {Rule} */
function matterProposed(book, entry) {
  const [village, known] = [villageOf(book, entry), book.matters.get(entry.matter)];
  const isNext = !known || (known.village === entry.village && mayFollow(known.marks, "proposed"));
  require(isNext, CODE, `matter ${entry.matter} was proposed before, or has ended`);
  require(STEPS.proposed.offices.includes(entry.by), CODE, `${entry.by} does not propose matters`);
  flag(entry.backed, "backed");
  require(entry.annex.length <= 1, CODE, "more than one list of who consented");
  if (entry.by === CITIZENS) {
    requireTheirs(book, entry, known ?? newMatter(entry.village));
    requireCarried(entry, village.households);
  } else {
    const isOthers = !known && !entry.consents && !entry.backed && !entry.counted_in && !entry.annex.length;
    require(isOthers, CODE, "consents belong to a proposal of the citizens");
  }
  const before = known ?? newMatter(entry.village);
  return changed(entry, { ...newMatter(entry.village, [...before.marks, "proposed"]), petitions: before.petitions });
}

/**
 * The words are those that households consented to, and consents by card are as many as their subject counted.
 * @param {CommuneState} book @param {Entry} entry @param {Matter} raised
 */
function requireTheirs(book, entry, { marks, raised, asked }) {
  require(Boolean(entry.backed) === marks.includes("backed"), CODE, "the Front's backing is an act of its own");
  require(!raised || entry.content === raised, CODE, "not the words that the households were asked to consent to");
  require(entry.counted_in === asked, CODE, `the consents are those of subject ${asked || "none"}`);
  if (!asked) return;
  const subject = closedSubject(book, asked);
  require(entry.consents === countOf(subject, YES), CODE, "not as many consents as the subject has");
  const last = monthsAfter(dayOf(subject.openedAt), valueOf("consent.validity"));
  require(dayOf(entry.at) <= last, CODE, "consents of more than three months ago");
}

/** @param {CommuneState} book @param {string} id @returns {Subject} */
function closedSubject({ subjects }, id) {
  const subject = subjects.get(id);
  require(subject && subject.closing !== null, "step-missing", `subject ${id} is not closed yet`);
  return subject;
}

/** @param {Entry} entry @param {number} households */
function requireCarried({ consents, backed }, households) {
  require(households >= 1, "out-of-order", "consents are counted against a frozen roll");
  const carries = isCarried(consents, households, { backed: Boolean(backed) }) && consents <= households;
  require(carries, CODE, `${consents} of ${households} households do not carry a proposal`);
}

/** LAW.md 2: only clause 6 goes online; 0 stands for what is not the village's alone. @type {Rule} */
function matterClassified(book, entry) {
  const matter = matterIn(book, entry);
  const { clause, channel } = entry;
  const channels = clause === 0 ? [WIDER] : (MATTERS[clause]?.channels ?? []);
  require(channels.includes(channel), CODE, `clause ${clause} of Article 15 does not go by ${channel}`);
  return changed(entry, { ...marked(matter, entry, channel === ONLINE ? "online" : "elsewhere"), clause, channel });
}

/** LAW.md 5, #3: each for their own office. @type {Rule} */
function matterAgreed(book, entry) {
  const matter = matterIn(book, entry);
  flag(entry.joint, "joint");
  return changed(entry, marked(matter, entry, entry.by === HEAD ? "agreed-head" : "agreed-front"));
}

/** LAW.md 5, #4: the People's Committee and the Front of the commune, both before it is done. @type {Rule} */
function matterInformed(book, entry) {
  const matter = matterIn(book, entry);
  oneOf(entry.way, WAYS, "way");
  const marks = { [COMMUNE]: "informed-commune", [COMMUNE_FRONT]: "informed-commune-front" };
  return changed(entry, marked(matter, entry, addressed(marks, entry.to)));
}

/** LAW.md 5, #5: three to five, all four kinds among them, led by a representative of the Front. @type {Rule} */
function matterTeam(book, entry) {
  const matter = matterIn(book, entry);
  const { members, of_village: village, of_front: front, of_households: households, of_it: it } = entry;
  require(valueOf("team.least") <= members && members <= valueOf("team.most"), CODE, `a team of ${members}`);
  const kinds = [village, front, households, it];
  const isWhole = kinds.every((kind) => kind >= 1 && kind <= members) && kinds.reduce((sum, one) => sum + one) >= members;
  require(isWhole, CODE, "the team lacks one of its four kinds of member");
  require(entry.leader === FRONT, CODE, "the team is led by a representative of the Front committee");
  return changed(entry, marked(matter, entry, "team"));
}

/** LAW.md 5, #6: the village's present roll, and every objection to it answered. @type {Rule} */
function matterRoll(book, entry) {
  const [matter, village] = [matterIn(book, entry), book.village(entry.village)];
  require(!isOutdated(village), "roll-outdated", "households have come from another village since the roll was frozen");
  require(village.roll && entry.roll === village.roll, CODE, `entry ${entry.roll} froze no roll of the village, or not its last`);
  require(entry.households === village.households, CODE, "another number of households than the frozen roll");
  require(!village.reviews.length, "step-missing", "households are still looking through the roll");
  require(entry.objections === village.objections, CODE, `${entry.objections} objections, the subjects have ${village.objections}`);
  require(entry.answered === entry.objections, CODE, `${entry.answered} of ${entry.objections} objections are answered`);
  return changed(entry, { ...marked(matter, entry, "roll"), roll: entry.roll });
}

/** LAW.md 5, #7: more than half of all households want it online; otherwise a meeting is needed. @type {Rule} */
function matterPolled(book, entry) {
  const [matter, village] = [matterIn(book, entry), book.village(entry.village)];
  const { way, counted_in: counted, households, in_favour: inFavour, against } = entry;
  oneOf(way, POLL_WAYS, "way");
  const isOfRoll = households >= 1 && households === village.households && inFavour + against <= households;
  require(isOfRoll, CODE, `${inFavour} + ${against} of ${village.households} households`);
  const isTheirs = Boolean(counted) === (way === BY_CARD) && counted === matter.asked;
  require(isTheirs, CODE, `the poll is that of subject ${matter.asked || "none"}`);
  if (counted) {
    const subject = closedSubject(book, counted);
    const isSame = inFavour === countOf(subject, YES) && against === countOf(subject, NO);
    require(isSame, CODE, "not the numbers that the subject was closed with");
  }
  const isOnline = reached(MORE_THAN_HALF, inFavour, households);
  return changed(entry, marked(matter, entry, isOnline ? "form-online" : "form-meeting"));
}

/** LAW.md 5, #8: from here the content is fixed by its hash, and when households may vote. @type {Rule} */
function matterAnnounced(book, entry) {
  const matter = matterIn(book, entry);
  const { at, content, opens_at: opensAt, closes_at: closesAt } = entry;
  const isInOrder = at <= opensAt && opensAt < closesAt;
  require(isInOrder, CODE, "a vote is announced before it opens, and opens before it closes");
  return changed(entry, { ...marked(matter, entry, "announced"), content, opensAt, closesAt });
}

/** LAW.md 5, #9: one vote for a matter, which is opened after this. @type {Rule} */
function matterVote(book, entry) {
  const matter = matterIn(book, entry);
  const isNew = !book.votes.has(entry.uuid) && !book.matterVotes.has(entry.uuid);
  require(isNew, CODE, `vote ${entry.uuid} decides something else`);
  return changed(entry, { ...marked(matter, entry, "vote"), vote: entry.uuid });
}

/**
 * What a `vote-opened` rests on: its matter, announced with this very content and time; else `step-missing`, `wrong-step`.
 * @param {CommuneState} book @param {Entry} opened @param {string} content
 */
export function announced(book, { vote, village, at, opens_at: opensAt, closes_at: closesAt }, content) {
  const matter = book.matters.get(book.matterVotes.get(vote) ?? "");
  const isThere = matter && matter.village === village && matter.marks.includes("vote") && !matter.marks.includes("ended");
  require(isThere, "step-missing", `vote ${vote} is of no matter that has come so far`);
  require(matter.content === content, CODE, "not what was announced");
  const opens = matter.opensAt > at ? matter.opensAt : at;
  require(opensAt === opens && closesAt === matter.closesAt, CODE, "not when it was announced");
}

/** @type {Rules} */
export const RULES = {
  "matter-raised": matterRaised,
  "matter-backed": matterBacked,
  "matter-proposed": matterProposed,
  "matter-classified": matterClassified,
  "matter-agreed": matterAgreed,
  "matter-informed": matterInformed,
  "matter-team": matterTeam,
  "matter-roll": matterRoll,
  "matter-polled": matterPolled,
  "matter-announced": matterAnnounced,
  "matter-vote": matterVote,
};
