/** Rules about the commune's book itself, who holds a role, and the seals on the other books. Twin of voting/record/rules/commune.py. */

import { LedgerError } from "../../ledger/errors.mjs";
import { parseLogKey } from "../../ledger/note.mjs";
import { parsePolicy } from "../../ledger/policy.mjs";
import { allows, valueOf } from "../../law/clocks.mjs";
import { RecordError, require } from "../errors.mjs";
import { requireText } from "../texts.mjs";
import { requireSeal } from "../ties.mjs";
import { started } from "./shared.mjs";

/**
 * @import { Policy } from "../../ledger/policy.mjs"
 * @import { VerifierKey } from "../../ledger/note.mjs"
 * @import { Seal } from "../facts.mjs"
 * @import { Change, Rule, Rules } from "../lookups.mjs"
 */

/** Runs a reader of the ledger and gives its refusal the code it has in the record. @template T @param {string} code @param {() => T} read */
function ofLedger(code, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof LedgerError ? new RecordError(code, error.message) : error;
  }
}

/** The first entry, and only the first, says whose book this is, by which key, and who must co-sign it. @type {Rule} */
function logStarted(book, { commune: code, origin, vkey, policy, village }) {
  require(!book.size && !village, "log-not-started", "log-started stands first, once, and is about no village");
  const [key, read] = ofLedger("wrong-log", () => [parseLogKey(vkey), parsePolicy(policy)]);
  const isOwn = key.name === origin && origin.endsWith(`/${code}`);
  require(isOwn, "wrong-log", `the key of ${key.name} and the origin ${origin} are not those of ${code}`);
  require(isListed(key, read), "wrong-log", "the policy does not list the log's own key");
  return { commune: { code, origin, vkey, policy, changes: [], settings: [] } };
}

/** @param {VerifierKey} key @param {Policy} policy */
const isListed = ({ vkey }, { logs }) => logs.some((one) => one.vkey === vkey);

/** A policy that can be gone by, and is news; whether it is in force is no question of the entry (`policies`). @type {Rule} */
function policyChanged(book, entry) {
  const [code, commune] = ["bad-policy", started(book, entry)];
  require(!entry.village, code, "policy-changed is about no village");
  const newest = [commune.policy, ...commune.changes.map(({ text }) => text)].pop();
  require(entry.policy !== newest, code, "the same text as the newest policy");
  requireUsable(ofLedger(code, () => parsePolicy(entry.policy)), parseLogKey(commune.vkey));
  const change = { index: book.size, text: entry.policy };
  return { commune: { ...commune, changes: [...commune.changes, change] } };
}

/** The log is its own, every witness has an address, and no key serves two. @param {Policy} policy @param {VerifierKey} log */
function requireUsable(policy, log) {
  require(isListed(log, policy), "bad-policy", "the policy does not list the log's own key");
  const logs = new Set([...policy.logs, log].map(({ publicKey }) => String(publicKey)));
  for (const [name, { publicKey }] of policy.witnesses) {
    require(/^https?:\/\//.test(policy.urls.get(name) ?? ""), "bad-policy", `no address for the witness ${name}`);
    require(!logs.has(String(publicKey)), "bad-policy", `the witness ${name} has a log's own key`);
  }
}

/** A commitment binds whoever holds its salt; there is nothing else to check in the open. @type {Rule} */
function officialsChanged(book, entry) {
  started(book, entry);
  const village = book.village(entry.village);
  return entry.village && !village.named ? { villages: { [entry.village]: { ...village, named: true } } } : {};
}

/** LAW.md 11: only a number that the law does not fix, within its bounds, and another than is in force. @type {Rule} */
function settingsChanged(book, entry) {
  const [code, commune, { key, value }] = ["wrong-setting", started(book, entry), entry];
  require(!entry.village && allows(key, value), code, `${key} is not set to ${value}`);
  const set = commune.settings.filter((one) => one.key === key).map((one) => one.value);
  require([valueOf(key), ...set].pop() !== value, code, `${key} is ${value} already`);
  requireText(entry.reason, { lineBreaks: true });
  return { commune: { ...commune, settings: [...commune.settings, { index: book.size, key, value }] } };
}

/** Books of what is open only, each that has grown once, in order; and with the root that the book has. @type {Rule} */
function booksSealed(book, entry, context) {
  const code = "wrong-seal";
  started(book, entry);
  const { books } = /** @type {{books: (Seal & {book: string})[]}} */ (/** @type {unknown} */ (entry));
  require(!entry.village && books.length, code, "books-sealed is about no village, and seals at least one book");
  const isSorted = books.every((one, at) => at === 0 || books[at - 1].book < one.book);
  require(isSorted, code, "the sealed books are not sorted, or one stands twice");
  /** @type {Required<Pick<Change, "votes"|"subjects">>} */
  const change = { votes: {}, subjects: {} };
  for (const { book: name, size, root } of books) {
    const [subject, vote] = [book.subjects.get(name), book.votes.get(name)];
    if (subject) require(subject.closing === null, code, `the subject ${name} is closed`);
    else require(vote?.phase === "open", code, `no open vote ${name}`);
    const before = (subject ?? vote)?.seal?.size ?? 0;
    require(size > before, code, `the book of ${name} has not grown since its last seal`);
    if (subject) change.subjects[name] = { ...subject, seal: { size, root } };
    else if (vote) change.votes[name] = { ...vote, seal: { size, root } };
  }
  for (const one of books) {
    const own = change.subjects[one.book] ? context.subjectBook(one.book) : context.voteBook(one.book);
    if (own) requireSeal(one, own);
  }
  return change;
}

/** @type {Rules} */
export const RULES = {
  "log-started": logStarted,
  "policy-changed": policyChanged,
  "officials-changed": officialsChanged,
  "settings-changed": settingsChanged,
  "books-sealed": booksSealed,
};
