/** What `subject-opened` fixes, with the list that stands beside the book. Twin of voting/record/subject_setup.py. */

import { parseCredentials } from "../ballots/credentials.mjs";
import { named, require } from "./errors.mjs";
import { requireNamed } from "./payloads.mjs";

/**
 * @import { Entry } from "./entries.mjs"
 * @import { Place } from "./facts.mjs"
 * @import { SubjectSetup } from "./state/subject_book.mjs"
 */

/**
 * The subject's setup; throws `wrong-setup`, `wrong-credential-count`.
 * @param {Entry} opened @param {Place} opening @param {Uint8Array} raw
 * @returns {SubjectSetup}
 */
export function subjectSetupOf(opened, opening, raw) {
  const { subject_id: subject, kind, values, worded } = opened;
  return { terms: { subject, kind, values, worded }, opened, opening, pseudonyms: new Set(readPseudonyms(opened, raw)) };
}

/** The list of these bytes: the one named, sorted, in the group, as long as stated. @param {Entry} opened @param {Uint8Array} raw */
export function readPseudonyms({ pseudonyms, listed }, raw) {
  const list = named("wrong-setup", () => parseCredentials(requireNamed(pseudonyms, raw), { requireMembers: true }));
  require(list.length === listed, "wrong-credential-count", `${list.length} pseudonyms, subject-opened says ${listed}`);
  return list;
}
