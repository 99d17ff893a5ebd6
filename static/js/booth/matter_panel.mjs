/** The matter: what the vote is about. Name and description are those of the sealed election. */

import { link, paragraphs, say, slot, tell } from "./dom.mjs";

/** Fills the panel for one vote of a card. */
export function showMatter(root, wording, { card, vote, election }) {
  say(slot(root, "card-name"), "say", { household: card.household, village: card.village.name });
  tell(root, "name", election.name);
  paragraphs(slot(root, "description"), election.description);
  tell(root, "time", wording.until(vote.closes_at_utc, card.now_utc));
  tell(root, "rule", vote.rule ?? "");
  const counted = Number.isSafeInteger(vote.turnout);
  tell(root, "turnout", "");
  if (counted) {
    const turnout = slot(root, "turnout");
    turnout.hidden = root.querySelector('[data-for="turnout"]').hidden = false;
    say(turnout, "say", { voted: vote.turnout, households: vote.households });
  }
  link(root, "page", vote.links?.page);
  showEarlier(root, vote);
}

/** Says that the household has sent a ballot before, and what a new one does. */
export function showEarlier(root, { tracker }) {
  slot(root, "earlier").hidden = !tracker;
  if (tracker) say(slot(root, "earlier-text"), "say", { number: tracker.slice(0, 6) });
}
