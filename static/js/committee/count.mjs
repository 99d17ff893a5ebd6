/**
 * Counting day: the member types the seed, and this browser opens the member's part of the total.
 *
 * Before that it checks every ballot of the archive and multiplies the last ones itself. A server could otherwise hand
 * over one household's ballot, or several copies of it, as "the total" and have the committee open it.
 */

import { checkBallotProofs } from "../ballots/acceptance.mjs";
import { archivedBallots, archivedSetup, readArchive } from "../ballots/archive.mjs";
import { parseBallot } from "../ballots/ballot.mjs";
import { parseCredentials } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { BallotError } from "../ballots/errors.mjs";
import { G } from "../ballots/group.mjs";
import { singleSecret } from "../ballots/single.mjs";
import { encryptedTally, parseTally, partialDecryption, printTally } from "../ballots/tally.mjs";
import { say } from "../page/dom.mjs";
import { finish, post } from "../page/posting.mjs";
import { breathe } from "../page/waiting.mjs";
import { typedSeed } from "./key.mjs";

/** The total that was to be opened is not that of the ballots. */
class WrongTotal extends Error {}

/** The page on which a total is opened. */
export class Counting {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.status = root.querySelector("[data-status]");
    this.bar = root.querySelector("[data-progress]");
    this.form = root.querySelector('[data-step="seed"]');
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.count();
    });
  }

  async count() {
    const field = this.form.querySelector('[data-field="seed"]');
    const seed = typedSeed(field.value);
    const secret = seed && singleSecret(seed);
    if (!secret || G.power(secret).hex !== this.root.dataset.publicKey) {
      say(this.status, "wrongSeed");
      field.focus();
      return;
    }
    this.busy(true);
    try {
      const { election, tally } = await this.total();
      const partial = await this.open(election, tally, secret);
      say(this.status, "sending");
      await post(this.root, partial);
      field.value = "";
      this.form.hidden = true;
      say(this.status, "sent");
      finish(this.root);
    } catch (error) {
      say(this.status, error instanceof WrongTotal || error instanceof BallotError ? "badTally" : "failed");
    }
    this.busy(false);
  }

  /** Fetches election and total and compares the total with the archive's ballots. */
  async total() {
    const { election: electionAt, tally: tallyAt, archive: archiveAt } = this.root.dataset;
    const [electionBytes, tallyBytes, archive] = await Promise.all([electionAt, tallyAt, archiveAt].map(exact));
    const election = parseElection(electionBytes);
    const events = readArchive(archive);
    const setup = archivedSetup(events);
    if (parseElection(setup.election).fingerprint !== election.fingerprint) throw new WrongTotal("another election");
    const last = await this.lastBallots(election, parseCredentials(setup.credentials), archivedBallots(events));
    const tally = parseTally(tallyBytes, election);
    const counted = encryptedTally(election, last);
    if (printTally(counted) !== printTally(tally)) throw new WrongTotal("not the product of the ballots");
    return { election, tally };
  }

  /** Checks every ballot; of each credential the last one. */
  async lastBallots(election, credentials, ballots) {
    const last = new Map();
    for (const [index, raw] of ballots.entries()) {
      const ballot = parseBallot(raw);
      if (!credentials.includes(ballot.credential)) throw new WrongTotal("a ballot of nobody on the list");
      checkBallotProofs(ballot, election);
      last.set(ballot.credential, ballot);
      await this.progress("checking", index + 1, ballots.length);
    }
    return Array.from(last.values());
  }

  async open(election, tally, secret) {
    await this.progress("opening", 0, tally.flat().length);
    const progress = (done, total) => this.show("opening", done, total);
    return partialDecryption(election, tally, secret, { progress });
  }

  async progress(sentence, done, total) {
    this.show(sentence, done, total);
    await breathe();
  }

  show(sentence, done, total) {
    this.bar.max = total;
    this.bar.value = done;
    say(this.status, sentence, { done, total });
  }

  busy(working) {
    this.bar.hidden = !working;
    for (const button of this.form.querySelectorAll("button")) button.disabled = working;
  }
}

async function exact(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
