/**
 * What a household has and does in one visit: its card, a vote, a choice, a sealed ballot and what became of it.
 *
 * No DOM, no history: the page shows what is here. Pure but for what it is given: the server and two ways to wait. The
 * holder of the card's secret never leaves this object; what others get are values.
 */

import { isListed } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { deliver } from "./delivery.mjs";
import { Household } from "./household.mjs";
import { begin, isOnItsWay, move } from "./journey.mjs";
import { Problem, problemOf } from "./problems.mjs";
import { emptySelection, incomplete } from "./selection.mjs";
import { Unhelpful } from "./server.mjs";
import { canVote } from "./vote_lists.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Envelope } from "../ballots/envelope.mjs"
 * @import { sealOpenable } from "../ballots/opening.mjs"
 * @import { Delivery, Move } from "./journey.mjs"
 * @import { Card, Server, VoteOnCard } from "./server.mjs"
 *
 * @typedef {object} Recorded a ballot that is in the record
 * @property {VoteOnCard} vote
 * @property {Election} election
 * @property {Envelope} envelope
 * @property {string} village
 * @property {Record<string, any>} answer the server's
 * @property {string} vkey the commune's key, of which the vote's book's follows; empty when it cannot be had
 */

/** Not there yet, or forgotten: whoever asks for it all the same is mistaken, and fails. */
const NOTHING = /** @type {any} */ (null);

const LOOKUP_PROBLEMS = ["unknown-card", "unknown-village", "revoked-card", "rate-limited"];

/** One visit of one household. */
export class Visit {
  /**
   * @param {object} given
   * @param {Pick<Server, "lookup"|"exact"|"last"|"cast"|"ballot"|"logKey">} given.server
   * @param {() => void} given.onMove called after each step of the journey
   * @param {() => Promise<void>} given.drawn lets what was just shown be seen before long work
   * @param {(milliseconds: number) => Promise<void>} given.pause
   */
  constructor({ server, onMove, drawn, pause }) {
    this.server = server;
    this.onMove = onMove;
    this.drawn = drawn;
    this.pause = pause;
    this.journey = begin();
    this.used = 0;
    /** @type {Card} */
    this.card = NOTHING;
    /** @type {VoteOnCard} */
    this.vote = NOTHING;
    /** @type {Election} */
    this.election = NOTHING;
    /** @type {number[][]} */
    this.selection = NOTHING;
    /** @type {Household} */
    this._household = NOTHING;
    /** @type {string} */
    this._credential = NOTHING;
    /** @type {ReturnType<typeof sealOpenable>} */
    this._sealed = NOTHING;
    /** @type {Envelope} */
    this._envelope = NOTHING;
  }

  /** Whether a sealed ballot may or may not have arrived. */
  get isOnItsWay() {
    return isOnItsWay(this.journey);
  }

  /** Whether there is a ballot in its envelope, ready to be sent. */
  get isSealed() {
    return Boolean(this._envelope);
  }

  /** The votes in which the card can send a ballot now. */
  get openVotes() {
    return this.card.votes.filter(canVote);
  }

  /**
   * Applies an event to the journey.
   * @param {Move} event
   */
  go(event) {
    this.journey = move(this.journey, event);
    this.onMove();
  }

  /**
   * Opens a card: derives its key, asks what it can vote on. Throws a `Problem` when the server does not know it; the
   * card that was open before then stays open, whole.
   * @param {{village: string, card: string}} read
   */
  async open(read) {
    const household = new Household(read);
    const { status, body } = await this.server.lookup(read.village, household.key);
    if (status !== 200) throw LOOKUP_PROBLEMS.includes(body.code) ? new Problem(body.code) : new Unhelpful(status);
    // A village may be typed by its name; the record knows it by its code.
    household.village = body.village?.code ?? read.village;
    this._household = household;
    this.card = /** @type {Card} */ (body);
    this.card.credential = (uuid) => household.credential(uuid);
    this.go({ type: "card" });
  }

  /**
   * Where another page of this site opens with this card.
   * @param {string} page
   */
  wayTo(page) {
    return this._household.wayTo(page);
  }

