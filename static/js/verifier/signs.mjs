/** Signs worth a look: never an error, never hidden. Twin of voting/verifier/signs.py and policy_signs.py. */

import { valueOf } from "../law/clocks.mjs";
import { dayOf, weekdaysAfter } from "../law/deadlines.mjs";
import { consentsNeeded } from "../law/initiatives.mjs";
import { PRACTICE } from "../law/practice.mjs";
import { day } from "../law/wording.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { parsePolicy } from "../ledger/policy.mjs";
import { inForce } from "../record/policies.mjs";
import { stepsOf } from "./checks_road.mjs";

/**
 * @import { Entry } from "../record/entries.mjs"
 * @import { Vote } from "../record/facts.mjs"
 * @import { Case } from "./case.mjs"
 * @import { Values } from "./findings.mjs"
 *
 * @typedef {{name: string, values: Values}} Sign
 * @typedef {(one: Case, opened: Entry, vote: Vote) => Values|null|undefined|false} Look what is to be seen, if anything
 */

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

/** What is worth a look about the witnesses, and about the examined vote, as far as the books could be read. @param {Case} one @returns {Sign[]} */
export function signsOf(one) {
  const { opened, vote } = one;
  const looks = opened && vote && !vote.practice ? Object.entries(LOOKS) : []; // nobody gains by practice
  const found = looks.map(([name, look]) => ({ name, values: look(one, /** @type {Entry} */ (opened), /** @type {Vote} */ (vote)) }));
  return [...ofPolicy(one), .../** @type {Sign[]} */ (found.filter(({ values }) => values))];
}

/** As far as the policies of the commune's book could be judged (check 3). @param {Case} one @returns {Sign[]} */
function ofPolicy({ policies, vote, communeLines: lines, trusted }) {
  if (!policies) return [];
  /** @param {string} name @param {number|undefined} index @returns {Sign[]} */
  const sign = (name, index) => (index ? [{ name, values: { index, day: lines[index].entry ? day(lines[index].entry.at) : "" } }] : []);
  const meanwhile = vote ? policies.eras.filter(({ index }) => index > vote.opening.index) : [];
  const differs = trusted.policy && spelled(trusted.policy) !== spelled(inForce(policies).text);
  return [
    ...sign("policy-waiting", policies.waiting.slice(-1)[0]?.index), ...sign("policy-changed", meanwhile.slice(-1)[0]?.index),
    ...(differs ? [{ name: "policy-differs", values: {} }] : []),
  ];
}

/** A policy in its plain spelling; as it stands where it is none, which the replay refuses. @param {string} text */
function spelled(text) {
  try {
    const { logs, witnesses, groups, urls, quorum } = parsePolicy(text);
    const keys = [...logs.map(({ vkey }) => ["log", vkey, urls.get(vkey)]), ...Array.from(witnesses, ([name, { vkey }]) => [name, vkey, urls.get(name)])];
    return JSON.stringify([keys, Array.from(groups, ([name, { needed, members }]) => [name, needed, members]), quorum]);
  } catch (error) {
    if (error instanceof LedgerError) return text;
    throw error;
  }
}

