/** A committee's threshold key: the same bytes as the Python twin from the same draws, and refused when one value lies. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { archivedSetup, readArchive } from "../../../static/js/ballots/archive.mjs";
import { checkCertificates, makeCertificate, memberSecrets } from "../../../static/js/ballots/certificates.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
import * as pedersen from "../../../static/js/ballots/pedersen.mjs";
import { exponentsHash } from "../../../static/js/ballots/polynomials.mjs";
import { inverse, Q, reduce } from "../../../static/js/ballots/scalars.mjs";
import { readSigned, signedValue } from "../../../static/js/ballots/signed_messages.mjs";
import * as json from "../../../static/js/ballots/strict_json.mjs";
import { checkPartial, parseTally } from "../../../static/js/ballots/tally.mjs";
import { checkTrustees, parseTrustees, weightsOf } from "../../../static/js/ballots/trustees.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("../../vectors/ballots/trustees.json", import.meta.url))).pedersen;
const FOREIGN = new URL("../../../../shared/vectors/belenios-3.3.0/threshold-2-of-3/", import.meta.url);
const skip = existsSync(FOREIGN) ? false : "needs ../shared (vectors of belenios-tool)";
const { members, threshold } = VECTORS;
const certs = members.map(({ cert }) => readSigned(JSON.parse(cert.raw)));

function given(texts) {
  const left = texts.map(BigInt);
  return { left, draw: () => left.shift() ?? assert.fail("more draws than the twin") };
}

function printed({ polynomial, secrets, coefexps, signature }) {
  return JSON.stringify({ polynomial, secrets, coefexps: signedValue(coefexps), signature: json.proofValue(signature) });
}

/** What the server hands a member at step 3, read from its JSON text. */
function handed(text) {
  const { secrets, coefexps, signatures } = JSON.parse(text);
  return { secrets, coefexps: coefexps.map(readSigned), signatures: signatures.map(json.proof) };
}

for (const [at, member] of members.entries()) {
  const secrets = memberSecrets(member.seed);
  test(`member ${at + 1}: certificate, polynomial and key are the twin's`, async () => {
    assert.deepEqual(secrets, { signing: BigInt(member.signing_secret), decryption: BigInt(member.decryption_secret) });
    const step1 = given(member.cert.draws);
    const cert = makeCertificate(secrets, { size: members.length, threshold, index: at + 1 }, step1.draw);
    assert.equal(JSON.stringify(signedValue(cert)), member.cert.raw);
    const step2 = given(member.polynomial.draws);
    assert.equal(printed(await pedersen.makePolynomial(secrets, certs, step2.draw)), member.polynomial.raw);
    const step3 = given(member.output.draws);
    const { privateKey, publicKey } = await pedersen.makeVerificationKey(secrets, certs, handed(member.input), step3.draw);
    const made = JSON.stringify({ private_key: privateKey, public_key: pedersen.verificationKeyValue(publicKey) });
    assert.equal(made, member.output.raw);
    assert.deepEqual([step1, step2, step3].map(({ left }) => left.length), [0, 0, 0]);
    assert.equal(String(await pedersen.openDecryptionKey(secrets, privateKey)), member.decryption_key);
  });
}

test("a share that contradicts the exponents, or is for another member, is refused", async () => {
  const secrets = memberSecrets(members[0].seed);
  const honest = handed(members[0].input);
  const other = handed(members[1].input);
  const swapped = { ...honest, secrets: other.secrets };
  await assert.rejects(pedersen.makeVerificationKey(secrets, certs, swapped), { name: "bad-message" });
  const moved = { ...honest, secrets: [honest.secrets[1], honest.secrets[0], honest.secrets[2]] };
  await assert.rejects(pedersen.makeVerificationKey(secrets, certs, moved), { name: "bad-certificate" });
  const polynomial = await pedersen.makePolynomial(memberSecrets(members[1].seed), certs);
  const other2 = { ...honest, coefexps: honest.coefexps.with(1, polynomial.coefexps), signatures: honest.signatures.with(1, polynomial.signature) };
  await assert.rejects(pedersen.makeVerificationKey(secrets, certs, other2), { name: "bad-coefficients" });
});

test("certificates: of one committee, signed, in order, no key twice", () => {
  assert.equal(checkCertificates(certs).length, 3);
  assert.throws(() => checkCertificates([certs[1], certs[0], certs[2]]), { name: "bad-certificate" });
  assert.throws(() => checkCertificates([certs[0], certs[0], certs[2]]), { name: "bad-certificate" });
  const twice = makeCertificate(memberSecrets(members[0].seed), { size: 3, threshold, index: 2 }, () => BigInt(7));
  assert.throws(() => checkCertificates([certs[0], twice, certs[2]]), { name: "bad-certificate" });
  const forged = { ...certs[1], message: certs[1].message.replace('"index":2', '"index": 2') };
  assert.throws(() => checkCertificates([certs[0], forged, certs[2]]), { name: "not-reprinted" });
});

