/**
 * What a commune's book, read whole, says of one vote: that it was opened once, closed once, never cancelled, how its
 * times were moved, what was corrected, what was announced before. Twin of
 * voting/record/rules/{commune,village,matter,vote,correction,count}.py, as far as they are about that vote. What the book
 * says of other votes is not judged here, nor the steps of a matter before its notice.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { correct, saidAt } from "./correction.mjs";
import { parseEntry } from "./entries.mjs";
import { require } from "./errors.mjs";

/**
 * @import { BookFiles } from "./book_files.mjs"
 * @import { Said } from "./correction.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Place } from "./setup.mjs"
 *
 * @typedef {Place & {closes_at: string}} Move
 *
 * @typedef {object} Vote a vote as the commune's book tells it
 * @property {Entry} opened
 * @property {Place} opening
 * @property {string} matter that it decides; empty of an opinion vote
 * @property {Entry|null} announced the notice of that matter
 * @property {string} closesAt the closing time in force
 * @property {Move[]} extensions
 * @property {{size: number, root: string}[]} seals of its own book, in order
 * @property {Said} said what somebody said of it, and its papers
 * @property {Entry|null} closed
 * @property {Entry|null} tally
 * @property {Entry[]} parts of the opening, in order
 * @property {Entry|null} result
 *
 * @typedef {object} Reading what was read so far
 * @property {Vote|null} vote
 * @property {Map<string, number>} households of each village
 * @property {Set<string>} over villages that became part of others
 * @property {Set<string>} outdated villages that others became part of since their roll was frozen
 * @property {Map<string, Entry>} notices the last of each matter that still holds
 * @property {string} matter that the vote decides
 * @property {string} origin
 * @property {string} uuid
 */

const MAX_DURATION_MS = 90 * 24 * 3600 * 1000;

/**
 * Whether a later moment lies no further from an earlier one than a vote may last.
 * @param {string} from @param {string} to UTC minutes
 */
export const isWithinLongest = (from, to) => Date.parse(to) - Date.parse(from) <= MAX_DURATION_MS;

/**
 * Reads the book for one vote that has been added up. Throws a `RecordError`: `never-opened`, `not-closed`, `not-tallied`
 * where the book has not come so far; `opened-twice`, `cancelled`; else what the rules would say.
 * @param {BookFiles} book
 * @param {string} uuid
 * @returns {Vote & {closed: Entry, tally: Entry}}
 */
export function voteIn(book, uuid) {
  const vote = openedIn(book, uuid);
  const { closed, tally } = vote;
  require(closed, "not-closed", "the book has no vote-closed of this vote");
  require(tally, "not-tallied", "the book has no tally of this vote");
  return { ...vote, closed, tally };
}

/**
 * The same of a vote that may still be open.
 * @param {BookFiles} book
 * @param {string} uuid
 * @returns {Vote}
 */
export function openedIn({ entries, leaves, origin, vkey }, uuid) {
  /** @type {Reading} */
  const reading = {
    vote: null, households: new Map(), over: new Set(), outdated: new Set(), notices: new Map(), matter: "", origin, uuid,
  };
  let last = "";
  entries.forEach((raw, index) => {
    const entry = parseEntry(raw, "commune");
    require(entry.at >= last, "dated-before-predecessor", `entry ${index} is dated before the one before it`);
    last = entry.at;
    require((index === 0) === (entry.type === "log-started"), "log-not-started", "log-started stands first, and once");
    const isOurs = index > 0 || (entry.origin === origin && entry.vkey === vkey);
    require(isOurs, "wrong-log", "the book begins with another origin or key than it is signed with");
    take(reading, entry, { index, leaf: bytesToHex(leaves[index]) });
  });
  require(reading.vote, "never-opened", `no vote ${uuid} in this book`);
  return reading.vote;
}

/** @param {Reading} reading @param {Entry} entry @param {Place} place */
function take(reading, entry, place) {
  if (entry.type === "roll-frozen") rollFrozen(reading, entry);
  if (entry.type === "village-ended") villageEnded(reading, entry);
  if (entry.type === "books-sealed") sealed(reading, entry);
  if (entry.matter) ofMatter(reading, entry);
  if (entry.vote !== reading.uuid) return;
  if (entry.type === "vote-opened") {
    opened(reading, entry, place);
    return;
  }
  const { vote } = reading;
  require(vote && vote.opened.village === entry.village, "unknown-vote", `${entry.type} of a vote that is not open`);
  STEPS[entry.type](vote, entry, place);
}

/** @param {Reading} reading @param {Entry} entry */
function rollFrozen({ over, outdated, households }, { village, households: number }) {
  require(!over.has(village), "village-over", `${village} became part of another village`);
  households.set(village, number);
  outdated.delete(village);
}

