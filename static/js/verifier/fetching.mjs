/** A vote's bundle, file by file, from what a server publishes: the names it would have in `bundle.zip`. Twin of voting/verifier/fetching.py. */

import { bundlesOf, parseBundle } from "../ledger/tiles.mjs";
import { bundleEvidence, sizeOf } from "./evidence.mjs";

/**
 * @import { Evidence } from "./evidence.mjs"
 *
 * @typedef {(path: string) => Promise<Uint8Array>} Published exact bytes below the public interface
 */

const BEGINS = '{"v":1,"type":"policy-changed",';
const OPENS = '{"v":1,"type":"vote-opened",';

/**
 * Everything an offline verifier needs about one vote; throws what `published` throws.
 * @param {{uuid: string, commune: string}} which
 * @param {Published} published
 * @returns {Promise<Evidence>}
 */
export async function fetchEvidence({ uuid, commune }, published) {
  /** @type {Map<string, Uint8Array>} */
  const members = new Map();
  const [ofCommune, ofVote] = [`/communes/${commune}/log/`, `/votes/${uuid}/log/`];
  /** @param {string} prefix @param {string} path @param {string} name */
  const take = async (prefix, path, name) => void members.set(name, await published(prefix + path));
  for (const path of ["log.vkey", "policy"]) await take(ofCommune, path, `commune/${path}`);
  const entries = [];
  for (const [prefix, folder] of [[ofVote, "vote/"], [ofCommune, "commune/"]]) {
    await take(prefix, "checkpoint", `${folder}checkpoint`);
    for (const bundle of bundlesOf(sizeOf(/** @type {Uint8Array} */ (members.get(`${folder}checkpoint`))) ?? 0)) {
      await take(prefix, bundle.path, folder + bundle.path);
      if (folder === "commune/") entries.push(...parseBundle(bundle, /** @type {Uint8Array} */ (members.get(folder + bundle.path))));
    }
  }
  for (const [index, text] of entries.map(textOf).entries()) {
    if (text.startsWith(OPENS) && text.includes(`"vote":"${uuid}"`)) {
      const { credentials } = JSON.parse(text);
      await take(`${ofCommune}payloads/`, credentials, `payloads/${credentials}`);
    }
    if (text.startsWith(BEGINS)) await take(`${ofCommune}policies/`, String(index), `commune/policies/${index}`).catch(() => {});
  }
  await take(`/votes/${uuid}/`, `${uuid}.bel`, `${uuid}.bel`);
  return bundleEvidence(members);
}

/** @param {Uint8Array} raw */
const textOf = (raw) => new TextDecoder().decode(raw);
