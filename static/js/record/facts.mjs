/** What the books say so far, as plain values that no rule changes. Twin of voting/record/facts.py. */

import { OF_ROLL } from "../law/road.mjs";

/**
 * @typedef {{index: number, leaf: string}} Place an entry by its index in its book and its leaf hash (hex)
 * @typedef {Place & {closes_at: string}} Move a `vote-extended` by its place, and the closing time it sets
 * @typedef {{size: number, root: string}} Seal
 * @typedef {{index: number, text: string}} PolicyChange
 * @typedef {"open"|"closed"|"tallied"|"decided"|"cancelled"} Phase
 * @typedef {"spare"|"closed"|"exchanged"} Barred
 *
 * @typedef {object} Commune what `log-started` fixed, the later policies and the numbers that were set, in order
 * @property {string} code
 * @property {string} origin
 * @property {string} vkey
 * @property {string} policy
 * @property {PolicyChange[]} changes
 * @property {{index: number, key: string, value: number}[]} settings
 *
 * @typedef {object} Committee everything by members' numbers, from 1 and in order, with the exact text they published
 * @property {number} number
 * @property {number} members
 * @property {number} threshold
 * @property {[number, string][]} keys
 * @property {[number, string][]} certificates
 * @property {[number, string][]} commitments
 * @property {[number, string, string][]} coefficients
 * @property {number[]} confirmed
 *
 * @typedef {object} Village
 * @property {number} households
 * @property {number} roll
 * @property {string} register
 * @property {number} cards
 * @property {number} spares
 * @property {number} revoked
 * @property {Committee|null} committee
 * @property {string[]} open
 * @property {string} practice the open practice vote
 * @property {boolean} named
 * @property {string[]} successors
 * @property {number} joined
 * @property {string[]} reviews
 * @property {number} objections
 *
 * @typedef {object} Vote
 * @property {string} village
 * @property {Place} opening
 * @property {string} openedAt
 * @property {string} opensAt
 * @property {string} closesAt
 * @property {number} households
 * @property {number} parts how many partial decryptions open its tally
 * @property {boolean} opinion
 * @property {boolean} practice
 * @property {Phase} phase
 * @property {Move[]} extensions
 * @property {Seal|null} seal
 * @property {number} ballots
 * @property {number} voted
 * @property {number|null} closing index of its `vote-closed`
 * @property {number|null} tally index
 * @property {[number, number][]} partials owner, index
 * @property {number|null} result index
 * @property {[string, string][]} corrected papers that turned out wrong, each with the one that holds instead
 * @property {string} words the subject in which households explain themselves beside it
 *
 * @typedef {object} Matter
 * @property {string} village
 * @property {string[]} marks
 * @property {number} clause
 * @property {string} channel
 * @property {number} roll
 * @property {string} content
 * @property {string} opensAt
 * @property {string} closesAt
 * @property {string} vote
 * @property {string} raised
 * @property {string} asked
 * @property {Petition[]} petitions in the order of their numbers
 *
 * @typedef {object} Petition about what of the matter, which office has it
 * @property {string} about
 * @property {string} to
 * @property {boolean} answered
 *
 * @typedef {object} Notice an announcement: how often its words were put right; 1 once it is withdrawn
 * @property {string} village
 * @property {number} corrections
 * @property {number} withdrawn
 *
 * @typedef {object} Disclosure something made public: each form with its first day, photographs of the board; its last day once over
 * @property {string} village
 * @property {number} item
 * @property {string} decided
 * @property {[form: string, first: string][]} forms
 * @property {string[]} photos
 * @property {string} last
 *
 * @typedef {object} Session a board's, with the minute in which its plan was sent
 * @property {string} village
 * @property {string} board
 * @property {string} topic
 * @property {string} state
 * @property {string} sentAt
 *
 * @typedef {object} Recommendation what a board recommends after a session, and the hash of what was drafted
 * @property {string} village
 * @property {string} session
 * @property {string} board
 * @property {string} about
 * @property {string} to
 * @property {string} state
 * @property {string} document
 *
 * @typedef {object} Subject
 * @property {string} village
 * @property {Place} opening
 * @property {string} openedAt
 * @property {string} closesAt
 * @property {number} listed
 * @property {string[]} values
 * @property {string} kind
 * @property {string} about
 * @property {Seal|null} seal
 * @property {number|null} closing
 * @property {{value: string, count: number}[]} counts
 */

/** Phases of a vote that is not over. @type {Phase[]} */
export const UNDER_WAY = ["open", "closed", "tallied"];
/** @type {Phase[]} */
export const PHASES = [...UNDER_WAY, "decided", "cancelled"];

/** A village before its first entry. @type {Village} */
export const NEW_VILLAGE = Object.freeze({
  households: 0, roll: 0, register: "", cards: 0, spares: 0, revoked: 0, committee: null, open: [], practice: "", named: false,
  successors: [], joined: 0, reviews: [], objections: 0,
});

/** Whether the book has told anything of it. @param {Village} village */
export const exists = ({ named, households, committee }) => named || households > 0 || committee !== null;
/** Whether its roll is older than the households that have come to it from another village. @param {Village} village */
export const isOutdated = ({ joined, roll }) => joined > roll;

/** A committee before any key. @param {number} number @param {number} members @param {number} threshold @returns {Committee} */
export const newCommittee = (number, members, threshold) =>
  ({ number, members, threshold, keys: [], certificates: [], commitments: [], coefficients: [], confirmed: [] });

/** Whether fewer than all members open a tally, with one key made together. @param {Committee} committee */
export const isShared = ({ threshold, members }) => threshold < members;
/** Whether every member has published a key, and of a key made together as many have confirmed it as open. @param {Committee} committee */
export const isComplete = (committee) => committee.keys.length === committee.members &&
  (!isShared(committee) || committee.confirmed.length >= committee.threshold);

/** A matter before its first step. @param {string} village @param {string[]} marks @returns {Matter} */
export const newMatter = (village, marks = []) => ({
  village, marks, clause: 0, channel: "", roll: 0, content: "", opensAt: "", closesAt: "", vote: "", raised: "", asked: "",
  petitions: [],
});

/**
 * The matter under the village's present roll: until the notice, another roll is settled and polled anew.
 * @param {Matter} matter @param {Village} village
 * @returns {Matter}
 */
export function under(matter, village) {
  const isFixed = matter.marks.includes("announced") || matter.marks.includes("turned");
  if (isFixed || matter.roll === 0 || matter.roll === village.roll) return matter;
  return { ...matter, marks: matter.marks.filter((mark) => !OF_ROLL.includes(mark)), roll: 0, asked: "" };
}

/** How many households said this last, once it is closed. @param {Pick<Subject, "counts">} subject @param {string} value */
export const countOf = ({ counts }, value) => counts.find((one) => one.value === value)?.count ?? 0;
