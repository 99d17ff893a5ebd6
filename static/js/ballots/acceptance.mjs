/**
 * Accepting a ballot: the numbered list of PROTOCOL section 4, as far as it needs no state.
 *
 * Step 1 is `parseEnvelope`. `checkShape` does 2 and 4 and costs next to nothing; `checkProofs` does 2, 4 to 8 and the
 * seal's own verification of 9. For the verifier in the page and for tests; the booth does not load this.
 */

import { unsigned } from "./ballot.mjs";
import { sealLabel } from "./envelope.mjs";
import {
  BadBlankProof, BadIndividualProof, BadOverallProof, BadSeal, BadSignature, CryptoDataError, ElementNotInGroup,
  WrongBallotHash, WrongFingerprint, WrongShape, WrongUuid,
} from "./errors.mjs";
import { b64Sha256 } from "./hashes.mjs";
import { verifyDisjunction, verifyKnowledge } from "./proofs.mjs";
import * as hashedTexts from "./hashed_texts.mjs";

/**
 * @import { Answer, Ballot } from "./ballot.mjs"
 * @import { Election, Question } from "./election.mjs"
 * @import { Envelope } from "./envelope.mjs"
 * @import { Element } from "./group.mjs"
 * @import { Proof } from "./proofs.mjs"
 * @import { Ciphertext } from "./hashed_texts.mjs"
 */

/**
 * Steps 2 and 4; throws `WrongUuid`, `WrongFingerprint` or `WrongShape`. No curve operation.
 * @param {Ballot} ballot
 * @param {Election} election
 */
export function checkShape(ballot, election) {
  if (ballot.electionUuid !== election.uuid) throw new WrongUuid("the ballot is for another vote");
  if (ballot.electionHash !== election.fingerprint) throw new WrongFingerprint("the ballot is for other bytes");
  const { questions } = election;
  const fits = ballot.answers.length === questions.length;
  if (!fits || !questions.every((question, index) => answerFits(ballot.answers[index], question))) {
    throw new WrongShape("the numbers of answers, choices or proofs do not fit the questions");
  }
}

/** @param {Answer} answer @param {Question} question */
function answerFits(answer, { width, blank, minimum, maximum }) {
  return (
    answer.choices.length === width &&
    answer.individualProofs.length === width &&
    answer.individualProofs.every((proofs) => proofs.length === 2) &&
    answer.overallProof.length === maximum - minimum + 1 + Number(blank) &&
    (blank ? answer.blankProof?.length === 2 : answer.blankProof === null)
  );
}

/**
 * Steps 2 and 4 to 8, and that the sequence seal verifies (9); throws the `BallotDataError` of the first crime.
 * @param {Envelope} envelope
 * @param {Election} election
 */
export function checkProofs(envelope, election) {
  checkBallotProofs(envelope.ballot, election);
  checkSeal(envelope);
}

/**
 * Steps 2 and 4 to 8 of a bare ballot, as archives hold it.
 * @param {Ballot} ballot
 * @param {Election} election
 */
export function checkBallotProofs(ballot, election) {
  checkShape(ballot, election);
  requireSecrets(ballot);
  if (b64Sha256(unsigned(ballot)) !== ballot.signatureHash) throw new WrongBallotHash("another ballot was signed");
  membership(() => {
    if (!verifyKnowledge(ballot.key, hashedTexts.signature(ballot.signatureHash), ballot.signature)) {
      throw new BadSignature("the signature does not verify");
    }
    const context = hashedTexts.signer(ballot.electionHash, ballot.credential);
    election.questions.forEach((question, index) => {
      checkAnswer(election.publicKey, context, question, ballot.answers[index]);
    });
  });
}

/**
 * The verification part of step 9; throws `BadSeal` or `ElementNotInGroup`.
 * @param {Envelope} envelope
 */
export function checkSeal({ ballot, sequence, seal }) {
  membership(() => {
    if (!verifyKnowledge(ballot.key, sealLabel(ballot, sequence), seal)) throw new BadSeal("the seal does not verify");
  });
}

/** @param {() => void} check */
function membership(check) {
  try {
    check();
  } catch (error) {
    throw error instanceof CryptoDataError ? new ElementNotInGroup(error.message) : error;
  }
}

/**
 * Step 5: every received element is a member and none is the identity.
 * @param {Ballot} ballot
 */
function requireSecrets({ key, answers }) {
  const received = answers.flatMap(({ choices }) => choices).flatMap(({ alpha, beta }) => [alpha, beta]);
  for (const element of [key, ...received]) {
    membership(() => element.requireInGroup());
    if (element.isIdentity) throw new ElementNotInGroup("the identity as credential or in a ciphertext");
  }
}

/** @param {Element} key @param {string} context @param {Question} question @param {Answer} answer */
function checkAnswer(key, context, question, answer) {
  answer.choices.forEach((choice, index) => {
    const label = hashedTexts.interval(context, choice);
    if (!verifyDisjunction(key, label, within(choice, 0, 1), answer.individualProofs[index])) {
      throw new BadIndividualProof(`choice ${index} is not proven to be 0 or 1`);
    }
  });
  const bound = hashedTexts.question(context, answer.choices);
  (question.blank ? checkWithBlank : checkTotal)(key, bound, question, answer);
}

/** @param {Ciphertext} ciphertext @param {number} minimum @param {number} maximum */
function within(ciphertext, minimum, maximum) {
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => hashedTexts.over(ciphertext, minimum + index));
}

/** @param {Element} key @param {string} bound @param {Question} question @param {Answer} answer */
function checkTotal(key, bound, { minimum, maximum }, { choices, overallProof }) {
  const total = hashedTexts.multiply(choices);
  if (!verifyDisjunction(key, hashedTexts.interval(bound, total), within(total, minimum, maximum), overallProof)) {
    throw new BadOverallProof("the number of choices is not proven to be within the bounds");
  }
}

/** @param {Element} key @param {string} bound @param {Question} question @param {Answer} answer */
function checkWithBlank(key, bound, { minimum, maximum }, { choices, overallProof, blankProof }) {
  const [blank, total] = [choices[0], hashedTexts.multiply(choices.slice(1))];
  const either = [hashedTexts.over(blank, 1), ...within(total, minimum, maximum)];
  if (!verifyDisjunction(key, hashedTexts.blankOrWithin(bound), either, overallProof)) {
    throw new BadOverallProof("neither blank nor a number of choices within the bounds is proven");
  }
  if (!verifyDisjunction(key, hashedTexts.blankExcludes(bound), [blank, total], /** @type {Proof[]} */ (blankProof))) {
    throw new BadBlankProof("a blank answer is not proven to exclude the others");
  }
}
