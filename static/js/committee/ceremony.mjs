/**
 * A member's own part of a key that a committee makes together, round by round (PROTOCOL section 5). No page and no
 * network: what the server shows goes in, the exact text of this member's next part comes out, or who sent what is wrong.
 */

import { checkCertificates, makeCertificate } from "../ballots/certificates.mjs";
import { BallotError } from "../ballots/errors.mjs";
import { G } from "../ballots/group.mjs";
import { sha256Hex } from "../ballots/hashes.mjs";
import * as pedersen from "../ballots/pedersen.mjs";
import { exponentsHash } from "../ballots/polynomials.mjs";
import { randomScalar } from "../ballots/scalars.mjs";
import { receive, send } from "../ballots/sealed_messages.mjs";
import { readSigned, sign, signedValue } from "../ballots/signed_messages.mjs";
import * as json from "../ballots/strict_json.mjs";
import { checkPedersen, readPedersen } from "../ballots/trustees.mjs";

/**
 * @import { MemberSecrets } from "../ballots/certificates.mjs"
 *
 * @typedef {{number: number, name: string, here: boolean, done: boolean}} Present
 *
 * @typedef {object} LobbyState what the server shows a member; exact texts, by member number
 * @property {number} threshold
 * @property {number} member this one, from 1
 * @property {string} round certificate, commitment, coefficients, key, confirmed, done
 * @property {Present[]} members
 * @property {string[]} certificates
 * @property {string[]} commitments
 * @property {[string, string][]} coefficients
 * @property {string[]} keys
 * @property {string} kept what this member sealed to itself
 * @property {string[]} shares what everyone sealed for it
 * @property {string} digest SHA-256 of the key, hex
 */

/** Somebody sent what is wrong: a member by number, or the server (0). */
export class Accusation extends Error {
  /** @param {number} member @param {string} detail English sentence for developers */
  constructor(member, detail) {
    super(`member ${member}: ${detail}`);
    this.member = member;
  }
}

/**
 * Runs a check of what one member sent; whatever it throws is that member's.
 * @template T
 * @param {number} member
 * @param {() => T} check
 * @returns {T}
 */
function by(member, check) {
  try {
    return check();
  } catch (error) {
    throw error instanceof BallotError ? new Accusation(member, `${error.name}: ${error.message}`) : error;
  }
}

/** @param {string} text */
const signed = (text) => readSigned(json.load(text));

/**
 * Whether a certificate in the book was made from this member's paper.
 * @param {LobbyState} lobby
 * @param {MemberSecrets} secrets
 */
export function isOwn({ certificates, member }, { signing, decryption }) {
  const written = certificates[member - 1];
  if (!written) return false;
  const [, verification, encryption] = json.fields(json.load(signed(written).message), ["context", "verification", "encryption"]);
  return verification === G.power(signing).hex && encryption === G.power(decryption).hex;
}

/**
 * The exact text of this member's part of the round that is on; everything it rests on is checked first. Throws an
 * `Accusation`. The part of the last round is for `confirm`, when the fingerprint was read aloud.
 * @param {LobbyState} lobby
 * @param {MemberSecrets} secrets
 */
export async function partOf(lobby, secrets) {
  if (lobby.round === "certificate") return certificate(lobby, secrets);
  requireOwn(lobby, secrets);
  if (lobby.round === "commitment") return commitment(lobby, secrets);
  if (lobby.round === "coefficients") return coefficients(lobby, secrets);
  return key(lobby, secrets);
}

/** @param {LobbyState} lobby @param {MemberSecrets} secrets */
function certificate({ members, threshold, member }, secrets) {
  const made = makeCertificate(secrets, { size: members.length, threshold, index: member }, randomScalar);
  return JSON.stringify(signedValue(made));
}

/** @param {LobbyState} lobby @param {MemberSecrets} secrets */
function requireOwn(lobby, secrets) {
  if (!isOwn(lobby, secrets)) throw new Accusation(0, "another certificate stands in the place of ours");
}

/**
 * Everybody's certificate, for this committee.
 * @param {LobbyState} lobby
 */
function certificatesOf({ certificates, threshold, members }) {
  const read = certificates.map((text, at) => by(at + 1, () => signed(text)));
  const checked = by(0, () => checkCertificates(read));
  if (checked.length !== members.length || checked[0].threshold !== threshold) {
    throw new Accusation(0, "the certificates are of another committee");
  }
  return read;
}

