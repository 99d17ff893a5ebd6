/**
 * What today's books say of a household's ballot: of a receipt that was kept, or of its card. No server's word counts:
 * both books are read whole, and what they say is told only after they hold. Nothing is sent but the names of books.
 */

import { b64Sha256 } from "../ballots/hashes.mjs";
import { openCheckpoint } from "../ledger/checkpoint.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { verifyInclusion } from "../ledger/merkle.mjs";
import { parseLogKey, voteKey } from "../ledger/note.mjs";
import { parsePolicy } from "../ledger/policy.mjs";
import { parseTlogProof } from "../ledger/tlog_proof.mjs";
import { inAddress } from "../page/trackers.mjs";
import { readBook, requireGrowth } from "../record/book_files.mjs";
import { parseEntry } from "../record/entries.mjs";
import { RecordError, require } from "../record/errors.mjs";
import { checkHouseholdReceipt, partsOf, requireSealed } from "../record/receipts.mjs";

/**
 * @import { BookFiles, Read } from "../record/book_files.mjs"
 * @import { Entry } from "../record/entries.mjs"
 *
 * @typedef {{vote: string, commune: string}} Which
 * @typedef {Which & {vkey: string, book: BookFiles, common: BookFiles, end: Entry|null}} Books both, whole; `end` closed
 *   or cancelled the vote
 *
 * @typedef {object} Standing `say` names the sentence
 * @property {string} say
 * @property {number} [line]
 * @property {number} [later] line of the ballot that took its place
 * @property {number} [size] lines of today's book
 * @property {number} [was] lines that the receipt says the book had
 * @property {number} [witnesses]
 * @property {string} [origin]
 * @property {string} [tracker]
 */

/** Not there, says whoever should have it. */
export class Missing extends Error {}

/** The judgment is over: what is to be said. */
class Said extends Error {
  /** @param {Standing} standing */
  constructor(standing) {
    super(standing.say);
    this.standing = standing;
  }
}

/** @param {unknown} error */
const isRefusal = (error) => error instanceof LedgerError || error instanceof RecordError;
/** @param {Uint8Array} raw */
const textOf = (raw) => new TextDecoder().decode(raw);

/**
 * Runs one step; what it refuses is said so.
 * @template T
 * @param {() => T|Promise<T>} step
 * @param {Standing} refused
 * @param {Standing} [missing]
 * @returns {Promise<T>}
 */
async function orSay(step, refused, missing) {
  try {
    return await step();
  } catch (error) {
    if (isRefusal(error)) throw new Said(refused);
    if (missing && error instanceof Missing) throw new Said(missing);
    throw error;
  }
}

/** @param {() => Promise<Standing>} judge @returns {Promise<Standing>} */
async function told(judge) {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof Said) return error.standing;
    throw error;
  }
}

/**
 * What a kept receipt is worth today. Throws what `published` throws when something cannot be had.
 * @param {string} text as kept, with whatever line ends an app gave it
 * @param {Read} published a file below the public interface; `Missing` where there is none
 * @returns {Promise<Standing>}
 */
export const standingOfReceipt = (text, published) => told(async () => {
  const file = `${text.replace(/\r\n?/g, "\n").trim()}\n`;
  const unreadable = { say: "unreadable" };
  const [proof, parts] = await orSay(() => [parseTlogProof(partsOf(file).ballot), partsOf(file)], unreadable);
  const [origin] = proof.note.split("\n", 1);
  const [commune, vote] = origin.split("/").slice(-2);
  const elsewhere = { say: "elsewhere", origin };
  const vkey = await orSay(() => keyOf(commune, published), elsewhere, elsewhere);
  const key = await orSay(() => parseLogKey(voteKey(vkey, vote)), elsewhere);
  if (key.name !== origin) throw new Said(elsewhere);
  const was = await orSay(() => openCheckpoint(proof.note, key), { say: "unsigned" });
  await requireVote(vote, published);
  const books = await bothBooks({ vkey, commune, vote }, published);
  const { book, common } = books;
  await orSay(() => requireGrowth([was], book.leaves), { say: was.size > book.size ? "rolledBack" : "forked", was: was.size, size: book.size });
  const raw = book.entries[proof.index] ?? new Uint8Array();
  const spoilt = { say: "spoilt" };
  await orSay(() => {
    require(proof.index < book.size, "wrong-seal", "no such line");
    return verifyInclusion(book.leaves[proof.index], proof.path, { ...was, index: proof.index });
  }, spoilt);
  const ballot = ballotIn(raw);
  if (!ballot) throw new Said({ say: "noBallot", line: proof.index + 1 });
  if (parts.seal) {
    await orSay(() => checkHouseholdReceipt(file, raw, vkey, vote, async () => null), spoilt);
    const head = openCheckpoint(parseTlogProof(parts.seal).note, parseLogKey(vkey));
    const grown = { say: head.size > common.size ? "rolledBack" : "forked", was: head.size, size: common.size };
    await orSay(() => requireGrowth([head], common.leaves), grown);
  }
  return standingAt(books, proof.index, published);
});

