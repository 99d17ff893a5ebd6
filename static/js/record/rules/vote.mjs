/**
 * Rules about a vote as a whole: everything it stands on fits together at its opening; a later or no end; closing. Twin of
 * voting/record/rules/vote.py.
 */

import { ENVELOPE_MAX_BYTES, maxEnvelopeBytes } from "../../ballots/election.mjs";
import * as json from "../../ballots/strict_json.mjs";
import { checkEntries } from "../../ballots/trustees.mjs";
import { decides, yesAmong } from "../../law/choices.mjs";
import { ONLINE_CLAUSE } from "../../law/matters.mjs";
import { OPINION, ruleOf } from "../../law/outcome.mjs";
import { PRACTICE } from "../../law/practice.mjs";
import { trusteesOf } from "../committee_keys.mjs";
import { contentHash } from "../content.mjs";
import { named, RecordError, require } from "../errors.mjs";
import { isComplete, isOutdated } from "../facts.mjs";
import { isDeciding, namesPractice, namesVerdict } from "../opinion.mjs";
import { requirePractice } from "../practice.mjs";
import { isWithinLongest, readCredentials, readElection, readTrustees } from "../setup.mjs";
import { requireText, requireTexts } from "../texts.mjs";
import { requireCancelled, requireClosing } from "../ties.mjs";
import { announced } from "./matter.mjs";
import { payload, placeOf, requireStrong, started, villageOf, voteIn } from "./shared.mjs";

/**
 * @import { Election, Question } from "../../ballots/election.mjs"
 * @import { Trustees } from "../../ballots/trustees.mjs"
 * @import { Entry } from "../entries.mjs"
 * @import { Committee, Seal, Village, Vote } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

const SETUP = "wrong-setup";

/** Roll, cards, committee, keys, credentials, rule and times all fit together, and are fixed from now on. @type {Rule} */
function voteOpened(book, entry, context) {
  const village = villageOf(book, entry);
  checkPlace(book, entry);
  const practice = entry.majority === PRACTICE;
  if (!practice) checkCards(village, entry);
  checkCommittee(village.committee, entry);
  checkTimes(entry);
  const [election, trustees] = [readElection(entry), readTrustees(entry)];
  require(maxEnvelopeBytes(election) <= ENVELOPE_MAX_BYTES, SETUP, "a ballot of these questions would be too large for an entry");
  const serverKey = checkTrustees(book, trustees, village.committee, { election, raw: entry.trustees });
  requireTexts(election);
  checkCounts(entry);
  checkKind(book, village, entry, election);
  const raw = payload(context, entry.credentials);
  if (raw) readCredentials(entry, raw);
  const vote = newVote(entry, placeOf(book, entry), trustees.parts);
  const opened = { ...village, ...(practice ? { practice: entry.vote } : { open: [...village.open, entry.vote] }) };
  return { villages: { [entry.village]: opened }, votes: { [entry.vote]: vote }, serverKey };
}

/** It decides a matter as that was announced, asks for opinions, or is practice; none looks like another. @param {CommuneState} book @param {Village} village @param {Entry} entry @param {Election} election */
function checkKind(book, village, entry, election) {
  if (entry.majority === PRACTICE) {
    requirePractice(village, entry, election);
    checkNoMatter(book, entry);
    return;
  }
  require(!textsOf(election).some(namesPractice), "wrong-practice", "a real vote has the words by which practice is known");
  if (entry.majority === OPINION) {
    checkOpinion(entry, election);
    checkNoMatter(book, entry);
    return;
  }
  checkRule(entry, election);
  const { name, description, questions } = election;
  announced(book, entry, contentHash(name, description, questions, entry.documents)); // LAW.md 5, #8 to #9
}

/** What the voters read, but for the answers. @param {Election} election */
const textsOf = ({ name, description, questions }) => [name, description, ...questions.map((one) => one.text)];

/** @param {CommuneState} book @param {Entry} entry */
function checkNoMatter(book, { vote }) {
  require(!book.matterVotes.has(vote), "wrong-rule", `vote ${vote} decides a matter: no matter is an opinion or practice`);
}

/**
 * @param {Entry} entry @param {Vote["opening"]} opening @param {number} parts
 * @returns {Vote}
 */
function newVote({ village, at, opens_at: opensAt, closes_at: closesAt, households, majority }, opening, parts) {
  const kind = { opinion: majority === OPINION, practice: majority === PRACTICE };
  return {
    village, opening, openedAt: at, opensAt, closesAt, households, parts, ...kind, phase: "open", extensions: [], seal: null,
    ballots: 0, voted: 0, closing: null, tally: null, partials: [], result: null, corrected: [], words: "",
  };
}

