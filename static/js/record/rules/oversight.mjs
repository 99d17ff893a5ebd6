/**
 * Rules about petitions and supervision: each comes once and goes on by whoever has it. Twin of
 * voting/record/rules/oversight.py.
 */

import { ABOUT, HANDLINGS, RECEIVERS } from "../../law/petitions.mjs";
import { BOARDS, FOLLOWING, TOPICS, RECIPIENTS, SAME_WORDS, SESSIONS, whose } from "../../law/supervision.mjs";
import { require } from "../errors.mjs";
import { changed, oneOf } from "./road.mjs";
import { started, villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Matter, Petition, Recommendation, Session } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const CODE = "wrong-step";
const SUPERVISION = "wrong-supervision";

/**
 * Whatever stage its matter has come to; what came before a village became part of another may still be answered.
 * @type {Rule}
 */
function petitionMoved(book, entry) {
  started(book, entry);
  if (entry.state === "received") villageOf(book, entry);
  const matter = book.matters.get(entry.matter);
  const isTheirs = matter && matter.village === entry.village;
  require(isTheirs, "unknown-matter", `petition: no matter ${entry.matter} in village ${entry.village}`);
  oneOf(entry.state, HANDLINGS, "state");
  oneOf(entry.to, RECEIVERS, "to");
  const petitions = entry.state === "received" ? came(matter, entry) : moved(matter, entry);
  return changed(entry, { ...matter, petitions });
}

/** @param {Matter} matter @param {Entry} entry @returns {Petition[]} */
function came({ petitions }, { about, number, to }) {
  oneOf(about, ABOUT, "about");
  require(number === petitions.length + 1, CODE, `petition ${number}, the matter has ${petitions.length}`);
  return [...petitions, { about, to, answered: false }];
}

/** @param {Matter} matter @param {Entry} entry @returns {Petition[]} */
function moved({ petitions }, { about, number, state, to }) {
  const known = petitions[number - 1];
  require(known && !known.answered, CODE, `petition ${number} has not come, or is answered`);
  const fits = about === known.about && (to === known.to) !== (state === "forwarded");
  require(fits, CODE, `petition ${number} is about ${known.about} and lies with ${known.to}`);
  return petitions.map((one, place) => (place === number - 1 ? { about, to, answered: state === "answered" } : one));
}

/** LAW.md 9: planned once, then held or called off; in a village that is over only called off. @type {Rule} */
function sessionMoved(book, entry) {
  started(book, entry);
  const { village, session, board, topic, state, sent_at: sentAt, held_at: heldAt, at } = entry;
  if (state !== "cancelled") villageOf(book, entry);
  known(board, BOARDS, "board");
  known(topic, TOPICS, "topic");
  known(state, SESSIONS, "state");
  const before = book.sessions.get(session);
  const follows = state === "planned" ? !before : isPlanned(before, { village, board, topic, state, sentAt });
  require(follows, SUPERVISION, `session ${session}: ${state} does not follow`);
  require(sentAt <= at && sentAt <= heldAt, SUPERVISION, "a plan is sent before its session, and before it is written down");
  require(state !== "held" || heldAt <= at, SUPERVISION, "held at a moment to come");
  return { sessions: { [session]: { village, board, topic, state, sentAt } } };
}

/** @param {Session|undefined} before @param {Session} now */
const isPlanned = (before, now) => before?.state === "planned" && before.village === now.village &&
  before.board === now.board && before.topic === now.topic && before.sentAt === now.sentAt;

/** LAW.md 9: drafted, certified by the Front, sent, answered, done; each by whose step it is. @type {Rule} */
function recommendationMoved(book, entry) {
  started(book, entry);
  known(entry.to, RECIPIENTS, "to");
  known(entry.state, Object.keys(FOLLOWING), "state");
  const before = book.recommendations.get(entry.recommendation);
  const now = before ? goneOn(before, entry) : drafted(book, entry);
  require(entry.by === whose(entry.state, now.board, now.to), SUPERVISION, `${entry.state} is not the act of ${entry.by}`);
  return { recommendations: { [entry.recommendation]: now } };
}

/** @param {CommuneState} book @param {Entry} entry @returns {Recommendation} */
function drafted(book, entry) {
  villageOf(book, entry);
  const { village, session, about, to, state, document } = entry;
  const held = book.sessions.get(session);
  const isHeld = held && held.village === village && held.state === "held";
  require(isHeld, SUPERVISION, `no session ${session} was held in village ${village}`);
  require(state === "drafted", SUPERVISION, `recommendation ${entry.recommendation} was never drafted`);
  const found = [book.matters.get(about), book.votes.get(about), book.notices.get(about)];
  const isThere = about === "" || found.some((one) => one?.village === village);
  require(isThere, SUPERVISION, `nothing of village ${village} is called ${about}`);
  return { village, session, board: held.board, about, to, state, document };
}

/** @param {Recommendation} before @param {Entry} entry @returns {Recommendation} */
function goneOn(before, { village, session, about, to, state, document }) {
  const isSame = before.village === village && before.session === session && before.about === about && before.to === to;
  require(isSame, SUPERVISION, "another recommendation");
  require(FOLLOWING[before.state].includes(state), SUPERVISION, `${state} does not follow ${before.state}`);
  const isDrafted = !SAME_WORDS.includes(state) || document === before.document;
  require(isDrafted, SUPERVISION, "not the words that were drafted");
  return { ...before, state };
}

/** @param {string} value @param {string[]} values @param {string} what */
const known = (value, values, what) => require(values.includes(value), SUPERVISION, `${what}: ${value} is none of ${values}`);

/** @type {Rules} */
export const RULES = { petition: petitionMoved, session: sessionMoved, recommendation: recommendationMoved };
