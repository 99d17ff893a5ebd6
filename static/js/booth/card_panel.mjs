/** The card: votes open now, to come, and past. */

import { copy, fill, find, findAll, link, made, refill, say, slot, tell } from "../page/dom.mjs";
import { canVote, listOf } from "./vote_lists.mjs";

/**
 * @import { Asked, Card, VoteOnCard } from "./server.mjs"
 * @import { Wording } from "./wording.mjs"
 *
 * @typedef {HTMLElement & {kept: {vote: VoteOnCard, card: Card}}} KeptEntry of a vote that is over: what a
 *   later look at its books needs
 */

/** How far the household has come in what it is asked in the open. @param {Asked[]} asked */
function stateOf(asked) {
  const [newest] = asked;
  return newest?.answer ? "answered" : newest?.sequence ? "said" : "unsaid";
}

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
    const { votes } = card;
    const title = slot(this.root, "card-name");
    const whose = card.kind ?? this.root.dataset.title;
    const sentence = fill(title.dataset.say ?? "", { whose, household: "\n", village: card.village.name });
    const [before, after] = sentence.split("\n");
    refill(title, [before, made("span", card.household, "nowrap"), after]); // a code does not break at its hyphen
    const asked = card.subjects.filter((one) => one.asked);
    slot(this.root, "asked").hidden = !asked.length;
    for (const state of ["answered", "unsaid", "said"]) slot(this.root, state).hidden = stateOf(asked) !== state;
    const isEmpty = !votes.length && !asked.length;
    slot(this.root, "none").hidden = !isEmpty || Boolean(card.kind);
    slot(this.root, "practice").hidden = !card.kind;
    slot(this.root, "unopened").hidden = !isEmpty;
    for (const box of findAll(this.root, "[data-list]")) {
      const name = /** @type {string} */ (box.dataset.list);
      const listed = votes.filter(({ state }) => listOf(state) === name);
      box.hidden = !listed.length;
      refill(find(box, "ul"), listed.map((vote) => this._entry(name, vote, card)));
    }
  }

  /** @param {string} name @param {VoteOnCard} vote @param {Card} card */
  _entry(name, vote, card) {
    const { now_utc: now } = card;
    const entry = copy(this.root, `[data-entry="${name}"]`);
    tell(entry, "title", vote.title);
    tell(entry, "kind", vote.kind ?? "");
    if (name === "open") {
      tell(entry, "time", this.wording.until(vote.closes_at_utc, now));
      this._turn(entry, vote);
      return entry;
    }
    if (name === "upcoming") tell(entry, "time", this.wording.from(vote.opens_at_utc));
    else for (const state of ["closed", "cancelled"]) slot(entry, state).hidden = vote.state !== state;
    if (name === "past") {
      tell(entry, "final", vote.outcome ?? "");
      /** @type {KeptEntry} */ (entry).kept = { vote, card };
    }
    link(entry, "page", vote.links?.page);
    return entry;
  }

  /** What this card can do in an open vote, and what its household has done. @param {HTMLElement} entry @param {VoteOnCard} vote */
  _turn(entry, vote) {
    const { turn, tracker } = vote;
    for (const other of ["stands", "shut"]) slot(entry, other).hidden = turn !== other;
    slot(entry, "sent").hidden = !tracker && turn !== "stands";
    const button = find(entry, "button");
    button.hidden = !canVote(vote);
    if (tracker) say(button, "again");
    else if (vote.kind) say(button, "asks");
    button.className = tracker ? "as-link" : "";
    button.addEventListener("click", () => this.onVote(vote));
  }
}
