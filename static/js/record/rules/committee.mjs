/**
 * Rules about a village's counting committee: who is in it, and how its key is made (PROTOCOL section 5). Twin of
 * voting/record/rules/committee.py.
 */

import { checkCertificates, readCertificate } from "../../ballots/certificates.mjs";
import { checkConfirmation, checkExponents, readVerificationKey } from "../../ballots/pedersen.mjs";
import { commitmentsText, exponentsHash, readExponents } from "../../ballots/polynomials.mjs";
import { checkSignature } from "../../ballots/signed_messages.mjs";
import { checkKey, readSingle } from "../../ballots/single.mjs";
import * as json from "../../ballots/strict_json.mjs";
import { checkShares, readPedersen } from "../../ballots/trustees.mjs";
import { valueOf } from "../../law/clocks.mjs";
import { certificatesOf, keyDigest, sharedKey, signed } from "../committee_keys.mjs";
import { named as as, require } from "../errors.mjs";
import { isShared, newCommittee } from "../facts.mjs";
import { requireStrong, villageOf } from "./shared.mjs";

/**
 * @import { Entry } from "../entries.mjs"
 * @import { Committee, Village } from "../facts.mjs"
 * @import { Change, Rule, Rules } from "../lookups.mjs"
 * @import { CommuneState } from "../state/commune.mjs"
 *
 * @typedef {{village: Village, committee: Committee}} Making
 */

const CODE = "wrong-committee";
/** Whoever sent something wrong is refused by this name (PROTOCOL 5). @template T @param {() => T} read */
const named = (read) => as(CODE, read);
/** @param {string} raw */
const proofOf = (raw) => json.proof(json.load(raw));

/** Three to five members; numbers run on, so that an older committee's keys are never taken for a newer's. @type {Rule} */
function committeeFormed(book, entry) {
  const village = villageOf(book, entry);
  const { committee: number, members, threshold } = entry;
  const next = (village.committee?.number ?? 0) + 1;
  require(number === next, CODE, `committee ${number}, the next is ${next}`);
  const isSize = valueOf("counting.least") <= members && members <= valueOf("counting.most");
  require(isSize && threshold > 1 && threshold <= members, CODE, `${threshold} of ${members} members`);
  return { villages: { [entry.village]: { ...village, committee: newCommittee(number, members, threshold) } } };
}

/** Step 1: a member's two keys, signed, for this place of this committee; no key belongs to two members. @type {Rule} */
function committeeCertificate(book, entry) {
  const making = makingOf(book, entry);
  const { committee } = making;
  const { member, certificate: raw } = entry;
  requireTurn(committee, member, committee.certificates.map(([one]) => one), "certificate");
  const own = named(() => {
    const message = signed(raw);
    const read = readCertificate(message);
    const isMadeOut = read.size === committee.members && read.threshold === committee.threshold && read.index === member;
    require(isMadeOut, CODE, `member ${member}: made out for member ${read.index}, ${read.threshold} of ${read.size}`);
    checkSignature(read.verification, message.message, message.signature);
    return read;
  });
  const others = certificatesOf(committee).map(readCertificate);
  requireStrong([...others, own].flatMap(({ verification, encryption }) => [verification, encryption]));
  return changed(entry, making, { certificates: sorted(committee.certificates, [member, raw]) });
}

/** Each binds itself to its coefficients before anybody shows theirs (ours: the last to speak cannot choose). @type {Rule} */
function committeeCommitted(book, entry) {
  const making = makingOf(book, entry);
  const { committee } = making;
  requireAll(committee, committee.certificates, "certificates");
  requireTurn(committee, entry.member, committee.commitments.map(([one]) => one), "commitment");
  return changed(entry, making, { commitments: sorted(committee.commitments, [entry.member, entry.commitment]) });
}

/** Step 2: the exponents that the member is bound to, signed, and the signature over everybody's certificate. @type {Rule} */
function committeeCoefficients(book, entry) {
  const making = makingOf(book, entry);
  const { committee } = making;
  const { member, coefexps, signature } = entry;
  requireAll(committee, committee.commitments, "commitments");
  requireTurn(committee, member, committee.coefficients.map(([one]) => one), "coefficients");
  named(() => {
    const [message, certificates] = [signed(coefexps), certificatesOf(committee)];
    const [, commitment] = committee.commitments[member - 1];
    require(exponentsHash(message) === commitment, CODE, `coefficients of member ${member}: not those it had bound itself to`);
    const { verification } = checkCertificates(certificates)[member - 1];
    const exponents = readExponents(message, committee.threshold);
    checkSignature(verification, message.message, message.signature);
    checkSignature(verification, commitmentsText(certificates, exponents), proofOf(signature));
  });
  return changed(entry, making, { coefficients: sorted(committee.coefficients, [member, coefexps, signature]) });
}

