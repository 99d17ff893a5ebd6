/** What the benchmark runs in a page: the booth's own sealing, from the moment the card is open and the vote is read. */

import { Household } from "../../static/js/booth/household.mjs";
import { parseElection } from "../../static/js/ballots/election.mjs";

const CHOICE = [[0, 1, 0]];

globalThis.bench = {
  /** Opens the card and reads the vote, as the booth does before a person can choose. */
  open(card, election) {
    this.household = new Household({ village: "dong-hoa", card });
    this.election = parseElection(new TextEncoder().encode(election));
  },

  /** What the booth does while the person reads. */
  prepare() {
    this.election.publicKey.power(BigInt(2));
  },

  /** Milliseconds of each of so many sealings, one after the other. */
  seal(times) {
    const taken = [];
    for (let number = 1; number <= times; number += 1) {
      const start = performance.now();
      this.household.seal(this.election, CHOICE, number);
      taken.push(performance.now() - start);
    }
    return taken;
  },
};