/** @param {LobbyState} lobby @param {MemberSecrets} secrets */
async function commitment(lobby, secrets) {
  const made = await pedersen.makePolynomial(secrets, certificatesOf(lobby));
  const { polynomial, secrets: shares, coefexps, signature } = made;
  const whole = JSON.stringify({ polynomial, secrets: shares, coefexps: signedValue(coefexps), signature: json.proofValue(signature) });
  const kept = await send(secrets.signing, G.power(secrets.decryption), whole, randomScalar);
  return JSON.stringify({ commitment: exponentsHash(coefexps), kept });
}

/** What was sealed when this member bound itself: a page that came back has nothing else. @param {LobbyState} lobby @param {MemberSecrets} secrets */
async function coefficients({ kept, commitments, member }, { signing, decryption }) {
  const whole = await receive(decryption, G.power(signing), kept);
  const { coefexps } = /** @type {{coefexps: unknown}} */ (json.load(whole));
  if (exponentsHash(readSigned(coefexps)) !== commitments[member - 1]) {
    throw new Accusation(0, "another commitment stands in the place of ours");
  }
  return whole;
}

/** @param {LobbyState} lobby @param {MemberSecrets} secrets */
async function key(lobby, secrets) {
  const certificates = certificatesOf(lobby);
  const given = { secrets: lobby.shares, ...coefficientsOf(lobby) };
  given.coefexps.forEach((one, at) => {
    if (exponentsHash(one) !== lobby.commitments[at]) throw new Accusation(at + 1, "not the coefficients it was bound to");
  });
  try {
    const { privateKey, publicKey } = await pedersen.makeVerificationKey(secrets, certificates, given);
    return JSON.stringify({ private_key: privateKey, public_key: pedersen.verificationKeyValue(publicKey) });
  } catch (error) {
    throw error instanceof BallotError ? await accused(error, lobby, secrets) : error;
  }
}

/** @param {LobbyState} lobby */
function coefficientsOf({ coefficients }) {
  return {
    coefexps: coefficients.map(([text], at) => by(at + 1, () => signed(text))),
    signatures: coefficients.map(([, text], at) => by(at + 1, () => json.proof(json.load(text)))),
  };
}

/**
 * Whose share or signature it was: each member's is looked at alone.
 * @param {BallotError} error @param {LobbyState} lobby @param {MemberSecrets} secrets
 */
async function accused(error, lobby, secrets) {
  const certificates = certificatesOf(lobby);
  const { coefexps, signatures } = coefficientsOf(lobby);
  for (const number of lobby.members.map((one) => one.number)) {
    try {
      await pedersen.checkShare(secrets, certificates, { number, sealed: lobby.shares[number - 1], coefexps, signatures });
    } catch (found) {
      if (found instanceof BallotError) return new Accusation(number, `${found.name}: ${found.message}`);
      throw found;
    }
  }
  return new Accusation(0, `${error.name}: ${error.message}`);
}

/**
 * Makes sure that the key all have made is what the rounds gave, this member's own part in it; its fingerprint, six digits
 * to be read aloud. Throws an `Accusation`.
 * @param {LobbyState} lobby
 * @param {MemberSecrets} secrets
 */
export function fingerprintOf(lobby, secrets) {
  requireOwn(lobby, secrets);
  const text = wholeKey(lobby);
  by(0, () => checkPedersen(readPedersen(json.load(text))));
  if (sha256Hex(text) !== lobby.digest) throw new Accusation(0, "the fingerprint is of another key");
  return String(Number(BigInt("0x" + lobby.digest) % BigInt(1_000_000))).padStart(6, "0");
}

/** @param {LobbyState} lobby */
function wholeKey(lobby) {
  const values = {
    threshold: lobby.threshold,
    certs: lobby.certificates.map((one) => JSON.parse(one)),
    coefexps: lobby.coefficients.map(([one]) => JSON.parse(one)),
    signatures: lobby.coefficients.map(([, one]) => JSON.parse(one)),
    verification_keys: lobby.keys.map((one) => JSON.parse(one)),
  };
  return JSON.stringify(values);
}

/**
 * The exact text by which this member confirms the key, the fingerprint having been compared.
 * @param {LobbyState} lobby
 * @param {MemberSecrets} secrets
 */
export function confirmation(lobby, secrets) {
  fingerprintOf(lobby, secrets);
  return JSON.stringify(json.proofValue(sign(secrets.signing, pedersen.confirmationText(lobby.digest), randomScalar)));
}