/** A member's key comes once, with proof that its secret is held, and no two members' keys belong together. @type {Rule} */
function committeeKey(book, entry) {
  const making = committeeOf(book, entry);
  const { committee } = making;
  requireTurn(committee, entry.member, committee.keys.map(([one]) => one), "key");
  const keys = sorted(committee.keys, [entry.member, entry.key]);
  if (isShared(committee)) checkShare({ ...committee, keys }, entry);
  else checkOwn(committee, entry);
  return changed(entry, making, { keys });
}

/** A member vouches for the common key as all see it, with the signing key that only its paper gives. @type {Rule} */
function committeeConfirmed(book, entry) {
  const making = makingOf(book, entry);
  const { committee } = making;
  requireAll(committee, committee.keys, "keys");
  requireTurn(committee, entry.member, committee.confirmed, "confirmation");
  named(() => {
    const { verification } = readCertificate(certificatesOf(committee)[entry.member - 1]);
    checkConfirmation(verification, keyDigest(committee), proofOf(entry.signature));
  });
  return changed(entry, making, { confirmed: [...committee.confirmed, entry.member].sort((one, other) => one - other) });
}

/** A key of the member's own, beside those of the others: all members are needed to open a tally. @param {Committee} committee @param {Entry} entry */
function checkOwn({ keys }, entry) {
  const { key, pok } = named(() => readSingle(json.load(entry.key)));
  requireStrong([...keys.map(([, raw]) => readSingle(json.load(raw)).key), key]);
  named(() => checkKey(key, pok));
}

/** Step 3: the member's share of the common key is what all the published exponents give for its place. @param {Committee} committee with the new key in it @param {Entry} entry */
function checkShare(committee, { member, key }) {
  requireAll(committee, committee.coefficients, "coefficients");
  named(() => {
    const share = readVerificationKey(json.load(key));
    const certificates = certificatesOf(committee);
    const [messages, proofs] = [committee.coefficients.map(([, raw]) => signed(raw)), committee.coefficients.map(([, , raw]) => proofOf(raw))];
    const exponents = checkExponents(certificates, messages, proofs);
    checkShares([readCertificate(certificates[member - 1])], exponents, [share]);
  });
  if (committee.keys.length < committee.members) return;
  const { key: common, shares } = readPedersen(JSON.parse(sharedKey(committee)));
  requireStrong([common, ...shares.map((one) => one.key)]);
}

/** @param {CommuneState} book @param {Entry} entry @returns {Making} */
function committeeOf(book, entry) {
  const village = villageOf(book, entry);
  const { committee } = village;
  require(committee && committee.number === entry.committee, "out-of-order", `no committee ${entry.committee} in village ${entry.village}`);
  return { village, committee };
}

/** A committee that makes a key together; members of any other only publish a key of their own. @param {CommuneState} book @param {Entry} entry */
function makingOf(book, entry) {
  const making = committeeOf(book, entry);
  require(isShared(making.committee), CODE, `${entry.type}: all members of this committee have keys of their own`);
  return making;
}

/** @param {Committee} committee @param {number} member @param {number[]} given @param {string} what */
function requireTurn({ members }, member, given, what) {
  const isNext = member >= 1 && member <= members && !given.includes(member);
  require(isNext, CODE, `member ${member} is not one of ${members} still without a ${what}`);
}

/** @param {Committee} committee @param {unknown[]} given @param {string} what */
const requireAll = ({ members }, given, what) =>
  require(given.length >= members, "out-of-order", `${given.length} ${what} of ${members} members`);

/** @template {[number, ...string[]]} Row @param {Row[]} rows @param {Row} row @returns {Row[]} */
const sorted = (rows, row) => [...rows, row].sort(([one], [other]) => one - other);

/** The village with what is new of its committee. @param {Entry} entry @param {Making} making @param {Partial<Committee>} more @returns {Change} */
const changed = (entry, { village, committee }, more) =>
  ({ villages: { [entry.village]: { ...village, committee: { ...committee, ...more } } } });

/** @type {Rules} */
export const RULES = {
  "committee-formed": committeeFormed,
  "committee-certificate": committeeCertificate,
  "committee-committed": committeeCommitted,
  "committee-coefficients": committeeCoefficients,
  "committee-key": committeeKey,
  "committee-confirmed": committeeConfirmed,
};
