"""Accepting a ballot: the numbered list of PROTOCOL section 4, as far as it needs no state.

Step 1 is `envelope.parse_envelope`. `check_shape` does 2 and 4 and costs next to nothing; `check_proofs` does 5 to 8
and the seal's own verification of 9 and costs about 2 ms. Steps 3, 9 (larger than the last), 10 and 11 need the
record's state and live in `voting.record`.

Step 5, why every element of an accepted ballot is a member of the prime-order group. The received elements are the
credential S and every alpha_i, beta_i. `Element.__pow__` either hands its base to libsodium's variable-base
multiplication, which refuses non-members, or, for a zero exponent or the identity, checks membership itself, so
`x ** c` returning at all proves that x is a member, for every c, zero too.
- S: `verify_knowledge` raises it to the signature's challenge.
- alpha_i, beta_i: `verify_disjunction` over the individual proof of choice i (`check_shape` has shown that there is
  exactly one such proof for each choice, of exactly two branches) raises alpha_i and beta_i of branch 0, which is the
  ciphertext as received, to the challenge of branch 0.
- What is derived from them (`beta/g^M`, products) is then a product of members. It is computed before all members
  have been proven, but a ballot is accepted only when every check has returned.
The identity is a member, but no honest phone sends it (r = 0): `_require_no_identity` refuses it as received element.
The public key y was checked when the election was parsed.

So on the happy path no membership check is paid for twice. A ballot that fails anything is then looked through element
by element, so that a foreign element is named as such whatever it made fail first.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from voting.ballots import hashed_texts
from voting.ballots.ballot import Answer, Ballot
from voting.ballots.election import Election, Question
from voting.ballots.envelope import Envelope, parse_envelope
from voting.ballots.errors import (
    BadBlankProof,
    BadIndividualProof,
    BadOverallProof,
    BadProof,
    BadSeal,
    BadSignature,
    BallotDataError,
    ElementNotInGroup,
    WrongBallotHash,
    WrongFingerprint,
    WrongShape,
    WrongUuid,
)
from voting.ballots.parallel import check_each
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element
from voting.crypto.hashes import b64_sha256
from voting.crypto.proofs import verify_disjunction, verify_knowledge

_BIT: Final = (0, 1)


def check_shape(ballot: Ballot, election: Election) -> None:
    """Steps 2 and 4: uuid and fingerprint are this election's; the numbers of answers, choices and proofs fit.

    Raises `WrongUuid`, `WrongFingerprint` or `WrongShape`. No curve operation.
    """
    if ballot.election_uuid != election.uuid:
        raise WrongUuid("the ballot is for another vote")
    if ballot.election_hash != election.fingerprint:
        raise WrongFingerprint("the ballot is for other election bytes")
    if len(ballot.answers) != len(election.questions):
        raise WrongShape("the number of answers is not that of the questions")
    for answer, question in zip(ballot.answers, election.questions, strict=True):
        _check_answer_shape(answer, question)


def _check_answer_shape(answer: Answer, question: Question) -> None:
    if len(answer.choices) != question.width or len(answer.individual_proofs) != question.width:
        raise WrongShape("the number of choices or individual proofs does not fit the question")
    if any(len(proofs) != len(_BIT) for proofs in answer.individual_proofs):
        raise WrongShape("an individual proof does not have two parts")
    if len(answer.overall_proof) != question.maximum - question.minimum + 1 + question.blank:
        raise WrongShape("the overall proof does not fit the bounds")
    if (answer.blank_proof is not None) != question.blank:
        raise WrongShape("a blank proof exactly where blank is allowed")
    if answer.blank_proof is not None and len(answer.blank_proof) != len(_BIT):
        raise WrongShape("the blank proof does not have two parts")


def check_proofs(envelope: Envelope, election: Election) -> None:
    """Steps 2 and 4 to 8, and that the sequence seal verifies (9); raises the `BallotDataError` of the first crime."""
    check_ballot_proofs(envelope.ballot, election)
    check_seal(envelope)


def check_ballot_proofs(ballot: Ballot, election: Election) -> None:
    """Steps 2 and 4 to 8 of a bare ballot, as archives hold it."""
    check_shape(ballot, election)
    _require_no_identity(ballot)
    try:
        with _membership():
            _check_signature(ballot)
            _check_answers(ballot, election)
    except BadProof:
        _require_members(ballot)
        raise


def check_seal(envelope: Envelope) -> None:
    """The verification part of step 9; raises `BadSeal` or `ElementNotInGroup`."""
    with _membership():
        if not verify_knowledge(envelope.ballot.key, envelope.label, envelope.seal):
            raise BadSeal("the sequence seal does not verify")


@contextmanager
def _membership() -> Iterator[None]:
    try:
        yield
    except CryptoDataError as error:
        raise ElementNotInGroup(str(error)) from error


def _received(ballot: Ballot) -> Iterator[Element]:
    yield ballot.key
    for answer in ballot.answers:
        for choice in answer.choices:
            yield from choice


def _require_no_identity(ballot: Ballot) -> None:
    if any(element.is_identity for element in _received(ballot)):
        raise ElementNotInGroup("the identity as credential or in a ciphertext")


def _require_members(ballot: Ballot) -> None:
    with _membership():
        for element in _received(ballot):
            element.require_in_group()


def _check_signature(ballot: Ballot) -> None:
    if b64_sha256(ballot.unsigned) != ballot.signature_hash:
        raise WrongBallotHash("the signed hash is not that of the ballot")
    if not verify_knowledge(ballot.key, hashed_texts.signature(ballot.signature_hash), ballot.signature):
        raise BadSignature("the signature does not verify")


def _check_answers(ballot: Ballot, election: Election) -> None:
    context = hashed_texts.signer(ballot.election_hash, ballot.credential)
    for answer, question in zip(ballot.answers, election.questions, strict=True):
        _check_individual_proofs(answer, election, context)
        if question.blank:
            _check_blank_proofs(answer, question, election, context)
        else:
            _check_overall_proof(answer, question, election, context)


def _check_individual_proofs(answer: Answer, election: Election, context: str) -> None:
    for choice, proofs in zip(answer.choices, answer.individual_proofs, strict=True):
        branches = [choice.over(bit) for bit in _BIT]
        if not verify_disjunction(election.public_key, hashed_texts.interval(context, choice), branches, proofs):
            raise BadIndividualProof("a choice is not proven to be 0 or 1")


def _check_overall_proof(answer: Answer, question: Question, election: Election, context: str) -> None:
    total = hashed_texts.multiply(answer.choices)
    label = hashed_texts.interval(hashed_texts.question(context, answer.choices), total)
    branches = [total.over(number) for number in range(question.minimum, question.maximum + 1)]
    if not verify_disjunction(election.public_key, label, branches, answer.overall_proof):
        raise BadOverallProof("the number of choices is not proven to be within the bounds")


def _check_blank_proofs(answer: Answer, question: Question, election: Election, context: str) -> None:
    blank, total = answer.choices[0], hashed_texts.multiply(answer.choices[1:])
    context = hashed_texts.question(context, answer.choices)
    within = [total.over(number) for number in range(question.minimum, question.maximum + 1)]
    label = hashed_texts.blank_or_within(context)
    if not verify_disjunction(election.public_key, label, [blank.over(1), *within], answer.overall_proof):
        raise BadOverallProof("neither blank nor a number of choices within the bounds is proven")
    label = hashed_texts.blank_excludes(context)
    if not verify_disjunction(election.public_key, label, [blank, total], answer.blank_proof or ()):
        raise BadBlankProof("a blank answer is not proven to exclude the others")


def verified_trackers(
    envelopes: Iterable[bytes], election: Election, *, processes: int = 1
) -> Iterator[str | BallotDataError]:
    """Checks many envelopes' bytes (steps 1, 2, 4 to 8, seal of 9), in order, on `processes` processes.

    Yields for each its tracker, or the error it was refused with (not raised, so that a verifier runs to the end).
    """
    yield from check_each(_verify_one, tuple(envelopes), election, processes)


def _verify_one(raw: bytes, election: Election) -> str | BallotDataError:
    try:
        envelope = parse_envelope(raw)
        check_proofs(envelope, election)
    except BallotDataError as error:
        return error
    return envelope.ballot.tracker
