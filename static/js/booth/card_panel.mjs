/** The card: votes open now, to come, and past. */

import { copy, find, findAll, link, nameCard, refill, slot, tell } from "../page/dom.mjs";
import { listOf } from "./vote_lists.mjs";

/**
 * @import { Card, VoteOnCard } from "./server.mjs"
 * @import { Wording } from "./wording.mjs"
 */

/** The panel with the household's votes. */
export class CardPanel {
  /** @param {HTMLElement} root @param {Wording} wording @param {(vote: VoteOnCard) => void} onVote */
  constructor(root, wording, onVote) {
    this.root = root;
    this.wording = wording;
    this.onVote = onVote;
  }

  /** @param {Card} card as looked up */
  show(card) {
    const { votes, now_utc: now } = card;
    nameCard(this.root, card);
    slot(this.root, "none").hidden = votes.length > 0;
    for (const box of findAll(this.root, "[data-list]")) {
      const name = /** @type {string} */ (box.dataset.list);
      const listed = votes.filter(({ state }) => listOf(state) === name);
      box.hidden = !listed.length;
      refill(find(box, "ul"), listed.map((vote) => this._entry(name, vote, now)));
    }
  }

  /** @param {string} name @param {VoteOnCard} vote @param {string} now */
  _entry(name, vote, now) {
    const entry = copy(this.root, `[data-entry="${name}"]`);
    tell(entry, "title", vote.title);
    if (name === "open") {
      tell(entry, "time", this.wording.until(vote.closes_at_utc, now));
      slot(entry, "earlier").hidden = !vote.tracker;
      find(entry, "button").addEventListener("click", () => this.onVote(vote));
      return entry;
    }
    if (name === "upcoming") tell(entry, "time", this.wording.from(vote.opens_at_utc));
    else for (const state of ["closed", "cancelled", "final"]) slot(entry, state).hidden = vote.state !== state;
    link(entry, "page", vote.links?.page);
    return entry;
  }
}
