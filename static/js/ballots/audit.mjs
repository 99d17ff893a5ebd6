/** What an archive must show of its ballots (PROTOCOL sections 4 and 7). Twin of voting/ballots/audit.py, in part. */

import { checkBallotProofs } from "./acceptance.mjs";
import { parseBallot } from "./ballot.mjs";
import { DuplicateBallot, DuplicateCiphertext, UnknownCredential } from "./errors.mjs";
import { hexOf } from "./hashed_texts.mjs";

/**
 * @import { Ballot } from "./ballot.mjs"
 * @import { Election } from "./election.mjs"
 */

/**
 * Every ballot: known credential, nothing twice, all proofs; throws the `BallotDataError` of the first crime.
 * @param {Uint8Array[]} raws
 * @param {{election: Election, credentials: readonly string[]}} setup
 */
export function checkBallots(raws, { election, credentials }) {
  const known = new Set(credentials);
  const ballots = raws.map(parseBallot);
  for (const { credential, tracker } of ballots) {
    if (!known.has(credential)) throw new UnknownCredential(`${tracker}: the credential is not in the list`);
  }
  requireFresh(ballots);
  for (const ballot of ballots) checkBallotProofs(ballot, election);
  return ballots;
}

/**
 * Step 10 over a whole list: no ballot twice, no ciphertext twice, not even within one ballot.
 * @param {Pick<Ballot, "tracker"|"answers">[]} ballots
 */
export function requireFresh(ballots) {
  const seen = new Set();
  for (const { tracker, answers } of ballots) {
    if (seen.has(tracker)) throw new DuplicateBallot(`${tracker}: twice`);
    seen.add(tracker);
    for (const one of answers.flatMap(({ choices }) => choices).map(hexOf)) {
      if (seen.has(one)) throw new DuplicateCiphertext(`${tracker}: a ciphertext seen before`);
      seen.add(one);
    }
  }
}
