/**
 * A committee's threshold key: the members' steps 2 and 3 on their own devices (PROTOCOL section 5).
 *
 * Twin of voting/ballots/pedersen.py. Draws of `draw` follow the order of the written fields.
 */

import { checkCertificates } from "./certificates.mjs";
import { BadCertificate, BadCoefficients, BallotUsageError } from "./errors.mjs";
import { G } from "./group.mjs";
import { commitmentsText, evaluate, evaluateExponents, readExponents } from "./polynomials.mjs";
import { proveKnowledge } from "./proofs.mjs";
import { randomScalar, reduce } from "./scalars.mjs";
import { receive, send } from "./sealed_messages.mjs";
import { checkSignature, sign, signValue } from "./signed_messages.mjs";
import { proofLabel } from "./single.mjs";
import * as json from "./strict_json.mjs";

/**
 * @import { Certificate, MemberSecrets } from "./certificates.mjs"
 * @import { Element } from "./group.mjs"
 * @import { Draw, Proof } from "./proofs.mjs"
 * @import { Signed } from "./signed_messages.mjs"
 *
 * @typedef {object} Polynomial what a member hands in at step 2
 * @property {string} polynomial sealed to the member
 * @property {string[]} secrets that for member j at j-1, sealed to it
 * @property {Signed} coefexps
 * @property {Proof} signature
 *
 * @typedef {object} Given what the server gives a member at step 3: everyone's share for it, exponents and signatures
 * @property {string[]} secrets
 * @property {Signed[]} coefexps
 * @property {Proof[]} signatures
 *
 * @typedef {{pok: Proof, key: Element, signature: Proof}} VerificationKey a member's share of the public key
 */

/**
 * Step 2, after the certificates were checked by everyone (they are checked again here). Draws `a_0 .. a_(T-1)`; then the
 * sealed polynomial, each sealed share (three draws each), w of *coefexps*, w of the signature.
 * @param {MemberSecrets} secrets
 * @param {Signed[]} certificates
 * @param {Draw} draw
 * @returns {Promise<Polynomial>}
 */
export async function makePolynomial(secrets, certificates, draw = randomScalar) {
  const members = checkCertificates(certificates);
  const own = placeOf(secrets, members);
  const coefficients = Array.from({ length: members[0].threshold }, draw);
  const kept = JSON.stringify({ polynomial: coefficients.map(String) });
  const polynomial = await send(secrets.signing, own.encryption, kept, draw);
  const shares = [];
  for (const { index, encryption } of members) {
    const share = JSON.stringify({ secret: String(evaluate(coefficients, index)) });
    shares.push(await send(secrets.signing, encryption, share, draw));
  }
  const exponents = coefficients.map((one) => G.power(one));
  const coefexps = signValue(secrets.signing, { coefexps: exponents.map(({ hex }) => hex) }, draw);
  const signature = sign(secrets.signing, commitmentsText(certificates, exponents), draw);
  return { polynomial, secrets: shares, coefexps, signature };
}

/**
 * The member whose secrets these are.
 * @param {MemberSecrets} secrets
 * @param {Certificate[]} members
 */
function placeOf({ signing, decryption }, members) {
  const [verification, encryption] = [G.power(signing), G.power(decryption)];
  const own = members.find((one) => one.verification.equals(verification) && one.encryption.equals(encryption));
  if (!own) throw new BallotUsageError("the secrets are of none of these members");
  return own;
}

/**
 * Step 3: checks every share and signature, and makes this member's key from the shares. Draws the sealed private key
 * (three), w of the proof of knowledge, w of the signature. Throws `BadCoefficients` for a share that contradicts the
 * published exponents, and what opening and checking messages throws.
 * @param {MemberSecrets} secrets
 * @param {Signed[]} certificates
 * @param {Given} given
 * @param {Draw} draw
 * @returns {Promise<{privateKey: string, publicKey: VerificationKey}>}
 */