/**
 * What the books say of the ballots sent with a card. Throws what `published` throws when something cannot be had.
 * @param {Which & {tracker: string|null}} which `tracker`: the ballot that the server says is the card's last
 * @param {string} credential the card's in this vote
 * @param {Read} published
 * @returns {Promise<Standing>}
 */
export const standingOfCard = ({ vote, commune, tracker }, credential, published) => told(async () => {
  const books = await bothBooks({ vkey: await keyOf(commune, published), commune, vote }, published);
  const index = lastOf(books.book, credential);
  const said = index < 0 ? null : trackerOf(ballotIn(books.book.entries[index]));
  if (said !== tracker) throw new Said({ say: said ? "unsaid" : "unfound", size: books.book.size });
  if (index < 0) return { say: "none", size: books.book.size };
  return standingAt(books, index, published);
});

/** A book of what households say in the open has receipts too, which are of no ballot. @param {string} book @param {Read} published */
async function requireVote(book, published) {
  const found = await published(`/subjects/${book}/log/checkpoint`).catch((error) => {
    if (!(error instanceof Missing)) throw error;
  });
  if (found) throw new Said({ say: "statement" });
}

/** @param {string} commune @param {Read} published */
async function keyOf(commune, published) {
  return textOf(await published(`/communes/${encodeURIComponent(commune)}/log/log.vkey`)).trim();
}

/**
 * The commune's book and the vote's, each whole under today's signed head, and the one as the other's end says.
 * @param {Which & {vkey: string}} which
 * @param {Read} published
 * @returns {Promise<Books>}
 */
async function bothBooks({ vkey, commune, vote }, published) {
  const [broken, gone] = [{ say: "broken" }, { say: "gone" }];
  const common = await orSay(() => readBook((path) => published(`/communes/${commune}/log/${path}`), vkey), broken, broken);
  const end = await orSay(() => endOf(common, vote), broken); // first: what ends a vote's book stands in it before
  const book = await orSay(() => readBook((path) => published(`/votes/${vote}/log/${path}`), voteKey(vkey, vote)), broken, gone);
  if (end) await orSay(() => requireSealed(end, vote, book), broken);
  return { vkey, commune, vote, book, common, end };
}

/** What ended a vote. @param {BookFiles} common @param {string} vote */
function endOf({ entries }, vote) {
  const ends = ["vote-closed", "vote-cancelled"].map((type) => `{"v":1,"type":"${type}",`);
  const found = entries.map(textOf).filter((text) => ends.some((begins) => text.startsWith(begins)) && text.includes(vote));
  const read = found.map((text) => parseEntry(new TextEncoder().encode(text), "commune"));
  return read.find((one) => one.vote === vote) ?? null;
}

/**
 * The ballot at this place is there: whether it counts, and who has confirmed that.
 * @param {Books} books
 * @param {number} index
 * @param {Read} published
 * @param {number} looks how often the book may have grown meanwhile
 * @returns {Promise<Standing>}
 */
async function standingAt(books, index, published, looks = 3) {
  const { vkey, commune, vote, book, end } = books;
  const raw = book.entries[index];
  const ballot = /** @type {Record<string, any>} */ (ballotIn(raw));
  const tracker = trackerOf(ballot);
  const broken = { say: "broken" };
  const { checkpoint, cosigned } = await orSay(async () => {
    const answer = JSON.parse(textOf(await published(`/votes/${vote}/ballots/${inAddress(tracker)}`)));
    const policy = parsePolicy(await published(`/communes/${commune}/log/policy`));
    return checkHouseholdReceipt(String(answer.receipt), raw, vkey, vote, async () => policy);
  }, broken, broken);
  if (!end && checkpoint.size > book.size && looks) return standingAt(await bothBooks(books, published), index, published, looks - 1);
  await orSay(() => requireGrowth([checkpoint], book.leaves), broken);
  const last = lastOf(book, ballot.credential);
  const say = end?.type === "vote-cancelled" ? "cancelled" : last > index ? "replaced" : "stands";
  return { say, line: index + 1, later: last + 1, size: book.size, witnesses: cosigned?.size ?? 0, tracker };
}

/** The ballot of an entry of a vote's book, null where it is none. @param {Uint8Array} raw @returns {Record<string, any>|null} */
function ballotIn(raw) {
  try {
    const { type, envelope } = JSON.parse(textOf(raw));
    return type === "ballot" ? envelope.ballot : null;
  } catch {
    return null;
  }
}

/** @param {object|null} ballot */
const trackerOf = (ballot) => b64Sha256(JSON.stringify(ballot));

/** The place of a credential's last ballot, -1 where there is none. @param {BookFiles} book @param {string} credential */
function lastOf({ entries }, credential) {
  return entries.map((raw) => ballotIn(raw)?.credential === credential).lastIndexOf(true);
}
