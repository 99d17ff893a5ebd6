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
import { find, findAll, onSubmit, say } from "../page/dom.mjs";
import { finish, post } from "../page/posting.mjs";
import { breathe } from "../page/waiting.mjs";
import { typedSeed } from "./key.mjs";

/**
 * @import { Ballot } from "../ballots/ballot.mjs"
 * @import { Election } from "../ballots/election.mjs"
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 */

/** The total that was to be opened is not that of the ballots. */
class WrongTotal extends Error {}

/** The page on which a total is opened. */
export class Counting {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.status = find(root, "[data-status]");
    this.bar = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    this.form = find(root, '[data-step="seed"]');
    onSubmit(this.form, () => this.count());
  }

  async count() {
    const field = /** @type {HTMLInputElement} */ (find(this.form, '[data-field="seed"]'));
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
    const addresses = /** @type {string[]} */ ([electionAt, tallyAt, archiveAt]);
    const [electionBytes, tallyBytes, archive] = await Promise.all(addresses.map(exact));
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

  /**
   * Checks every ballot; of each credential the last one.
   * @param {Election} election
   * @param {string[]} credentials
   * @param {Uint8Array[]} ballots
   */
  async lastBallots(election, credentials, ballots) {
    /** @type {Map<string, Ballot>} */
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

  /** @param {Election} election @param {Ciphertext[][]} tally @param {bigint} secret */
  async open(election, tally, secret) {
    await this.progress("opening", 0, tally.flat().length);
    /** @param {number} done @param {number} total */
    const progress = (done, total) => this.show("opening", done, total);
    return partialDecryption(election, tally, secret, { progress });
  }

  /** @param {string} sentence @param {number} done @param {number} total */
  async progress(sentence, done, total) {
    this.show(sentence, done, total);
    await breathe();
  }

  /** @param {string} sentence @param {number} done @param {number} total */
  show(sentence, done, total) {
    this.bar.max = total;
    this.bar.value = done;
    say(this.status, sentence, { done, total });
  }

  /** @param {boolean} working */
  busy(working) {
    this.bar.hidden = !working;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = findAll(this.form, "button");
    for (const button of buttons) button.disabled = working;
  }
}

/** @param {string} address */
async function exact(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
