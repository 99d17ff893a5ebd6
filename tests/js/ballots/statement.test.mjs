/** Household statements: the vectors that both twins reproduce to the byte, and what both refuse. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { householdKey, householdSecret, parseCredentials } from "../../../static/js/ballots/credentials.mjs";
import { BallotDataError } from "../../../static/js/ballots/errors.mjs";
import {
  checkSignature, checkTerms, checkWords, letterOf, makeStatement, parseStatement, pseudonym, statementSecret,
  statementTweak, wordsHash,
} from "../../../static/js/ballots/statement.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("../../vectors/statements/statements.json", import.meta.url)));
const { terms } = VECTORS;
const saltOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

function requireAcceptable(statement) {
  checkTerms(statement, terms);
  checkSignature(statement);
}

for (const { card, subject, t, secret, P } of VECTORS.cards) {
  test(`card ${card} in ${subject}: tweak, secret, pseudonym`, () => {
    assert.equal(String(statementTweak(householdKey(card), subject)), t);
    assert.equal(String(statementSecret(householdSecret(card), subject)), secret);
    assert.equal(pseudonym(householdKey(card), subject).hex, P);
  });
}

test("the list holds each card's pseudonym", () => {
  const listed = parseCredentials(VECTORS.list, { requireMembers: true });
  const names = VECTORS.cards.filter(({ subject }) => subject === terms.subject).map(({ P }) => P);
  assert.deepEqual([...listed].sort(), names.sort());
});

for (const { card, value, words, salt, sequence, draws, raw, tracker, pseudonym: name, letter } of VECTORS.statements) {
  test(`statement ${tracker.slice(0, 6)}: the same bytes from the same draws, read and accepted`, () => {
    const text = words === null ? null : wordsHash(saltOf(salt), words);
    const left = draws.map(BigInt);
    const said = { subject: terms.subject, kind: terms.kind, value, text, sequence };
    const made = makeStatement(said, statementSecret(householdSecret(card), terms.subject), () => left.shift());
    assert.deepEqual([made.raw, made.tracker, made.pseudonym, left.length], [raw, tracker, name, 0]);
    const read = parseStatement(new TextEncoder().encode(raw));
    assert.deepEqual(read, made);
    requireAcceptable(read);
    assert.equal(letterOf(made, saltOf(salt), words ?? ""), letter);
    if (words !== null) {
      checkWords(read, saltOf(salt), words);
      assert.throws(() => checkWords(read, saltOf(salt), `${words}.`), { name: "wrong-words" });
    }
  });
}

for (const { crime, raw, name, code } of VECTORS.refused) {
  test(`refused: ${crime}`, () => {
    assert.throws(() => requireAcceptable(parseStatement(raw)), (error) => {
      assert.ok(error instanceof BallotDataError);
      assert.deepEqual([error.name, error.code], [name, code]);
      return true;
    });
  });
}
