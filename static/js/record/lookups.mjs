/**
 * What a rule may ask, and what it answers. Twin of voting/record/lookups.py and voting/record/changes.py; `state/` is the
 * only answer there is here.
 *
 * @import { CommuneState } from "./state/commune.mjs"
 * @import { SubjectBookState } from "./state/subject_book.mjs"
 * @import { VoteBookState } from "./state/vote_book.mjs"
 * @import { Entry } from "./entries.mjs"
 * @import { Commune, Disclosure, Matter, Notice, Recommendation, Session, Subject, Village, Vote } from "./facts.mjs"
 *
 * @typedef {object} Context what a rule of the commune's book may look at besides the book; what is not given is not judged
 * @property {(name: string) => Uint8Array|undefined} payload by SHA-256 (hex)
 * @property {(uuid: string) => VoteBookState|undefined} voteBook
 * @property {(id: string) => SubjectBookState|undefined} subjectBook
 *
 * @typedef {object} Change facts that are new or other now
 * @property {Commune} [commune]
 * @property {Record<string, Village>} [villages]
 * @property {Record<string, Vote>} [votes]
 * @property {Record<string, Subject>} [subjects]
 * @property {Record<string, Matter>} [matters]
 * @property {Record<string, Notice>} [notices]
 * @property {Record<string, Session>} [sessions]
 * @property {Record<string, Recommendation>} [recommendations]
 * @property {Record<string, {frozen: number[], sent: [number, string, string][]}>} [reports] the index of each revision, and
 *   which went to which body on which day, by village and period
 * @property {Record<string, Disclosure>} [disclosures]
 * @property {string} [serverKey] hex; may not serve another vote
 *
 * @typedef {(book: CommuneState, entry: Entry, context: Context) => Change} Rule judges everything, then says what changes
 * @typedef {Record<string, Rule>} Rules by the types of entries
 */

/** Nothing beside the commune's book is examined. @type {Context} */
export const ALONE = { payload: () => undefined, voteBook: () => undefined, subjectBook: () => undefined };
