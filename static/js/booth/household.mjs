/** The one holder of the card's secret. It never leaves this object but as a key, a credential or a sealed ballot. */

import { householdSecret, voteCredential, voteSecret } from "../ballots/credentials.mjs";
import { seal } from "../ballots/ballot.mjs";
import { makeEnvelope } from "../ballots/envelope.mjs";
import { G } from "../ballots/group.mjs";

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

  /** Seals a choice; takes a good part of a second on an old phone. */
  seal(election, votes, sequence) {
    const secret = voteSecret(this._secret, election.uuid);
    return makeEnvelope(seal(election, secret, votes).ballot, secret, sequence);
  }

  /** Drops the secret; nothing can be sealed any more. */
  forget() {
    this._secret = this._key = null;
  }
}