/** A vote is opened once, and its book is called after it (LEDGER, "Why two kinds of books"). @param {CommuneState} book @param {Entry} entry */
function checkPlace(book, entry) {
  const isNew = !book.votes.has(entry.vote) && !book.subjects.has(entry.vote);
  require(isNew, SETUP, `vote ${entry.vote} was opened before`);
  const origin = `${started(book, entry).origin}/${entry.vote}`;
  require(entry.book === origin, SETUP, `the vote's book is called ${entry.book}, not ${origin}`);
}

/** Every household of the frozen roll votes, by its valid card. @param {Village} village @param {Entry} entry */
function checkCards(village, { households, register, spares }) {
  require(!isOutdated(village), "roll-outdated", "households have come from another village since the roll was frozen");
  const isRoll = village.households && households === village.households;
  require(isRoll, SETUP, `${households} households, the frozen roll has ${village.households}`);
  const isRegister = village.cards === village.households && register === village.register;
  require(isRegister, "wrong-cards", `${village.cards} valid cards for ${village.households} households, or another register`);
  require(spares.length === village.spares, "wrong-cards", `${spares.length} spare credentials for ${village.spares} spare cards`);
}

/** @param {Committee|null} committee @param {Entry} entry */
function checkCommittee(committee, { committee: number }) {
  const isPresent = committee && isComplete(committee) && committee.number === number;
  require(isPresent, "wrong-committee", "the present committee is not the one named, or lacks keys");
}

/** @param {Entry} entry */
function checkTimes({ at, opens_at: opensAt, closes_at: closesAt }) {
  require(at <= opensAt && opensAt < closesAt, SETUP, "a vote opens after it is recorded and before it closes");
  require(isWithinLongest(at, closesAt), SETUP, "a vote closes at most 90 days after its opening");
}

/**
 * The server's fresh key first, then the committee's keys as published; the server's key (hex).
 * @param {CommuneState} book @param {Trustees} trustees @param {Committee|null} committee
 * @param {{election: Election, raw: string}} told the exact text of the trustees too
 */
function checkTrustees(book, trustees, committee, { election, raw }) {
  const [[kind], ...others] = /** @type {[string, unknown][]} */ (json.load(raw));
  const isTheirs = kind === "Single" && committee && others.map((one) => JSON.stringify(one)).join() === trusteesOf(committee).join();
  require(isTheirs, "wrong-committee", "the trustees are not the server and the committee's published keys, in order");
  const [{ key: { hex } }] = trustees.entries;
  require(!book.serverKeys.has(hex), SETUP, "the server's key served an earlier vote");
  requireStrong(trustees.owners.map(({ key }) => key));
  const isProduct = trustees.publicKey.equals(election.publicKey);
  require(isProduct, "wrong-public-key", "the election key is not the product of the trustees' keys");
  named(SETUP, () => checkEntries(trustees)); // PROTOCOL 5
  return hex;
}

/** @param {Entry} entry */
function checkCounts({ listed, spares, households }) {
  const code = "wrong-credential-count";
  require(listed - spares.length === households, code, `${listed} credentials, ${spares.length} of them spare, for ${households}`);
  require(new Set(spares).size === spares.length, code, "a spare credential is named twice");
}

/** It decides nothing: no clause, no majority, no article; and nothing in it looks like a decision. @param {Entry} entry @param {Election} election */
function checkOpinion({ clause, citation, proposals }, election) {
  const { questions } = election;
  const [rule, poses] = ["wrong-rule", "poses-as-decision"];
  const putsNothing = proposals.length === questions.length && proposals.every((/** @type {number[]} */ one) => !one.length);
  require(clause === 0 && citation === "" && putsNothing, rule, "an opinion vote has a clause, an article or a majority");
  const answers = questions.flatMap((one) => one.answers);
  require(!answers.some(isDeciding), poses, "an answer says yes or no in the decree's words");
  require(![...textsOf(election), ...answers].some(namesVerdict), poses, "a text has the words of a decision");
}