export async function makeVerificationKey(secrets, certificates, given, draw = randomScalar) {
  const members = checkCertificates(certificates);
  const own = placeOf(secrets, members);
  if ([given.secrets, given.coefexps, given.signatures].some(({ length }) => length !== members.length)) {
    throw new BadCertificate("not the messages of these members for one of them");
  }
  let total = BigInt(0);
  for (const { index } of members) {
    const { coefexps, signatures } = given;
    total += await checkShare(secrets, certificates, { number: index, sealed: given.secrets[index - 1], coefexps, signatures });
  }
  total = reduce(total);
  const kept = JSON.stringify({ decryption_key: String(total) });
  const privateKey = await send(secrets.signing, own.encryption, kept, draw);
  const key = G.power(total);
  const pok = proveKnowledge(total, proofLabel(key), draw);
  return { privateKey, publicKey: { pok, key, signature: sign(secrets.signing, key.hex, draw) } };
}

/**
 * Opens and checks what one member sealed for the holder of these secrets, against the exponents it published; the share.
 * Throws `BadCoefficients` where they contradict each other, and what opening and checking messages throws.
 * @param {MemberSecrets} secrets
 * @param {Signed[]} certificates
 * @param {{number: number, sealed: string, coefexps: Signed[], signatures: Proof[]}} sent by member `number`, from 1
 */
export async function checkShare(secrets, certificates, { number, sealed, coefexps, signatures }) {
  const members = checkCertificates(certificates);
  const exponents = exponentsOf(members[number - 1], certificates, coefexps[number - 1], signatures[number - 1]);
  const share = readSecret(await receive(secrets.decryption, members[number - 1].verification, sealed));
  if (!G.power(share).equals(evaluateExponents(exponents, placeOf(secrets, members).index))) {
    throw new BadCoefficients(`the share of member ${number} contradicts the published coefficients`);
  }
  return share;
}

/**
 * The member's share `S_j` of the decryption key, from the sealed `privateKey` of step 3.
 * @param {MemberSecrets} secrets
 * @param {string} privateKey
 */
export async function openDecryptionKey({ signing, decryption }, privateKey) {
  const message = await receive(decryption, G.power(signing), privateKey);
  return json.scalar(json.fields(json.load(message), ["decryption_key"])[0]);
}

/** What a member signs who has compared the common key's fingerprint: ours, beside what Belenios has. @param {string} digest */
export const confirmationText = (digest) => `dinh/committee|${digest}`;

/**
 * The member of this verification key has confirmed the common key of this SHA-256 (hex); else what signatures throw.
 * @param {Element} verification @param {string} digest @param {Proof} proof
 */
export const checkConfirmation = (verification, digest, proof) => checkSignature(verification, confirmationText(digest), proof);

/**
 * Each member's exponents, their signature and the signature over all certificates; throws a `BadTrustees`.
 * @param {Signed[]} certificates
 * @param {Signed[]} coefexps
 * @param {Proof[]} signatures
 */
export function checkExponents(certificates, coefexps, signatures) {
  return checkCertificates(certificates).map((member, at) => exponentsOf(member, certificates, coefexps[at], signatures[at]));
}

/**
 * @param {Certificate} member
 * @param {Signed[]} certificates
 * @param {Signed} coefexps
 * @param {Proof} signature
 */
function exponentsOf({ verification, threshold }, certificates, coefexps, signature) {
  const exponents = readExponents(coefexps, threshold);
  checkSignature(verification, coefexps.message, coefexps.signature);
  checkSignature(verification, commitmentsText(certificates, exponents), signature);
  return exponents;
}

/**
 * Reads the JSON object of a member's public share; throws a `Malformed`.
 * @param {unknown} value
 * @returns {VerificationKey}
 */
export function readVerificationKey(value) {
  const [pok, key, signature] = json.fields(value, ["pok", "public_key", "signature"]);
  return { pok: json.proof(pok), key: json.element(key), signature: json.proof(signature) };
}

/**
 * The JSON object of a member's public share.
 * @param {VerificationKey} made
 */
export function verificationKeyValue({ pok, key, signature }) {
  return { pok: json.proofValue(pok), public_key: key.hex, signature: json.proofValue(signature) };
}

/** @param {string} message */
function readSecret(message) {
  return json.scalar(json.fields(json.load(message), ["secret"])[0]);
}