/** In the order in which they are told. @type {Record<string, Look>} */
const LOOKS = {
  "cards-changed": (one, opened, vote) => {
    const ours = untilEnd(one, opened).filter(({ village }) => village === opened.village);
    const since = openings(one, opened, vote).slice(-1)[0];
    const entries = since ? ours.slice(ours.indexOf(since)) : ours;
    const reissued = entries.reduce((sum, { type, reissued: cards }) => sum + (type === "cards-issued" ? cards : 0), 0);
    const revoked = entries.filter(({ type }) => type === "card-revoked").length;
    return reissued + revoked > 0 && { reissued, revoked, households: opened.households };
  },
  "committee-for-this-vote": (one, opened, vote) =>
    openings(one, opened, vote).every(({ committee }) => committee !== opened.committee) && { committee: opened.committee },
  "short-vote": (one, opened, vote) => tooShort(one, vote, "online.min-duration", ms(vote.closesAt) - ms(opened.opens_at)),
  "closed-late": (one, _, vote) => {
    const until = vote.phase === "open" ? one.now * 1000 : vote.closing === null ? -Infinity : ms(one.communeLines[vote.closing].entry?.at);
    const late = until - ms(vote.closesAt);
    return late >= HOUR_MS && late < Infinity && { hours: hours(late) };
  },
  "credentials-closed": ({ bookLines }, { households }) => {
    /** @param {string} type */
    const of = (type) => bookLines.filter(({ entry }) => entry?.type === type).length;
    const closed = of("credential-closed");
    return closed > 0 && { closed, added: of("credential-added"), households };
  },
  corrected: (one) => {
    const found = one.entriesOfVote().filter(({ type }) => type === "correction");
    const [last] = found.slice(-1);
    return last && { corrections: found.length, day: day(last.at), reason: last.reason };
  },
  "duties-joined": (one, opened) => {
    const entries = untilEnd(one, opened);
    const at = entries.findIndex(({ type, vote }) => type === "vote-opened" && vote === opened.vote);
    /** @type {Entry|null} */
    let declared = null;
    entries.forEach(({ type, village, by }, place) => {
      if (type !== "officials-changed" || village !== opened.village) return;
      if (by === "admin-nobody-else") declared = entries[place];
      else if (by === "admin-apart-again" && place < at) declared = null;
    });
    return declared && { day: day(/** @type {Entry} */ (declared).at) };
  },
  "posts-joined": (one) => steps(one).some(({ type, joint }) => type === "matter-agreed" && joint) && {},
  "short-notice": (one, opened, vote) => {
    const [notice] = steps(one).filter(({ type }) => type === "matter-announced").slice(-1);
    return notice && tooShort(one, vote, "online.notice", ms(opened.opens_at) - ms(notice.at));
  },
  "few-consents": (one, { households }) => {
    const needed = consentsNeeded(households);
    const few = steps(one).find(({ type, by, backed, consents }) =>
      type === "matter-proposed" && by === "citizens" && backed && consents < needed);
    return few && { consents: few.consents, needed };
  },
  "sent-late": (one, opened) => {
    const closed = untilEnd(one, opened).find(({ type, vote }) => type === "vote-closed" && vote === opened.vote);
    if (!closed) return null;
    const last = weekdaysAfter(dayOf(closed.at), valueOf("online.send"));
    const late = steps(one).filter(({ type, at }) => type === "matter-sent" && at >= closed.at && dayOf(at) > last).map(({ at }) => at).sort();
    return late.length > 0 && { day: day(late[late.length - 1]), last: last.split("-").reverse().join("/"), days: valueOf("online.send") };
  },
};

/** @param {string|undefined} minute */
const ms = (minute) => Date.parse(minute ?? "");

/** Shorter than so many days, as many as were in force when the vote was opened. @param {Case} one @param {Vote} vote @param {string} key @param {number} lasts */
function tooShort(one, vote, key, lasts) {
  const [set] = before(one, vote).filter((entry) => entry?.type === "settings-changed" && entry.key === key).slice(-1);
  const days = set ? set.value : valueOf(key);
  return lasts < days * DAY_MS && { hours: hours(lasts), days };
}

/** Hours to a tenth, half a tenth to the even one, as Python rounds. @param {number} lasts */
function hours(lasts) {
  const all = lasts / HOUR_MS;
  const said = all % 1 === 0.25 ? `${Math.floor(all)}.2` : all.toFixed(1);
  return said.endsWith(".0") ? Math.round(all) : said;
}

/** The entries before the vote's opening. @param {Case} one @param {Vote} vote */
const before = ({ communeLines }, { opening }) => communeLines.slice(0, opening.index).map(({ entry }) => entry);

/** The openings of the village's earlier votes, in order; practice is none. @param {Case} one @param {Entry} opened @param {Vote} vote @returns {Entry[]} */
const openings = (one, opened, vote) => before(one, vote).flatMap((entry) =>
  (entry?.type === "vote-opened" && entry.village === opened.village && entry.majority !== PRACTICE ? [entry] : []));

/** The entries of the commune's book up to the end of the vote. @param {Case} one @param {Entry} opened @returns {Entry[]} */
function untilEnd({ communeLines }, { vote }) {
  const entries = communeLines.flatMap(({ entry }) => (entry ? [entry] : []));
  const end = entries.findIndex((entry) => ["vote-closed", "vote-cancelled"].includes(entry.type) && entry.vote === vote);
  return end < 0 ? entries : entries.slice(0, end + 1);
}

/** The steps of the matter that the vote decides. @param {Case} one */
const steps = (one) => stepsOf(one).map(({ entry }) => entry);
