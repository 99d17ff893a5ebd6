/** A commune's book in memory: everything its rules may ask. Twin of voting/record/state/commune.py. */

import { NEW_VILLAGE } from "../facts.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Commune, Disclosure, Matter, Notice, Recommendation, Session, Subject, Village, Vote } from "../facts.mjs"
 * @import { Change } from "../lookups.mjs"
 */

/** Only `apply` changes it. */
export class CommuneState {
  constructor() {
    /** @type {Commune|null} */
    this.commune = null;
    /** @type {Map<string, Village>} */
    this.villages = new Map();
    /** @type {Map<string, Vote>} */
    this.votes = new Map();
    /** @type {Map<string, Subject>} */
    this.subjects = new Map();
    /** @type {Map<string, Matter>} */
    this.matters = new Map();
    /** @type {Map<string, Notice>} */
    this.notices = new Map();
    /** @type {Map<string, {frozen: number[], sent: [number, string, string][]}>} */
    this.reports = new Map();
    /** @type {Map<string, Disclosure>} */
    this.disclosures = new Map();
    /** @type {Map<string, Session>} */
    this.sessions = new Map();
    /** @type {Map<string, Recommendation>} */
    this.recommendations = new Map();
    /** @type {Map<string, string>} */
    this.matterVotes = new Map();
    /** @type {Set<string>} */
    this.serverKeys = new Set();
    /** @type {Entry[]} */
    this.entries = [];
    this.lastAt = "";
  }

  /** How many entries it has: the next entry's index. */
  get size() {
    return this.entries.length;
  }

  /** A village so far; an empty one before its first entry. @param {string} code */
  village(code) {
    return this.villages.get(code) ?? NEW_VILLAGE;
  }

  /** Takes in an entry that was judged. @param {Entry} entry @param {Change} change */
  apply(entry, change) {
    const { commune, villages = {}, votes = {}, subjects = {}, matters = {}, notices = {}, reports = {}, serverKey } = change;
    for (const [id, one] of Object.entries(change.disclosures ?? {})) this.disclosures.set(id, one);
    const { sessions = {}, recommendations = {} } = change;
    this.commune = commune ?? this.commune;
    for (const [code, one] of Object.entries(villages)) this.villages.set(code, one);
    for (const [uuid, one] of Object.entries(votes)) this.votes.set(uuid, one);
    for (const [id, one] of Object.entries(subjects)) this.subjects.set(id, one);
    for (const [code, one] of Object.entries(matters)) {
      this.matters.set(code, one);
      if (one.vote) this.matterVotes.set(one.vote, code);
    }
    for (const [id, one] of Object.entries(notices)) this.notices.set(id, one);
    for (const [key, one] of Object.entries(reports)) this.reports.set(key, one);
    for (const [id, one] of Object.entries(sessions)) this.sessions.set(id, one);
    for (const [id, one] of Object.entries(recommendations)) this.recommendations.set(id, one);
    if (serverKey) this.serverKeys.add(serverKey);
    this.entries.push(entry);
    this.lastAt = entry.at;
  }
}
