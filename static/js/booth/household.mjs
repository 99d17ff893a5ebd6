/** The one holder of the card's secret. It never leaves this object but as a key, a credential or a sealed ballot. */

import { householdSecret, voteCredential, voteSecret } from "../ballots/credentials.mjs";
import { makeEnvelope } from "../ballots/envelope.mjs";
import { G } from "../ballots/group.mjs";
import { sealOpenable } from "../ballots/opening.mjs";

/**
 * @import { Ballot } from "../ballots/ballot.mjs"
 * @import { Election } from "../ballots/election.mjs"
 */

/** A household's card in this page. */
export class Household {
  /** @param {{village: string, card: string}} read */
  constructor({ village, card }) {
    this.village = village;
    this._card = card;
    this._secret = householdSecret(card);
    this._key = G.power(this._secret);
  }

  /** K, hex: all that the server learns of the card. */
  get key() {
    return this._key.hex;
  }

  /**
   * S of one vote, hex.
   * @param {string} uuid
   */
  credential(uuid) {
    return voteCredential(this._key, uuid).hex;
  }

  /**
   * Seals a choice, which takes a good part of a second on an old phone. Not yet to be cast: it has no envelope.
   * @param {Election} election
   * @param {number[][]} votes
   */
  seal(election, votes) {
    return sealOpenable(election, voteSecret(this._secret, election.uuid), votes);
  }

  /**
   * The envelope in which a sealed ballot can be cast; an opened one must never come here.
   * @param {Ballot} ballot
   * @param {number} sequence
   */
  envelope(ballot, sequence) {
    return makeEnvelope(ballot, voteSecret(this._secret, ballot.electionUuid), sequence);
  }

  /**
   * The address at which a page of this site opens with this card, as the card's own code does; to be gone to at once.
   * @param {string} page
   */
  wayTo(page) {
    return `${page}#${this.village}.${this._card}`;
  }

  /** Drops the secret; nothing can be sealed any more. */
  forget() {
    this._card = "";
    this._secret = this._key = /** @type {any} */ (null);
  }
}
