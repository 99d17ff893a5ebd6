/**
 * What a counting member's device makes sure of before anyone types a code, believing nothing that it was not shown: both
 * books whole and signed, tied to each other, every ballot in its place, and the total that of the ballots that count.
 *
 * A server could otherwise hand over one household's ballot, or several copies of it, as "the total" and have the
 * committee open it. Which commune's key the books are signed with is the one thing left: the member's paper says it.
 */

import { parseTally, printTally } from "../ballots/tally.mjs";
import { sameBytes } from "../ledger/encoding.mjs";
import { rootsAt } from "../ledger/merkle.mjs";
import { readWhole } from "../record/whole_vote.mjs";
import { Refusal } from "./refusals.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Ciphertext } from "../ballots/hashed_texts.mjs"
 * @import { Trustees } from "../ballots/trustees.mjs"
 * @import { BookFiles } from "../record/book_files.mjs"
 * @import { Progress, Published } from "../record/whole_vote.mjs"
 *
 * @typedef {object} Source where everything comes from
 * @property {Published} published
 * @property {() => Promise<Uint8Array>} tally the encrypted total that the server asks to be opened
 *
 * @typedef {object} Examined
 * @property {string} vkey the commune's key that both books are signed with
 * @property {BookFiles} commune
 * @property {Uint8Array} root of the vote's book
 * @property {Election} election
 * @property {Trustees} trustees
 * @property {Ciphertext[][]} tally
 * @property {number} voted households whose ballots are in the total
 * @property {number} households on the roll
 */

/** A total of fewer ballots says too much of each, unless the whole roll is smaller. */
export const FEWEST_BALLOTS = 3;

/**
 * Fetches and checks everything. Throws a `RecordError`, `LedgerError` or `Refusal` for what does not hold, anything
 * else when something could not be had.
 * @param {{uuid: string, commune: string}} which
 * @param {Source} source
 * @param {Progress} progress
 * @returns {Promise<Examined>}
 */
export async function examine(which, { published, tally: stated }, progress) {
  const { vkey, commune, files, vote, setup, tally, voted } = await readWhole(which, published, { progress });
  if (printTally(parseTally(await stated(), setup.election)) !== printTally(tally)) {
    throw new Refusal("wrong-tally", "the total to be opened is another than that of the ballots");
  }
  const { election, trustees } = setup;
  const { households } = vote.opened;
  return { vkey, commune, root: files.root, election, trustees, tally, voted, households };
}

/**
 * Not so few ballots that the total gives them away; else `too-few`.
 * @param {Pick<Examined, "voted"|"households">} examined
 */
export function requireEnough({ voted, households }) {
  const least = Math.min(FEWEST_BALLOTS, households);
  if (voted < least) throw new Refusal("too-few", `the total of ${voted} ballots would show what each says`);
}

/**
 * The commune's book begins with the one this device has seen before; else `rolled-back`.
 * @param {Pick<BookFiles, "leaves">} commune
 * @param {{size: number, root: Uint8Array}|null} seen
 */
export function requireGrown({ leaves }, seen) {
  if (!seen) return;
  const [root] = rootsAt(leaves, [seen.size]);
  if (!root || !sameBytes(root, seen.root)) throw new Refusal("rolled-back", "not the commune's book seen before");
}
