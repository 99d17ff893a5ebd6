/**
 * Reading an archive `<uuid>.bel` byte for byte (PROTOCOL section 7). Twin of voting/ballots/archive.py: blocks, names,
 * hashes, the chain and order of the events, every member used once. What the payloads say is for audit.mjs.
 */

import { BadArchive, BadEventChain, BadMember } from "./errors.mjs";
import { sha256Hex } from "./hashes.mjs";
import * as json from "./strict_json.mjs";
import { parseOwned } from "./tally.mjs";
import { tarMembers } from "./tar_blocks.mjs";

const HEADER_NAME = "BELENIOS";
const TIMESTAMP = /^(?:0|[1-9][0-9]{0,10})$/;
const NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;
const SETUP = ["election", "trustees", "credentials"];
const SIZED = ["num_tallied", "total_weight", "encrypted_tally"];

/** Which event may follow which; an archive may end after any but the empty start. @type {Record<string, string[]>} */
const FOLLOWERS = {
  "": ["Setup"],
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
};

/**
 * @typedef {object} ArchiveEvent
 * @property {string} type
 * @property {Uint8Array|null} payload exact bytes; null for `EndBallots` alone
 * @property {(hash: string) => Uint8Array} datum what the archive holds under this hash
 */

/** Goes through the members once, in order. */
class Reader {
  constructor() {
    this.time = -1;
    /** @type {Map<string, Uint8Array>} */
    this.data = new Map();
    this.waiting = new Set();
    this.seen = new Set();
    /** @type {ArchiveEvent[]} */
    this.events = [];
    this.head = "";
  }

  /** @param {{name: string, content: Uint8Array, time: number}} member */
  member({ name, content, time }) {
    const [, hash, kind] = NAME.exec(name) ?? [];
    if (this.time < 0) {
      this.time = readHeader(name, content);
    } else if (!hash || sha256Hex(content) !== hash) {
      throw new BadMember("a member's name is not the hash of its content");
    } else if (this.seen.has(name)) {
      throw new BadMember("a member twice");
    } else if (kind === "data") {
      this.data.set(hash, content);
      this.waiting.add(hash);
    } else {
      this.event(hash, content);
    }
    if (time !== this.time) throw new BadMember("a member has another time than the archive");
    this.seen.add(name);
  }

  /**
   * One event: parent, height and order are right, and its payload came just before.
   * @param {string} hash
   * @param {Uint8Array} content
   */
  event(hash, content) {
    const value = /** @type {Record<string, unknown>} */ (json.load(content));
    const type = value && typeof value === "object" && "type" in value ? value.type : null;
    const bare = ["height", "type", ...(this.head && type === "EndBallots" ? [] : ["payload"])];
    json.fields(value, this.head ? ["parent", ...bare] : bare);
    const last = this.events.length ? this.events[this.events.length - 1].type : "";
    if (typeof type !== "string" || !FOLLOWERS[last].includes(type)) throw new BadEventChain("events out of order");
    const height = json.integer(value.height, 0, 2 ** 31);
    if ((value.parent ?? "") !== this.head || height !== this.events.length) {
      throw new BadEventChain("wrong parent or height");
    }
    const payload = "payload" in value ? this.payload(type, value.payload) : null;
    if (this.waiting.size) throw new BadMember("a data member that the next event does not name");
    this.events.push({ type, payload, datum: (name) => this.datum(name) });
    this.head = hash;
  }

  /** The event's payload; what it names in turn is taken too. @param {string} type @param {unknown} name */
  payload(type, name) {
    const content = this.take(name);
    if (type === "Setup") for (const one of json.fields(json.load(content), SETUP)) this.take(one);
    if (type === "EncryptedTally") this.take(json.fields(json.load(content), SIZED)[2]);
    if (type === "PartialDecryption") this.take(parseOwned(content).payload);
    return content;
  }

  /** @param {unknown} name */
  take(name) {
    const hash = json.text(name);
    if (!this.waiting.delete(hash)) throw new BadMember("an event names a data member that does not precede it");
    return this.datum(hash);
  }

  /** @param {string} hash */
  datum(hash) {
    const found = this.data.get(hash);
    if (!found) throw new BadMember("no such data member");
    return found;
  }
}

/** @param {string} name @param {Uint8Array} content */
function readHeader(name, content) {
  const [version, timestamp] = json.fields(json.load(content), ["version", "timestamp"]);
  json.integer(version, 1, 1);
  if (name !== HEADER_NAME || !TIMESTAMP.test(json.text(timestamp))) {
    throw new BadArchive("the first member is not BELENIOS version 1");
  }
  return Number(timestamp);
}

/**
 * The events of an archive, finished or still growing; throws a `BadArchive` or `Malformed`.
 * @param {Uint8Array} raw
 * @returns {ArchiveEvent[]}
 */
export function readArchive(raw) {
  const reader = new Reader();
  for (const member of tarMembers(raw)) reader.member(member);
  if (!reader.events.length || reader.waiting.size) {
    throw new BadEventChain("no setup, or a data member after the last event");
  }
  return reader.events;
}

/**
 * The exact bytes of an archive's ballots in order.
 * @param {ArchiveEvent[]} events
 * @returns {Uint8Array[]}
 */
export function archivedBallots(events) {
  return events.filter(({ type }) => type === "Ballot").map(({ payload }) => /** @type {Uint8Array} */ (payload));
}

/**
 * The setup's parts, exact bytes: `{election, trustees, credentials}`.
 * @param {ArchiveEvent[]} events
 */
export function archivedSetup([{ payload, datum }]) {
  const found = json.fields(json.load(/** @type {Uint8Array} */ (payload)), SETUP);
  const [election, trustees, credentials] = /** @type {string[]} */ (found);
  return { election: datum(election), trustees: datum(trustees), credentials: datum(credentials) };
}
