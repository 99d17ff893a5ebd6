/** The card: votes open now, to come, and past. */

import { copy, link, nameCard, refill, slot, tell } from "../page/dom.mjs";
import { listOf } from "./vote_lists.mjs";

/** The panel with the household's votes. */
export class CardPanel {
  /** @param {HTMLElement} root @param {Wording} wording @param {(vote: object) => void} onVote */
  constructor(root, wording, onVote) {
    Object.assign(this, { root, wording, onVote });
  }

  /** @param {{household: string, village: {name: string}, votes: object[], now_utc: string}} card as looked up */
  show(card) {
    const { votes, now_utc: now } = card;
    nameCard(this.root, card);
    slot(this.root, "none").hidden = votes.length > 0;
    for (const box of this.root.querySelectorAll("[data-list]")) {
      const name = box.dataset.list;
      const listed = votes.filter(({ state }) => listOf(state) === name);
      box.hidden = !listed.length;
      refill(box.querySelector("ul"), listed.map((vote) => this._entry(name, vote, now)));
    }
  }

  _entry(name, vote, now) {
    const entry = copy(this.root, `[data-entry="${name}"]`);
    tell(entry, "title", vote.title);
    if (name === "open") {
      tell(entry, "time", this.wording.until(vote.closes_at_utc, now));
      slot(entry, "earlier").hidden = !vote.tracker;
      entry.querySelector("button").addEventListener("click", () => this.onVote(vote));
      return entry;
    }
    if (name === "upcoming") tell(entry, "time", this.wording.from(vote.opens_at_utc));
    else for (const state of ["closed", "cancelled", "final"]) slot(entry, state).hidden = vote.state !== state;
    link(entry, "page", vote.links?.page);
    return entry;
  }
}
