/** Reading an archive `<uuid>.bel`: a tar of hash-named data and chained events (PROTOCOL section 7). */

import { BadArchive, BadEventChain, BadMember, BadTarBlock } from "./errors.mjs";
import { sha256Hex } from "./hashes.mjs";
import * as json from "./strict_json.mjs";

const BLOCK = 512;
const NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;

/** @param {Uint8Array} bytes @param {number} start @param {number} end */
function ascii(bytes, start, end) {
  return String.fromCharCode(...bytes.subarray(start, end)).replace(/\0.*$/s, "");
}

/** @param {Uint8Array} bytes */
function* tarMembers(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const size = ascii(bytes, at + 124, at + 135);
    if (at + BLOCK > bytes.length || !/^[0-7]{11}$/.test(size)) throw new BadTarBlock("not a header block");
    const start = at + BLOCK;
    const end = start + parseInt(size, 8);
    at = start + Math.ceil((end - start) / BLOCK) * BLOCK;
    if (at > bytes.length) throw new BadTarBlock("the archive is cut short");
    yield { name: ascii(bytes, start - BLOCK, start - BLOCK + 100), content: bytes.subarray(start, end) };
  }
}

/**
 * @typedef {object} ArchiveEvent
 * @property {string} type
 * @property {Uint8Array|null} payload
 * @property {(hash: string) => Uint8Array} datum what the archive holds under this hash
 */

/**
 * The events of an archive with their payloads, chain and hashes checked. What the events say is the caller's to check.
 * @param {Uint8Array} bytes
 * @returns {ArchiveEvent[]}
 */
export function readArchive(bytes) {
  const data = new Map();
  const events = [];
  let parent;
  /** @param {string} hash */
  const datum = (hash) => {
    if (!data.has(hash)) throw new BadMember("a payload is missing");
    return data.get(hash);
  };
  for (const { name, content } of tarMembers(bytes)) {
    if (name === "BELENIOS") continue;
    const [, hash, kind] = NAME.exec(name) ?? [];
    if (!hash || sha256Hex(content) !== hash) throw new BadMember("a member's name is not the hash of its content");
    if (kind === "data") {
      data.set(hash, content);
      continue;
    }
    const event = /** @type {Record<string, any>|null} */ (json.load(content));
    const follows = event && event.parent === parent && event.height === events.length;
    if (!follows) throw new BadEventChain("wrong parent or height");
    parent = hash;
    events.push({ type: json.text(event.type), payload: event.payload ? datum(event.payload) : null, datum });
  }
  if (!events.length) throw new BadArchive("no event");
  return events;
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
export function archivedSetup([{ type, payload, datum }]) {
  if (type !== "Setup") throw new BadEventChain("the first event is not Setup");
  const value = json.load(/** @type {Uint8Array} */ (payload));
  const found = json.fields(value, ["election", "trustees", "credentials"]);
  const [election, trustees, credentials] = /** @type {string[]} */ (found);
  return { election: datum(election), trustees: datum(trustees), credentials: datum(credentials) };
}
