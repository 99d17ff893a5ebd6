/** The matter: what the vote is about. Name and description are those of the sealed election. */

import { find, link, made, paragraphs, refill, say, slot, tell } from "../page/dom.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Card, VoteOnCard } from "./server.mjs"
 * @import { Wording } from "./wording.mjs"
 */

/** A description longer than this many characters is cut after a paragraph; the rest opens at a tap. */
const SHORT = 1200;

/**
 * Fills the panel for one vote of a card.
 * @param {HTMLElement} root
 * @param {Wording} wording
 * @param {{card: Card, vote: VoteOnCard, election: Election}} about
 */
export function showMatter(root, wording, { card, vote, election }) {
  tell(root, "kind", vote.kind ?? "");
  tell(root, "name", election.name);
  describe(root, election.description);
  listPapers(root, vote.documents ?? []);
  tell(root, "time", wording.until(vote.closes_at_utc, card.now_utc));
  tell(root, "rule", vote.rule ?? "");
  const counted = Number.isSafeInteger(vote.turnout);
  tell(root, "turnout", "");
  if (counted) {
    const turnout = slot(root, "turnout");
    turnout.hidden = find(root, '[data-for="turnout"]').hidden = false;
    say(turnout, "say", { voted: vote.turnout, households: vote.households });
  }
  link(root, "page", vote.links?.page);
  const earlier = slot(root, "earlier");
  earlier.hidden = !vote.tracker;
  say(earlier, "say", { number: String(vote.tracker).slice(0, 4) });
}

/** @param {HTMLElement} root @param {string} description */
function describe(root, description) {
  const [shown, rest] = cut(description);
  paragraphs(slot(root, "description"), shown);
  const more = /** @type {HTMLDetailsElement} */ (slot(root, "more"));
  more.hidden = !rest;
  more.open = false;
  say(slot(root, "more-label"), "say", { words: rest.split(/\s+/).length });
  paragraphs(slot(root, "rest"), rest);
}

/** @returns {[string, string]} whole lines of some `SHORT` characters, and what is left @param {string} text */
export function cut(text) {
  if (text.length <= SHORT) return [text, ""];
  const end = text.indexOf("\n", SHORT / 2);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 1)];
}

/** @param {HTMLElement} root @param {{name: string, link: string}[]} papers */
function listPapers(root, papers) {
  slot(root, "papers").hidden = !papers.length;
  const entries = papers.map((paper) => {
    const entry = made("li");
    const anchor = made("a", paper.name, "link");
    anchor.dataset.slot = "paper";
    entry.append(anchor);
    link(entry, "paper", paper.link);
    return entry;
  });
  refill(find(slot(root, "papers"), "ul"), entries);
}
