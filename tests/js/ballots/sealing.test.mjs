/** Properties of sealing over many elections and choices, and what must not be sealed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBallotProofs, checkProofs } from "../../../static/js/ballots/acceptance.mjs";
import { assemble, seal } from "../../../static/js/ballots/ballot.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { makeEnvelope, parseEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
import { checkOpening, entropyFromSeed, parseOpening, printOpening, sealOpenable } from "../../../static/js/ballots/opening.mjs";
import { reduce } from "../../../static/js/ballots/scalars.mjs";
import { encryptedTally } from "../../../static/js/ballots/tally.mjs";

const SECRET = 123456789n;
const KEY = 987654321n;
const CREDENTIAL = G.power(SECRET).hex;

function election(questions) {
  const value = {
    version: 1, description: "", name: "Thử", group: "Ed25519", public_key: G.power(KEY).hex,
    questions: questions.map(([answers, min, max, blank]) => ({
      answers: Array.from({ length: answers }, (_, index) => `Trả lời ${index}`), ...(blank && { blank }), min, max,
      question: "Hỏi gì?",
    })),
    uuid: "LQPJ8JgSd243rN",
  };
  return parseElection(JSON.stringify(value));
}

/** Every allowed vector of a question. */
function allowed({ width, blank, minimum, maximum }) {
  const vectors = Array.from({ length: 2 ** width }, (_, bits) => Array.from({ length: width }, (__, at) => (bits >> at) & 1));
  const sum = (bits) => bits.reduce((total, bit) => total + bit, 0);
  return vectors.filter((bits) => {
    const total = sum(blank ? bits.slice(1) : bits);
    return blank && bits[0] ? total === 0 : total >= minimum && total <= maximum;
  });
}

const SHAPES = [[3, 1, 1], [2, 0, 2], [3, 2, 3], [1, 0, 1], [2, 1, 1, true], [3, 0, 2, true], [2, 2, 2, true]];

for (const shape of SHAPES) {
  test(`${shape}: every allowed choice is sealed, accepted, and adds up to itself`, () => {
    const made = election([shape]);
    for (const votes of allowed(made.questions[0])) {
      const { ballot, opening } = sealOpenable(made, SECRET, [votes]);
      checkBallotProofs(ballot, made);
      assert.equal(checkOpening(made, parseOpening(printOpening(opening))).raw, ballot.raw);
      const [row] = encryptedTally(made, [ballot]);
      const opened = row.map(({ alpha, beta }) => beta.over(alpha.power(KEY)).hex);
      assert.deepEqual(opened, votes.map((vote) => G.power(BigInt(vote)).hex));
    }
  });
  test(`${shape}: every other choice is refused before anything is sealed`, () => {
    const made = election([shape]);
    const good = new Set(allowed(made.questions[0]).map(String));
    const { width } = made.questions[0];
    const refused = Array.from({ length: 2 ** width }, (_, bits) => Array.from({ length: width }, (__, at) => (bits >> at) & 1));
    for (const votes of [...refused.filter((bits) => !good.has(String(bits))), [], [2, ...Array(width - 1).fill(0)]]) {
      assert.throws(() => seal(made, SECRET, [votes]), { name: "ballot-usage-error" }, String(votes));
    }
  });
}

test("two ballots of the same choice share no ciphertext", () => {
  const made = election([[3, 1, 1]]);
  const [one, two] = [seal(made, SECRET, [[1, 0, 0]]), seal(made, SECRET, [[1, 0, 0]])];
  const hexes = (ballot) => ballot.answers[0].choices.flatMap(({ alpha, beta }) => [alpha.hex, beta.hex]);
  assert.equal(new Set([...hexes(one), ...hexes(two)]).size, 12);
});

test("an opening that tells another choice, seed or number is caught", () => {
  const made = election([[3, 1, 1]]);
  const { opening } = sealOpenable(made, SECRET, [[1, 0, 0]]);
  const other = sealOpenable(made, SECRET, [[0, 1, 0]]).opening;
  for (const changed of [{ choices: [[0, 1, 0]] }, { seed: other.seed }, { tracker: other.tracker }]) {
    assert.throws(() => checkOpening(made, { ...opening, ...changed }), { name: "wrong-opening" });
  }
  const { signature } = other;
  assert.throws(() => checkOpening(made, { ...opening, signature }), { name: "wrong-opening" });
  for (const choices of [[[1, 1, 0]], [[1, 0]], [[1, 0, 0], [1]]]) {
    assert.throws(() => checkOpening(made, { ...opening, choices }), { name: "bad-opening" });
  }
});

test("an opened ballot that the server would refuse is no good ballot either", () => {
  const made = election([[3, 1, 1]]);
  const { opening } = sealOpenable(made, SECRET, [[1, 0, 0]]);
  const signature = { ...opening.signature, response: opening.signature.response - 1n };
  const spoilt = checkOpeningOfItsOwnNumber(made, { ...opening, signature });
  assert.throws(spoilt, { name: "bad-signature" });
});

/** As `checkOpening`, for an opening whose number is the one of what it gives. */
function checkOpeningOfItsOwnNumber(made, opening) {
  const raw = assemble(made, opening.credential, opening.choices, entropyFromSeed(opening.seed), () => opening.signature);
  return () => checkOpening(made, { ...opening, tracker: raw.tracker });
}

test("the seed does not give the signature's randomness, so an opening does not give the secret", () => {
  const made = election([[3, 1, 1]]);
  const { ballot, opening } = sealOpenable(made, SECRET, [[1, 0, 0]]);
  const draw = entropyFromSeed(opening.seed);
  const { challenge, response } = ballot.signature;
  for (let n = 0; n < 200; n += 1) assert.notEqual(reduce(response + SECRET * challenge), draw());
  const again = sealOpenable(made, SECRET, [[1, 0, 0]], opening.seed).ballot;
  assert.notEqual(again.tracker, ballot.tracker);
});

test("a ballot is bound to election, credential and sequence", () => {
  const made = election([[3, 1, 1]]);
  const other = election([[3, 1, 1], [2, 0, 2]]);
  const ballot = seal(made, SECRET, [[1, 0, 0]]);
  assert.equal(ballot.credential, CREDENTIAL);
  const envelope = makeEnvelope(ballot, SECRET, 7);
  checkProofs(parseEnvelope(envelope.raw), made);
  assert.throws(() => checkProofs(parseEnvelope(envelope.raw), other), { code: "wrong-election" });
  const later = envelope.raw.replace('"sequence":7', '"sequence":8');
  assert.throws(() => checkProofs(parseEnvelope(later), made), { name: "bad-seal" });
  const stolen = envelope.raw.replaceAll(CREDENTIAL, G.power(5n).hex);
  assert.throws(() => checkProofs(parseEnvelope(stolen), made), { code: "bad-proof" });
});

test("sequence numbers count from 1 and stay exact", () => {
  const ballot = seal(election([[2, 1, 1]]), SECRET, [[0, 1]]);
  for (const number of [0, -1, 1.5, 2 ** 53, NaN, "1"]) {
    assert.throws(() => makeEnvelope(ballot, SECRET, number), { name: "ballot-usage-error" });
  }
});