/** Only matters of clause 6 are voted online (Art. 17), with the majority the law has for them. @param {Entry} entry @param {Election} election */
function checkRule({ clause, majority, citation, proposals }, { questions }) {
  const [code, rule] = ["wrong-rule", ruleOf(ONLINE_CLAUSE)];
  const isTheirs = clause === ONLINE_CLAUSE && majority === rule.majority && citation === rule.citation;
  require(isTheirs, code, `${majority} by ${citation} is not the rule of clause ${ONLINE_CLAUSE}`);
  require(proposals.length === questions.length, code, "each question names the answers that are put to the majority");
  questions.forEach((question, at) => checkAnswers(proposals[at], question));
}

/** The decree's three answers, of which the yes is put to the majority; nothing else is asked. @param {number[]} numbers @param {Question} question */
function checkAnswers(numbers, { answers, minimum, maximum, blank }) {
  const code = "wrong-answers";
  const isYes = decides(answers) && numbers.join() === yesAmong(answers).join();
  require(isYes, code, `answers ${numbers} of ${answers} are put to the majority`);
  require(minimum === 1 && maximum === 1 && !blank, code, "one of the decree's answers is chosen, and none is left blank");
}

/** Only to a later time, before the vote has reached its closing, and not beyond the longest time there is. @type {Rule} */
function voteExtended(book, entry) {
  const [code, vote] = ["out-of-order", voteIn(book, entry, "open")];
  const { at, closes_at: closesAt } = entry;
  require(at < vote.closesAt && vote.closesAt < closesAt, code, "an extension comes before closing and ends later");
  require(isWithinLongest(vote.openedAt, closesAt), code, "a vote closes at most 90 days after its opening");
  requireText(entry.reason, { lineBreaks: true });
  const move = { ...placeOf(book, entry), closes_at: closesAt };
  return { votes: { [entry.vote]: { ...vote, closesAt, extensions: [...vote.extensions, move] } } };
}

/** A vote can be cancelled until there is a result; its ballots stay sealed. @type {Rule} */
function voteCancelled(book, entry, context) {
  const [code, vote] = ["wrong-seal", voteIn(book, entry, "open", "closed", "tallied")];
  requireText(entry.reason, { lineBreaks: true });
  const seal = lastSeal(vote, entry, code);
  const isSame = seal.size === vote.seal?.size && seal.root === vote.seal?.root;
  require(vote.phase === "open" || isSame, code, "the vote's book has grown after its closing");
  const own = context.voteBook(entry.vote);
  if (own) requireCancelled(entry, own);
  return { villages: without(book, entry), votes: { [entry.vote]: { ...vote, phase: "cancelled", seal } } };
}

/** At its time, or earlier if all N have voted; states what anyone can count in the vote's book. @type {Rule} */
function voteClosed(book, entry, context) {
  const [code, vote] = ["wrong-closing", voteIn(book, entry, "open")];
  const { at, size, ballots, voted } = entry;
  const isDue = at >= vote.closesAt || (voted === vote.households && at >= vote.opensAt);
  require(isDue, "closed-too-early", `${voted} of ${vote.households} households have voted`);
  const seal = lastSeal(vote, entry, code);
  const fits = voted <= Math.min(ballots, vote.households) && !voted === !ballots;
  require(fits, code, `${voted} of ${vote.households} households cast ${ballots} ballots`);
  require(size >= 1 + ballots, code, `a book of ${size} entries with ${ballots} ballots`); // book-started stands there too
  const own = context.voteBook(entry.vote);
  if (own) requireClosing(entry, vote, own);
  const closed = { ...vote, phase: /** @type {const} */ ("closed"), seal, ballots, voted, closing: book.size };
  return { villages: without(book, entry), votes: { [entry.vote]: closed } };
}

/**
 * The end of the vote's book does not lie before, nor contradict, the last seal that was put on it.
 * @param {Vote} vote @param {Entry} entry @param {string} code
 * @returns {Seal}
 */
function lastSeal(vote, { size, root }, code) {
  const before = vote.seal ?? { size: 0, root: "" };
  const goesOn = size >= Math.max(1, before.size) && (size > before.size || root === before.root);
  if (!goesOn) throw new RecordError(code, `the vote's book ends at size ${size}, or with another root; sealed at ${before.size}`);
  return { size, root };
}

/** @param {CommuneState} book @param {Entry} entry */
function without(book, entry) {
  const village = book.village(entry.village);
  if (village.practice === entry.vote) return { [entry.village]: { ...village, practice: "" } };
  return { [entry.village]: { ...village, open: village.open.filter((one) => one !== entry.vote) } };
}

/** @type {Rules} */
export const RULES = {
  "vote-opened": voteOpened,
  "vote-extended": voteExtended,
  "vote-cancelled": voteCancelled,
  "vote-closed": voteClosed,
};