test("the list of trustees holds as published, and not with one value changed", () => {
  const { trustees: raw, public_key: publicKey } = VECTORS;
  const election = { publicKey: parseTrustees(raw).publicKey };
  const { owners } = checkTrustees(raw, election);
  assert.deepEqual(owners.map(({ number, member }) => [number, member]), [[1, 0], [2, 1], [3, 2], [4, 3]]);
  assert.equal(election.publicKey.hex, publicKey);
  const [server, [, value]] = JSON.parse(raw);
  for (const list of ["certs", "coefexps", "signatures", "verification_keys"]) {
    const [one, two, three] = value[list];
    const bent = JSON.stringify([server, ["Pedersen", { ...value, [list]: [two, one, three] }]]);
    assert.throws(() => checkTrustees(bent, { publicKey: parseTrustees(bent).publicKey }), list);
  }
  const higher = JSON.stringify([server, ["Pedersen", { ...value, threshold: 3 }]]);
  assert.throws(() => parseTrustees(higher), { name: "bad-coefficients" });
});

test("any two of three open what is sealed to the committee; one does not", () => {
  const [, committee] = JSON.parse(VECTORS.trustees);
  const trustees = parseTrustees(JSON.stringify([committee]));
  const secret = BigInt("123456789");
  const [alpha, masked] = [G.power(secret), trustees.publicKey.power(secret)];
  const shares = members.map(({ decryption_key: key }) => alpha.power(BigInt(key)));
  for (const pair of [[1, 2], [1, 3], [2, 3], [1, 2, 3]]) {
    const weights = weightsOf(trustees, new Set(pair));
    const opened = weights.map(([number, weight]) => shares[number - 1].power(weight)).reduce((a, b) => a.times(b));
    assert.equal(opened.hex, masked.hex);
  }
  assert.throws(() => weightsOf(trustees, new Set([2])), { name: "not-enough-decryptions" });
  assert.equal(reduce(inverse(BigInt(12345)) * BigInt(12345)), BigInt(1));
  assert.equal(inverse(Q - BigInt(1)), Q - BigInt(1));
});

test("belenios-tool's own committee: seeds, messages, keys and the list", { skip }, async () => {
  const read = (name) => readFileSync(new URL(name, FOREIGN), "utf8").trim();
  const theirs = read("certs.jsons").split("\n").map((line) => readSigned(JSON.parse(line)));
  for (const number of [1, 2, 3]) {
    const secrets = memberSecrets(read(`trustee-${number}.seed`));
    const { private_key: sealed, public_key: key } = JSON.parse(read(`trustee-${number}.voutput`));
    const made = await pedersen.makeVerificationKey(secrets, theirs, handed(read(`trustee-${number}.vinput`)));
    assert.equal(made.publicKey.key.hex, key.public_key);
    assert.equal(await pedersen.openDecryptionKey(secrets, sealed), await pedersen.openDecryptionKey(secrets, made.privateKey));
  }
  const file = readdirSync(FOREIGN).find((one) => one.endsWith(".bel"));
  const events = readArchive(new Uint8Array(readFileSync(new URL(file, FOREIGN))));
  const setup = archivedSetup(events);
  const election = parseElection(setup.election);
  const trustees = checkTrustees(setup.trustees, election);
  const partials = events.filter(({ type }) => type === "PartialDecryption").map(({ payload, datum }) => {
    const { owner, payload: hash } = JSON.parse(new TextDecoder().decode(payload));
    return [owner, datum(hash)];
  });
  const [total] = events.filter(({ type }) => type === "EncryptedTally").map(({ payload, datum }) => datum(JSON.parse(new TextDecoder().decode(payload)).encrypted_tally));
  const tally = parseTally(total, election);
  for (const [owner, raw] of partials) checkPartial(election, tally, trustees.owners[owner - 1].key, raw);
  assert.equal(weightsOf(trustees, new Set(partials.map(([owner]) => owner))).length, 3, "the server and two of three");
});

test("a hash of the exponents binds them before they are shown", () => {
  const { coefexps } = JSON.parse(members[0].polynomial.raw);
  assert.match(exponentsHash(readSigned(coefexps)), /^[0-9a-f]{64}$/);
  assert.notEqual(exponentsHash(readSigned(coefexps)), exponentsHash(readSigned(JSON.parse(members[1].polynomial.raw).coefexps)));
});
