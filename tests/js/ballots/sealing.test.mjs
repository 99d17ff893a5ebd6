/** Properties of sealing over many elections and choices, and what must not be sealed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBallotProofs, checkProofs } from "../../../static/js/ballots/acceptance.mjs";
import { reopen, seal } from "../../../static/js/ballots/ballot.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { makeEnvelope, parseEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
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
      const { ballot, opening } = seal(made, SECRET, [votes]);
      checkBallotProofs(ballot, made);
      assert.equal(reopen(made, opening).raw, ballot.raw);
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
  const hexes = ({ ballot }) => ballot.answers[0].choices.flatMap(({ alpha, beta }) => [alpha.hex, beta.hex]);
  assert.equal(new Set([...hexes(one), ...hexes(two)]).size, 12);
});

test("an opening of another choice gives another ballot", () => {
  const made = election([[3, 1, 1]]);
  const { ballot, opening } = seal(made, SECRET, [[1, 0, 0]]);
  assert.notEqual(reopen(made, { ...opening, choices: [[0, 1, 0]] }).raw, ballot.raw);
  assert.throws(() => reopen(made, { ...opening, draws: opening.draws.slice(1) }), { name: "wrong-type" });
  assert.throws(() => reopen(made, { ...opening, draws: [...opening.draws, "1"] }), { name: "wrong-type" });
});

test("a ballot is bound to election, credential and sequence", () => {
  const made = election([[3, 1, 1]]);
  const other = election([[3, 1, 1], [2, 0, 2]]);
  const { ballot } = seal(made, SECRET, [[1, 0, 0]]);
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
  const { ballot } = seal(election([[2, 1, 1]]), SECRET, [[0, 1]]);
  for (const number of [0, -1, 1.5, 2 ** 53, NaN, "1"]) {
    assert.throws(() => makeEnvelope(ballot, SECRET, number), { name: "ballot-usage-error" });
  }
});
