/**
 * What `vote-opened` fixes for ever, read from its exact bytes; whether it fits roll, cards and committee is for the rules.
 * Twin of voting/record/setup.py.
 */

import { parseCredentials } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { parseTrustees } from "../ballots/trustees.mjs";
import * as json from "../ballots/strict_json.mjs";
import { named, require } from "./errors.mjs";
import { requireNamed } from "./payloads.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Trustees } from "../ballots/trustees.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Place } from "./facts.mjs"
 *
 * @typedef {object} Setup
 * @property {Entry} opened the `vote-opened`
 * @property {Place} opening where it stands
 * @property {Election} election
 * @property {Trustees} trustees
 * @property {Set<string>} credentials
 * @property {Uint8Array} credentialsRaw the exact bytes of their list
 */

const MAX_DURATION_MS = 90 * 24 * 3600 * 1000;

/**
 * Whether a later moment lies no further from an earlier one than a vote may last.
 * @param {string} from @param {string} to UTC minutes
 */
export const isWithinLongest = (from, to) => Date.parse(to) - Date.parse(from) <= MAX_DURATION_MS;

/**
 * The vote's setup, of an opening that the rules have accepted beside this very list. Throws `wrong-setup`.
 * @param {Entry} opened @param {Place} opening @param {Uint8Array} credentialsRaw
 * @returns {Setup}
 */
export function setupOf(opened, opening, credentialsRaw) {
  const raw = requireNamed(opened.credentials, credentialsRaw);
  const credentials = new Set(/** @type {string[]} */ (json.load(raw, raw.length)));
  const [election, trustees] = [readElection(opened), readTrustees(opened)];
  return Object.freeze({ opened, opening, election, trustees, credentials, credentialsRaw });
}

/** The election, which is this vote's; else `wrong-setup`. @param {Entry} opened */
export function readElection(opened) {
  const election = named("wrong-setup", () => parseElection(opened.election));
  require(election.uuid === opened.vote, "wrong-setup", `the election of vote ${opened.vote} has the uuid ${election.uuid}`);
  return election;
}

/** The trustees; their proofs are for the rules. Throws `wrong-setup`. @param {Entry} opened */
export const readTrustees = ({ trustees }) => named("wrong-setup", () => parseTrustees(trustees));

/**
 * The list of these bytes: the one named, sorted, in the group, as long as stated, with every spare in it. Throws
 * `wrong-setup`, `wrong-credential-count`.
 * @param {Entry} opened @param {Uint8Array} raw
 */
export function readCredentials({ credentials, listed, spares }, raw) {
  const code = "wrong-credential-count";
  const list = named("wrong-setup", () => parseCredentials(requireNamed(credentials, raw), { requireMembers: true }));
  require(list.length === listed, code, `${list.length} credentials, vote-opened says ${listed}`);
  const known = new Set(list);
  require(spares.every((/** @type {string} */ one) => known.has(one)), code, "a spare credential is not in the list");
}
