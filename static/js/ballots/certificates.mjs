/** Step 1 of the committee's key generation: certificates of the members' signing and encryption keys (PROTOCOL 5). */

import { BadCertificate } from "./errors.mjs";
import { G } from "./group.mjs";
import { hashToScalar } from "./hashes.mjs";
import { parseCard } from "./credentials.mjs";
import { checkSignature, readSigned, signValue } from "./signed_messages.mjs";
import { requireKey } from "./single.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Element } from "./group.mjs"
 * @import { Draw } from "./proofs.mjs"
 * @import { Signed } from "./signed_messages.mjs"
 *
 * @typedef {{signing: bigint, decryption: bigint}} MemberSecrets
 * @typedef {{size: number, threshold: number, index: number, verification: Element, encryption: Element}} Certificate
 */

/** Most members of a committee that are read. */
export const MEMBERS_MAX = 99;

/**
 * A counting member's two secrets, both from the seed on the paper: `Hq("sk|" + seed)`, `Hq("dk|" + seed)`. Throws `BadCard`.
 * @param {string} seed
 * @returns {MemberSecrets}
 */
export function memberSecrets(seed) {
  const read = parseCard(seed);
  return { signing: hashToScalar("sk|" + read), decryption: hashToScalar("dk|" + read) };
}

/**
 * The certificate of member `index` of `size`; draws w.
 * @param {MemberSecrets} secrets
 * @param {{size: number, threshold: number, index: number}} place
 * @param {Draw} draw
 */
export function makeCertificate({ signing, decryption }, { size, threshold, index }, draw) {
  const context = { group: "Ed25519", size, threshold, index };
  return signValue(signing, { context, verification: G.power(signing).hex, encryption: G.power(decryption).hex }, draw);
}

/** What a certificate says, its signature not checked; throws a `Malformed`. @param {Signed} signed @returns {Certificate} */
export function readCertificate(signed) {
  const [context, verification, encryption] =
    json.fields(json.load(signed.message), ["context", "verification", "encryption"]);
  const [group, size, threshold, index] = json.fields(context, ["group", "size", "threshold", "index"]);
  if (group !== "Ed25519") throw new BadCertificate("another group");
  const members = json.integer(size, 1, MEMBERS_MAX);
  return {
    size: members,
    threshold: json.integer(threshold, 1, members),
    index: json.integer(index, 1, members),
    verification: json.element(verification),
    encryption: json.element(encryption),
  };
}

/**
 * Signatures, membership of all keys, one size and threshold, indices 1..n in order, no key twice. Throws
 * `BadCertificate`, `BadTrustees` or a `Malformed`.
 * @param {Signed[]} signed
 */
export function checkCertificates(signed) {
  const certificates = signed.map(readCertificate);
  certificates.forEach(({ size, threshold, index }, at) => {
    if (size !== signed.length || threshold !== certificates[0].threshold || index !== at + 1) {
      throw new BadCertificate("the certificates are not members 1..n of one committee with one threshold");
    }
  });
  certificates.forEach(({ verification, encryption }, at) => {
    requireKey(encryption);
    checkSignature(verification, signed[at].message, signed[at].signature);
  });
  const keys = certificates.flatMap(({ verification, encryption }) => [verification.hex, encryption.hex]);
  if (new Set(keys).size !== keys.length) throw new BadCertificate("a key belongs to two members");
  return certificates;
}

/**
 * Certificates as JSON objects, read.
 * @param {unknown[]} values
 */
export const readCertificates = (values) => values.map(readSigned);
