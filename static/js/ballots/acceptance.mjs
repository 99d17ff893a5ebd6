/**
 * Accepting a ballot: those steps of the numbered list of PROTOCOL section 4 that need no state.
 * The verifier in the page runs them; the booth does not need them.
 */

import { multiply, pairText, signatureLabel, unsignedText } from "./ballot.mjs";
import { sealLabel } from "./envelope.mjs";
import {
  BadBlankProof, BadIndividualProof, BadOverallProof, BadSeal, BadSignature, CryptoDataError, ElementNotInGroup,
  WrongBallotHash, WrongFingerprint, WrongShape, WrongUuid,
} from "./errors.mjs";
import { G } from "./group.mjs";
import { b64Sha256 } from "./hashes.mjs";
import { verifyDisjunction, verifyKnowledge } from "./proofs.mjs";

/** Steps 2 and 4, cheap: the ballot is for this election and its numbers of answers, choices and proofs fit. */
export function checkShape(ballot, election) {
  if (ballot.electionUuid !== election.uuid) throw new WrongUuid("the ballot names another uuid");
  if (ballot.electionHash !== election.fingerprint) throw new WrongFingerprint("the ballot names other election bytes");
  const fits =
    ballot.answers.length === election.questions.length &&
    election.questions.every((question, index) => answerFits(question, ballot.answers[index]));
  if (!fits) throw new WrongShape("answers, choices or proofs do not fit the questions");
}

function answerFits({ width, blank, minimum, maximum }, answer) {
  return (
    answer.choices.length === width &&
    answer.individualProofs.length === width &&
    answer.individualProofs.every((proofs) => proofs.length === 2) &&
    answer.overallProof.length === maximum - minimum + 1 + Number(blank) &&
    (blank ? answer.blankProof?.length === 2 : answer.blankProof === null)
  );
}

/** Steps 5 to 8 of a ballot that has the right shape. Throws a `BadProof`. */
export function checkBallot(ballot, election) {
  checkMembers(ballot);
  if (ballot.signature.hash !== b64Sha256(unsignedText(ballot))) throw new WrongBallotHash("not the hash of the ballot");
  if (!verifyKnowledge(ballot.credential, signatureLabel(ballot), ballot.signature.proof)) {
    throw new BadSignature("the signature does not verify");
  }
  const context = `${election.fingerprint}|${ballot.credential.hex}`;
  election.questions.forEach((question, index) => {
    checkAnswer(election.publicKey, context, question, ballot.answers[index]);
  });
}

/** Steps 5 to 8, and the seal's own verification of step 9. Throws a `BadProof`. */
export function checkProofs({ ballot, sequence, seal }, election) {
  checkBallot(ballot, election);
  if (!verifyKnowledge(ballot.credential, sealLabel(ballot, sequence), seal)) throw new BadSeal("the seal does not verify");
}

function checkMembers({ credential, answers }) {
  try {
    credential.requireInGroup();
    answers.flatMap(({ choices }) => choices).forEach(({ alpha, beta }) => {
      alpha.requireInGroup();
      beta.requireInGroup();
    });
  } catch (error) {
    throw error instanceof CryptoDataError ? new ElementNotInGroup(error.message) : error;
  }
  if (credential.isIdentity) throw new ElementNotInGroup("the identity is no credential");
}

/** The branch that says: this ciphertext holds `value`. */
function holds({ alpha, beta }, value) {
  return [alpha, value ? beta.over(G.power(value)) : beta];
}

function checkAnswer(key, context, question, answer) {
  answer.choices.forEach((one, index) => {
    const label = `prove|${context}|${pairText(one)}|`;
    if (!verifyDisjunction(key, label, [holds(one, 0), holds(one, BigInt(1))], answer.individualProofs[index])) {
      throw new BadIndividualProof(`choice ${index} is not proven to be 0 or 1`);
    }
  });
  const bound = `${context}|${answer.choices.map(pairText).join(",")}`;
  if (question.blank) checkWithBlank(key, bound, question, answer);
  else checkTotal(key, bound, question, answer);
}

function inBounds(total, { minimum, maximum }) {
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => holds(total, BigInt(minimum + index)));
}

function checkTotal(key, bound, question, answer) {
  const total = multiply(answer.choices);
  if (!verifyDisjunction(key, `prove|${bound}|${pairText(total)}|`, inBounds(total, question), answer.overallProof)) {
    throw new BadOverallProof("the number of choices is not proven to be within the bounds");
  }
}

function checkWithBlank(key, bound, question, { choices, overallProof, blankProof }) {
  const [first, ...others] = choices;
  const total = multiply(others);
  const either = [holds(first, BigInt(1)), ...inBounds(total, question)];
  if (!verifyDisjunction(key, `bproof1|${bound}|`, either, overallProof)) {
    throw new BadOverallProof("neither blank nor within the bounds");
  }
  if (!verifyDisjunction(key, `bproof0|${bound}|`, [holds(first, 0), holds(total, 0)], blankProof)) {
    throw new BadBlankProof("not proven that a blank answer excludes the others");
  }
}