  /**
   * Fetches a vote, checks it and that the card is on its list. Throws a `Problem` when it is not.
   * @param {VoteOnCard} vote
   */
  async choose(vote) {
    const base = `/votes/${encodeURIComponent(vote.uuid)}`;
    const files = ["election.json", "public_creds.short"].map((name) => this.server.exact(`${base}/${name}`));
    const [election, credentials] = await Promise.all(files);
    this.vote = vote;
    this.election = parseElection(election);
    if (this.election.uuid !== vote.uuid) throw new Problem("tampered");
    this._credential = this._household.credential(vote.uuid);
    if (!isListed(credentials, this._credential)) throw new Problem("not-listed");
    this.selection = emptySelection(this.election);
    this._envelope = this._sealed = NOTHING;
    this.go({ type: "vote", uuid: vote.uuid });
  }

  /** Makes the tables for sealing, so that it is quick when it is wanted. */
  prepare() {
    this.election.publicKey.power(BigInt(2));
  }

  /**
   * The choice changed: what was sealed before is no longer it.
   * @param {number[][]} selection
   */
  select(selection) {
    this.selection = selection;
    this._sealed = NOTHING;
    this.go({ type: "choose", complete: !incomplete(this.election, selection).length });
  }

  /** Seals before anyone says whether this very ballot is sent or opened; its number, null when it is not the time. */
  sealFirst() {
    this.go({ type: "seal" });
    if (this.journey.panel !== "sealed") return null;
    this._sealed = this._sealed || this._seal();
    return this._sealed.ballot.tracker;
  }

  /** Opens it: from here on nothing can make an envelope for it. Null when it is not the time. */
  unseal() {
    this.go({ type: "unseal" });
    if (this.journey.panel !== "opened") return null;
    const { opening } = this._sealed;
    this._sealed = NOTHING;
    return opening;
  }

  /**
   * The one act: seals, unless that was done to check the machine, and sends. What is recorded, else null.
   * @returns {Promise<Recorded|null>}
   */
  async send() {
    const before = this.journey;
    this.go({ type: "send" });
    if (this.journey === before) return null;
    this._envelope = NOTHING;
    await this.drawn();
    try {
      const last = await this.server.last(this.vote.uuid, this._credential);
      const sequence = Math.max(last.sequence, this.vote.sequence ?? 0, this.used) + 1;
      this.used = sequence;
      const { ballot } = this._sealed || this._seal();
      this._envelope = this._household.envelope(ballot, sequence);
      this._sealed = NOTHING;
    } catch (error) {
      // Nothing has been sent: it is safe to say so.
      this.go({ type: "refused", code: problemOf(error) });
      return null;
    }
    return this._bring(1);
  }

  /** Sends the same ballot again after there was no answer. What is recorded, else null. */
  sendAgain() {
    const { attempt } = /** @type {Delivery} */ (this.journey.delivery);
    return this._bring(attempt + 1);
  }

  /** Leaves nothing of the card, the choice and the ballot here. What is on its way or recorded stays so. */
  forget() {
    this._household?.forget();
    this.card = this.vote = this.election = this.selection = NOTHING;
    this._household = this._credential = this._sealed = this._envelope = NOTHING;
  }

  _seal() {
    return this._household.seal(this.election, this.selection);
  }

  /**
   * Brings the sealed ballot into the record; the same one however often.
   * @param {number} first
   * @returns {Promise<Recorded|null>}
   */
  async _bring(first) {
    const { uuid } = this.vote;
    const server = {
      post: () => this.server.cast(uuid, this._envelope.raw),
      find: () => this.server.ballot(uuid, this._envelope.ballot.tracker),
      pause: this.pause,
    };
    const outcome = await deliver(server, (attempt) => this.go({ type: "attempt", attempt }), first);
    if (outcome.kind === "recorded") return this._recorded(outcome.body);
    this.go({ type: outcome.kind, code: outcome.code });
    return null;
  }

  /** @param {Record<string, any>} answer @returns {Promise<Recorded>} */
  async _recorded(answer) {
    const { tracker } = this._envelope.ballot;
    const vkey = await this.server.logKey(this.vote.commune).catch(() => "");
    const { vote, election, _envelope: envelope } = this;
    const { village } = this._household;
    this.go({ type: "recorded" });
    vote.tracker = tracker;
    return { vote, election, envelope, village, answer, vkey };
  }
}
