/**
 * What `vote-opened` fixes for ever, read from its exact bytes. Twin of voting/record/setup.py, with those of the rules
 * of voting/record/rules/vote.py that a counting member's page needs: whose keys these are is for it to ask.
 */

import { parseCredentials } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { BallotError, WeakKey } from "../ballots/errors.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import { checkTrustees, parseTrustees } from "../ballots/trustees.mjs";
import { requireStrongKeys } from "../ballots/weak_keys.mjs";
import { RecordError, require } from "./errors.mjs";
import { isOpinion, requireOpinion, requireRule } from "./rule.mjs";
import { requireTexts } from "./texts.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Trustees } from "../ballots/trustees.mjs"
 * @import { Entry } from "./entries.mjs"
 *
 * @typedef {{index: number, leaf: string}} Place an entry by its index in its book and its leaf hash (hex)
 *
 * @typedef {object} Setup
 * @property {Entry} opened the `vote-opened`
 * @property {Place} opening where it stands
 * @property {Election} election
 * @property {Trustees} trustees
 * @property {Set<string>} credentials
 * @property {Uint8Array} credentialsRaw the exact bytes of their list
 */

/**
 * The vote's setup, everything checked that needs no other entry. Throws `wrong-setup`, `wrong-credential-count`,
 * `wrong-text`, `wrong-rule`, `wrong-answers`, `poses-as-decision`, `weak-key`, `wrong-public-key`.
 * @param {Entry} opened
 * @param {Place} opening
 * @param {Uint8Array} credentialsRaw
 * @returns {Setup}
 */
export function setupOf(opened, opening, credentialsRaw) {
  const election = named(() => parseElection(opened.election));
  require(election.uuid === opened.vote, "wrong-setup", "the election of this vote has another uuid");
  requireTexts(election);
  (isOpinion(opened) ? requireOpinion : requireRule)(opened, election);
  const trustees = readTrustees(opened.trustees, election);
  const credentials = readCredentials(opened, credentialsRaw);
  return Object.freeze({ opened, opening, election, trustees, credentials, credentialsRaw });
}

/** @param {string} raw @param {Election} election */
function readTrustees(raw, election) {
  const { owners, publicKey } = named(() => parseTrustees(raw));
  named(() => requireStrongKeys(owners.map(({ key }) => key)));
  const isTheirs = publicKey.equals(election.publicKey);
  require(isTheirs, "wrong-public-key", "the election key is not the product of the trustees' keys");
  return named(() => checkTrustees(raw, election));
}

/** @param {Entry} opened @param {Uint8Array} raw */
function readCredentials({ credentials, listed, spares, households }, raw) {
  require(sha256Hex(raw) === credentials, "wrong-setup", "the list of credentials is not the one named");
  const list = named(() => parseCredentials(raw));
  const known = new Set(list);
  const code = "wrong-credential-count";
  require(list.length === listed, code, `${list.length} credentials, vote-opened says ${listed}`);
  require(listed === households + spares.length, code, "not one credential for each household and each spare card");
  require(new Set(spares).size === spares.length, code, "a spare credential is named twice");
  require(spares.every((/** @type {string} */ one) => known.has(one)), code, "a spare credential is not in the list");
  return known;
}

/**
 * Runs a reader of the ballots and gives its refusal the name it has in the record.
 * @template T
 * @param {() => T} read
 */
function named(read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BallotError)) throw error;
    throw new RecordError(error instanceof WeakKey ? "weak-key" : "wrong-setup", `${error.name}: ${error.message}`);
  }
}
