/** Rules about a village's household roll, its cards, and its end. Twin of voting/record/rules/village.py. */

import { require } from "../errors.mjs";
import { exists } from "../facts.mjs";
import { requireText } from "../texts.mjs";
import { villageOf } from "./shared.mjs";

/**
 * @import { Village } from "../facts.mjs"
 * @import { Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 */

export const MOST_SUCCESSORS = 5;

/** N adds up with what was there before; no vote of the village is under way; cards must follow anew. @type {Rule} */
function rollFrozen(book, entry) {
  const village = villageOf(book, entry);
  const { households, added, removed } = entry;
  const addsUp = households >= 1 && households === village.households + added - removed;
  require(addsUp, "wrong-roll-count", `${village.households} + ${added} - ${removed} households are not ${households}`);
  require(!village.open.length, "out-of-order", "roll-frozen while a vote of the village is open");
  const bare = { ...village, register: "", cards: 0, spares: 0, reviews: [], objections: 0 };
  return { villages: { [entry.village]: { ...bare, households, roll: book.size } } };
}

/** As many cards as households, no more; a register with fewer cannot open a vote. @type {Rule} */
function cardsIssued(book, entry) {
  const village = villageOf(book, entry);
  require(village.households, "out-of-order", "cards-issued before roll-frozen");
  const { register, cards, spares, issued, reissued } = entry;
  const fits = cards <= village.households && reissued <= issued && issued <= cards + spares;
  require(fits, "wrong-cards", `${cards} cards (${issued} new, ${reissued} of them again) for ${village.households} households`);
  return { villages: { [entry.village]: { ...village, register, cards, spares } } };
}

/** Each lost card counts one further; the register must be issued anew. @type {Rule} */
function cardRevoked(book, entry) {
  const village = villageOf(book, entry);
  require(village.cards, "out-of-order", "card-revoked before cards-issued");
  const revoked = village.revoked + 1;
  require(entry.count === revoked, "wrong-cards", `card-revoked says ${entry.count}, it is the ${revoked}th`);
  requireText(entry.reason, { lineBreaks: true });
  return { villages: { [entry.village]: { ...village, revoked, cards: village.cards - 1 } } };
}

/** LAW.md 10: no vote of it is open, its successors are known and go on; each of these freezes its roll anew. @type {Rule} */
function villageEnded(book, entry) {
  const [code, village] = ["wrong-successor", villageOf(book, entry)];
  require(!village.open.length && !village.practice, "out-of-order", "village-ended while a vote of the village is open");
  requireText(entry.reason, { lineBreaks: true });
  /** @type {string[]} */
  const successors = entry.successors;
  const isEachOnce = new Set(successors).size === successors.length && !successors.includes(entry.village);
  const isNumber = successors.length >= 1 && successors.length <= MOST_SUCCESSORS;
  require(isEachOnce && isNumber, code, `${successors}: one to ${MOST_SUCCESSORS} other villages, each once`);
  require(exists(village), code, `the book knows no village ${entry.village}`);
  const joined = successors.map((one) => /** @type {const} */ ([one, joinedBy(book, one)]));
  return { villages: { [entry.village]: { ...village, successors }, ...Object.fromEntries(joined) } };
}

/** @param {CommuneState} book @param {string} code @returns {Village} */
function joinedBy(book, code) {
  const successor = book.village(code);
  const goesOn = exists(successor) && !successor.successors.length;
  require(goesOn, "wrong-successor", `the book knows no village ${code}, or it became part of another`);
  return { ...successor, joined: book.size };
}

/** @type {Rules} */
export const RULES = {
  "roll-frozen": rollFrozen,
  "cards-issued": cardsIssued,
  "card-revoked": cardRevoked,
  "village-ended": villageEnded,
};
