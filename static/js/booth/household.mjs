/** The one holder of the card's secret. It never leaves this object but as a key, a credential or a sealed ballot. */

import { householdSecret, voteCredential, voteSecret } from "../ballots/credentials.mjs";
import { makeEnvelope } from "../ballots/envelope.mjs";
import { G } from "../ballots/group.mjs";
import { sealOpenable } from "../ballots/opening.mjs";

/** A household's card in this page. */
export class Household {
  /** @param {{village: string, card: string}} read */
  constructor({ village, card }) {
    this.village = village;
    this._secret = householdSecret(card);
    this._key = G.power(this._secret);
  }

  /** K, hex: all that the server learns of the card. */
  get key() {
    return this._key.hex;
  }

  /** S of one vote, hex. */
  credential(uuid) {
    return voteCredential(this._key, uuid).hex;
  }

  /** Seals a choice, which takes a good part of a second on an old phone. Not yet to be cast: it has no envelope. */
  seal(election, votes) {
    return sealOpenable(election, voteSecret(this._secret, election.uuid), votes);
  }

  /** The envelope in which a sealed ballot can be cast; an opened one must never come here. */
  envelope(ballot, sequence) {
    return makeEnvelope(ballot, voteSecret(this._secret, ballot.electionUuid), sequence);
  }

  /** Drops the secret; nothing can be sealed any more. */
  forget() {
    this._secret = this._key = null;
  }
}
