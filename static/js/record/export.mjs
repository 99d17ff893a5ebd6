/** The Belenios archive of a vote, derived from the record's entries byte for byte (PROTOCOL section 7). Twin of voting/record/export.py. */

import { beginChain, eventOf } from "../ballots/event_chain.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import { tarMember } from "../ballots/tar_blocks.mjs";
import { toBytes } from "../ledger/encoding.mjs";

/**
 * @import { Entry } from "./entries.mjs"
 * @import { Setup } from "./setup.mjs"
 */

/**
 * `<uuid>.bel` in pieces, one for each event.
 * @param {Setup} setup
 * @param {Iterable<Entry>} ballots of the vote's book, in order
 * @param {Iterable<Entry>} after the entries of the commune's book about this vote from `vote-closed` on
 * @returns {Generator<Uint8Array[]>}
 */
export function* archiveOf({ opened, election, credentialsRaw }, ballots, after) {
  const time = Date.parse(opened.at) / 1000;
  /** @param {string|Uint8Array} content */
  const data = (content) => tarMember(`${sha256Hex(content)}.data.json`, typeof content === "string" ? toBytes(content) : content, time);
  const files = [toBytes(election.raw), toBytes(opened.trustees), credentialsRaw];
  const [hashes, header] = [files.map(sha256Hex), JSON.stringify({ version: 1, timestamp: String(time) })];
  const setup = JSON.stringify({ election: hashes[0], trustees: hashes[1], credentials: hashes[2] });
  let chain = beginChain(files);
  const first = eventOf({ head: "", height: 0 }, "Setup", setup);
  yield [tarMember("BELENIOS", toBytes(header), time), ...files.map(data), data(setup), tarMember(`${chain.head}.event.json`, toBytes(first), time)];
  for (const entry of both(ballots, after)) {
    const { type, contents } = EVENTS[entry.type](entry);
    const event = eventOf(chain, type, contents.length ? contents[contents.length - 1] : null);
    chain = { head: sha256Hex(event), height: chain.height + 1 };
    yield [...contents.map(data), tarMember(`${chain.head}.event.json`, toBytes(event), time)];
  }
}

/** @param {Iterable<Entry>} one @param {Iterable<Entry>} other */
function* both(one, other) {
  yield* one;
  yield* other;
}

/** The event of an entry, and what it adds, its payload last. @type {Record<string, (entry: Entry) => {type: string, contents: string[]}>} */
const EVENTS = {
  ballot: ({ envelope }) => ({ type: "Ballot", contents: [JSON.stringify(envelope.ballot)] }),
  "vote-closed": () => ({ type: "EndBallots", contents: [] }),
  tally: ({ encrypted_tally: tally, sized }) => ({ type: "EncryptedTally", contents: [tally, sized] }),
  "partial-decryption": ({ partial, owned }) => ({ type: "PartialDecryption", contents: [partial, owned] }),
  result: ({ result }) => ({ type: "Result", contents: [result] }),
};
/** The entries of the commune's book that an archive goes on with after the ballots. */
export const AFTER = Object.keys(EVENTS).slice(1);