/** Its successors freeze their rolls anew before their next vote. @param {Reading} reading @param {Entry} entry */
function villageEnded({ over, outdated }, { village, successors }) {
  require(!over.has(village), "village-over", `${village} became part of another village before`);
  const isOther = successors.length && successors.every((/** @type {string} */ one) => one !== village && !over.has(one));
  require(isOther, "wrong-successor", `${village} becomes part of itself, or of a village that is over`);
  over.add(village);
  for (const one of successors) outdated.add(one);
}

/** A notice holds until the matter goes to a meeting or slips, or ends. @param {Reading} reading @param {Entry} entry */
function ofMatter(reading, entry) {
  const { type, matter, uuid } = entry;
  if (type === "matter-announced") reading.notices.set(matter, entry);
  if (type === "matter-turned" || type === "matter-ended") reading.notices.delete(matter);
  if (type === "matter-vote" && uuid === reading.uuid) reading.matter = matter;
}

/** @param {Reading} reading @param {Entry} entry @param {Place} opening */
function opened(reading, entry, opening) {
  const { vote, households, over, outdated, origin, uuid } = reading;
  require(!vote, "opened-twice", `vote ${uuid} was opened before`);
  require(!over.has(entry.village), "village-over", `${entry.village} became part of another village`);
  require(!outdated.has(entry.village), "roll-outdated", "households have come since the roll was frozen");
  const code = "wrong-setup";
  require(entry.book === `${origin}/${uuid}`, code, "the vote's book is called after another");
  require(households.get(entry.village) === entry.households, code, "another number of households than the frozen roll");
  const isInOrder = entry.at <= entry.opens_at && entry.opens_at < entry.closes_at;
  require(isInOrder && isWithinLongest(entry.at, entry.closes_at), code, "times out of order, or too long a vote");
  const { closes_at: closesAt } = entry;
  const said = saidAt(entry, opening.index);
  const ending = { closed: null, tally: null, parts: [], result: null };
  const { matter } = reading;
  const announced = reading.notices.get(matter) ?? null;
  reading.vote = { opened: entry, opening, matter, announced, closesAt, extensions: [], seals: [], said, ...ending };
}

/** @param {Reading} reading @param {Entry} entry */
function sealed({ vote, uuid }, { books }) {
  for (const { book, size, root } of books) {
    if (book !== uuid) continue;
    require(vote && !vote.closed, "wrong-seal", "a seal on a book that is not open");
    seal(vote, { size, root }, "wrong-seal");
  }
}

/**
 * Puts a seal after the others: never on a smaller book, nor on another one of the same size.
 * @param {Vote} vote
 * @param {{size: number, root: string}} next
 * @param {string} code
 */
function seal({ seals }, { size, root }, code) {
  const before = seals[seals.length - 1] ?? { size: 0, root: "" };
  require(size >= Math.max(1, before.size), code, "a vote's book has become smaller");
  require(size > before.size || root === before.root, code, "a second root of one size");
  seals.push({ size, root });
}

/** What each later entry about the vote does. @type {Record<string, (vote: Vote, entry: Entry, place: Place) => void>} */
const STEPS = {
  "vote-extended"(vote, { at, closes_at: closesAt }, place) {
    requireOpen(vote, "vote-extended");
    const isLater = at < vote.closesAt && vote.closesAt < closesAt;
    const { opened } = vote;
    require(isLater && isWithinLongest(opened.at, closesAt), "out-of-order", "not a later closing time, or too late");
    vote.extensions.push({ ...place, closes_at: closesAt });
    vote.closesAt = closesAt;
    vote.said.types.set(place.index, "vote-extended");
  },
  "vote-cancelled"() {
    require(false, "cancelled", "the vote was cancelled: its ballots stay sealed");
  },
  "vote-closed"(vote, entry) {
    require(!vote.closed, "closed-twice", "the vote was closed before");
    const { households, opens_at: opensAt } = vote.opened;
    const isDue = entry.at >= vote.closesAt || (entry.voted === households && entry.at >= opensAt);
    require(isDue, "closed-too-early", "closed before its time although not every household has voted");
    const fits = entry.voted <= Math.min(entry.ballots, households) && !entry.voted === !entry.ballots;
    require(fits, "wrong-closing", "more households than ballots, or than there are");
    seal(vote, { size: entry.size, root: entry.root }, "wrong-closing");
    vote.closed = entry;
  },
  correction({ said }, entry) {
    correct(said, entry);
  },
  tally(vote, entry) {
    require(vote.closed && !vote.tally, "out-of-order", "a tally before the closing, or a second one");
    vote.tally = entry;
  },
  "partial-decryption"(vote, entry) {
    require(vote.tally && !vote.result, "out-of-order", "a part of the opening before there is a tally, or after the result");
    vote.parts.push(entry);
  },
  result(vote, entry) {
    require(vote.tally && !vote.result, "out-of-order", "a result before there is a tally, or a second one");
    vote.result = entry;
  },
};

/** @param {Vote} vote @param {string} what */
function requireOpen({ closed }, what) {
  require(!closed, "out-of-order", `${what} after the closing`);
}
