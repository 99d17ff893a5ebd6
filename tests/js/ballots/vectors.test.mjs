/** The vectors both twins must reproduce to the byte: tests/vectors/ballots, made by the Python side. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkProofs } from "../../../static/js/ballots/acceptance.mjs";
import { parseBallot, seal } from "../../../static/js/ballots/ballot.mjs";
import * as cards from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { makeEnvelope, parseEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { BallotDataError } from "../../../static/js/ballots/errors.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
import { checkSingle, makeSingle, singleSecret } from "../../../static/js/ballots/single.mjs";
import { checkOpening, entropyFromSeed, parseOpening, printOpening, sealOpenable } from "../../../static/js/ballots/opening.mjs";
import { hexOf } from "../../../static/js/ballots/hashed_texts.mjs";
import { checkPartial, encryptedTally, parseTally, partialDecryption, printTally } from "../../../static/js/ballots/tally.mjs";

const load = (name) => JSON.parse(readFileSync(new URL(`../../vectors/ballots/${name}.json`, import.meta.url)));
const ELECTIONS = load("elections");
const BALLOTS = load("ballots").ballots;
const elections = new Map(ELECTIONS.elections.map(({ name, raw }) => [name, parseElection(raw)]));

/** A source of scalars that gives these and then no more. */
function given(texts) {
  const left = texts.map(BigInt);
  const draw = () => {
    assert.ok(left.length, "more draws than the twin");
    return left.shift();
  };
  return { draw, left };
}

for (const { card, printed, k, K, votes } of load("cards").cards) {
  test(`card ${printed}: secret, key and credentials`, () => {
    assert.equal(cards.formatCard(card), printed);
    assert.equal(cards.parseCard(printed), card);
    assert.equal(String(cards.householdSecret(card)), k);
    assert.equal(cards.householdKey(card).hex, K);
    for (const { uuid, t, s, S } of votes) {
      assert.equal(String(cards.voteTweak(cards.householdKey(card), uuid)), t);
      assert.equal(String(cards.voteSecret(cards.householdSecret(card), uuid)), s);
      assert.equal(cards.voteCredential(cards.householdKey(card), uuid).hex, S);
      assert.equal(G.power(BigInt(s)).hex, S);
    }
  });
}

test("elections: fingerprints and the credential list", () => {
  for (const { name, uuid, fingerprint } of ELECTIONS.elections) {
    assert.equal(elections.get(name).uuid, uuid);
    assert.equal(elections.get(name).fingerprint, fingerprint);
  }
  const listed = cards.parseCredentials(ELECTIONS.credentials.raw, { requireMembers: true });
  assert.equal(JSON.stringify(listed), ELECTIONS.credentials.raw);
});

for (const [index, vector] of BALLOTS.entries()) {
  const election = elections.get(vector.election);
  test(`ballot ${index} (${vector.election}): the same bytes from the same draws`, () => {
    const sealing = given(vector.draws);
    const ballot = seal(election, BigInt(vector.s), vector.choices, sealing.draw);
    assert.equal(ballot.raw, vector.raw);
    assert.equal(sealing.left.length, 0);
    assert.equal(ballot.tracker, vector.tracker);
    assert.equal(ballot.credential, vector.credential);
    assert.deepEqual(ballot.answers.flatMap(({ choices }) => choices.map(hexOf)), vector.ciphertexts);
    const envelope = makeEnvelope(ballot, BigInt(vector.s), vector.sequence, given(vector.seal_draws).draw);
    assert.equal(envelope.raw, vector.envelope);
  });
  test(`ballot ${index} (${vector.election}): read and accepted`, () => {
    const envelope = parseEnvelope(new TextEncoder().encode(vector.envelope));
    assert.equal(envelope.raw, vector.envelope);
    assert.deepEqual(envelope.ballot, parseBallot(vector.raw));
    checkProofs(envelope, election);
  });
}

for (const [index, vector] of load("openings").openings.entries()) {
  const election = elections.get(vector.election);
  test(`opening ${index} (${vector.election}): the same ballot and text from the same seed`, () => {
    const seed = Uint8Array.from(vector.seed.match(/../g), (pair) => parseInt(pair, 16));
    const draw = entropyFromSeed(seed);
    assert.deepEqual(vector.draws, vector.draws.map(() => String(draw())));
    const signing = given(vector.signing_draws);
    const { ballot, opening } = sealOpenable(election, BigInt(vector.s), vector.choices, seed, signing.draw);
    assert.equal(ballot.raw, vector.raw);
    assert.equal(printOpening(opening), vector.text);
    assert.deepEqual(parseOpening(vector.text), opening);
    assert.equal(checkOpening(election, parseOpening(vector.text)).tracker, vector.tracker);
  });
}

for (const { crime, election, text, name } of load("openings").refused) {
  test(`opening refused: ${crime}`, () => {
    assert.throws(() => checkOpening(elections.get(election), parseOpening(text)), { name });
  });
}

const REFUSED = load("refused");
for (const { crime, election, envelope, name, code } of REFUSED.envelopes) {
  test(`refused (${election}): ${crime}`, () => {
    assert.throws(() => checkProofs(parseEnvelope(envelope), elections.get(election)), { name, code });
  });
}
for (const { crime, raw, name, code } of REFUSED.elections) {
  test(`refused election: ${crime}`, () => {
    assert.throws(() => parseElection(raw), (error) => {
      assert.ok(error instanceof BallotDataError);
      assert.deepEqual([error.name, error.code], [name, code]);
      return true;
    });
  });
}

test("Single keys: from seed, made with the same draws, checked", () => {
  for (const { seed, secret, draws, raw } of load("trustees").singles) {
    if (seed) assert.equal(String(singleSecret(seed)), secret);
    assert.equal(makeSingle(BigInt(secret), given(draws).draw), raw);
    assert.equal(checkSingle(raw).hex, G.power(BigInt(secret)).hex);
  }
});

for (const { election: name, encrypted_tally: written, secret, draws, partial } of load("tally").tallies) {
  test(`tally (${name}): counted and opened with the same bytes`, () => {
    const election = elections.get(name);
    const ballots = BALLOTS.filter((one) => one.election === name).map(({ raw }) => parseBallot(raw));
    assert.equal(printTally(encryptedTally(election, ballots)), written);
    const tally = parseTally(written, election);
    const opening = given(draws);
    assert.equal(partialDecryption(election, tally, BigInt(secret), { draw: opening.draw }), partial);
    assert.equal(opening.left.length, 0);
    checkPartial(election, tally, G.power(BigInt(secret)), partial);
  });
}
