"""Crimes of a single ballot. Each is the last entry of an open vote's book, so that nothing but the ballot is wrong."""

import json
from collections.abc import Callable
from typing import Any

from record.sample_village import sealed

from museum.forging import ORDER_TWO, changed, even_proofs, mended, phone
from museum.honest import OTHER, several
from museum.telling import Told, Twist
from voting.ballots import strict_json
from voting.crypto.group import Element, G
from voting.crypto.hashes import b64_sha256
from voting.crypto.scalars import Q

GOOD, HERS, SPARE = 3, 2, 6
"""The place of the third household's envelope in `usual`, the household, and the spare card."""

Make = Callable[[Told, list[bytes]], bytes]
Change = Callable[[dict[str, Any]], Any]


def alone(make: Make) -> Twist:
    """This ballot is the vote's only one."""
    return lambda honest, told: [make(told, honest)]


def last(make: Make) -> Twist:
    """The first household's honest ballot, then this one."""
    return lambda honest, told: [honest[0], make(told, honest)]


def spoilt(honest: list[bytes]) -> bytes:
    """The honest envelope of the third household: its only one."""
    return honest[min(GOOD, len(honest) - 1)]


def of_bytes(change: Callable[[bytes], bytes]) -> Make:
    """The good envelope with its bytes changed."""
    return lambda told, honest: change(spoilt(honest))


def of_envelope(change: Change) -> Make:
    """The good envelope with one thing changed and nothing mended."""
    return of_bytes(lambda raw: changed(raw, change))


def of_ballot(change: Change) -> Make:
    return of_envelope(lambda one: change(one["ballot"]))


def of_choice(**values: str) -> Make:
    """The first ciphertext changed; nothing mended, for it does not even parse."""
    return of_ballot(lambda one: one["answers"][0]["choices"][0].update(values))


def of_scalar(change: Callable[[int], str], name: str = "response") -> Make:
    """A scalar of the signature written in another way."""

    def make(one: dict[str, Any]) -> None:
        proof = one["signature"]["proof"]
        proof[name] = change(int(proof[name]))

    return of_ballot(make)


def of_answer(change: Change) -> Make:
    """The answer changed, and signed and sealed again by its household."""
    return lambda told, honest: mended(told, HERS, spoilt(honest), change)


def forged(**how: Any) -> Make:
    """A ballot sealed anew by its household with these votes and draws."""

    def make(told: Told, _: list[bytes]) -> bytes:
        by = phone(told, HERS)
        return by.enclosed(by.signed([by.answer(**how)]))

    return make


def flip(answer: dict[str, Any]) -> None:
    choices = answer["choices"]
    choices[0], choices[1] = choices[1], choices[0]


def hash_mended(raw: bytes) -> bytes:
    def change(one: dict[str, Any]) -> None:
        ballot = one["ballot"]
        flip(ballot["answers"][0])
        signature = ballot.pop("signature")
        ballot["signature"] = signature | {"hash": b64_sha256(strict_json.dump(ballot))}

    return changed(raw, change)


def signed_by_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    neighbour, hers = phone(told, HERS + 1), phone(told, HERS)
    ballot = json.loads(spoilt(honest))["ballot"]
    return hers.enclosed(neighbour.signed(ballot["answers"], credential=hers.key.hex))


def sealed_by_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    return phone(told, HERS + 1).enclosed(json.loads(spoilt(honest))["ballot"])


def signed_for(**fields: str) -> Make:
    """Properly signed and sealed, but for something else."""

    def make(told: Told, honest: list[bytes]) -> bytes:
        by = phone(told, HERS)
        return by.enclosed(by.signed(json.loads(spoilt(honest))["ballot"]["answers"], **fields))

    return make


def of_another_vote(told: Told, _: list[bytes]) -> bytes:
    return several().deeds[HERS].envelope


def by_card(household: int) -> Make:
    def make(told: Told, _: list[bytes]) -> bytes:
        return sealed(told.election, told.vote.cards[household], (OTHER,), 1).raw

    return make


def by_a_stranger(told: Told, _: list[bytes]) -> bytes:
    return sealed(told.election, "a card nobody was given", (OTHER,), 1).raw


def copied_from_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    theirs = json.loads(honest[0])["ballot"]["answers"][0]
    return mended(told, HERS, spoilt(honest), lambda answer: answer.update(theirs))


def rerandomised_from_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    theirs, y = json.loads(honest[0])["ballot"]["answers"][0], told.election.public_key

    def change(answer: dict[str, Any]) -> None:
        answer.update(theirs)
        for one in answer["choices"]:
            r = phone(told, HERS, one["alpha"]).entropy()
            alpha, beta = Element.from_hex(one["alpha"]), Element.from_hex(one["beta"])
            one.update(alpha=(alpha * G**r).hex, beta=(beta * y**r).hex)

    return mended(told, HERS, spoilt(honest), change)


def own_ciphertext_again(honest: list[bytes], told: Told) -> list[bytes]:
    """The household that knows the randomness proves the same ciphertexts a second time."""
    randoms = (11, 12, 13)
    first, second = (phone(told, HERS, label) for label in ("first", "second"))
    return [
        by.enclosed(by.signed([by.answer((1, 0, 0), randoms=randoms)]), sequence)
        for by, sequence in ((first, 1), (second, 2))
    ]


def late(honest: list[bytes], _: Told) -> list[bytes]:
    """The server kept the first ballot of the second household back and appends it after the second."""
    return [honest[0], honest[2], honest[1]]


def same_sequence(honest: list[bytes], told: Told) -> list[bytes]:
    return [honest[2], sealed(told.election, told.vote.cards[1], (OTHER,), 2).raw]


def with_a_subgroup_component(told: Told, _: list[bytes]) -> bytes:
    by = phone(told, HERS)
    return by.enclosed(by.signed([even_proofs(told, HERS, (1, 0, 0))]))


def swap_proofs(answer: dict[str, Any]) -> None:
    proofs = answer["individual_proofs"]
    proofs[0], proofs[1] = proofs[1], proofs[0]


def overall_of_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    theirs = json.loads(honest[0])["ballot"]["answers"][0]["overall_proof"]
    return mended(told, HERS, spoilt(honest), lambda answer: answer.update(overall_proof=theirs))


def of_signed_choice(**values: str) -> Make:
    """The first ciphertext changed, the ballot signed and sealed again."""
    return of_answer(lambda answer: answer["choices"][0].update(values))


def upper_case(ballot: dict[str, Any]) -> None:
    first = ballot["answers"][0]["choices"][0]
    first["alpha"] = first["alpha"].upper()


def credential_twice(raw: bytes) -> bytes:
    credential = json.loads(raw)["ballot"]["credential"]
    return raw.replace(b'"credential":', b'"credential":"' + credential[::-1].encode() + b'","credential":')


def blank_and_a_choice(told: Told, _: list[bytes]) -> bytes:
    """Both blank and an answer: every proof holds but the one that blank excludes the others."""
    by = phone(told, HERS)
    return by.enclosed(by.signed([by.blank_answer((1, 1, 0)), by.answer((1, 0, 0), question=1)]))


def blank_proof_of_a_neighbour(told: Told, honest: list[bytes]) -> bytes:
    theirs = json.loads(honest[0])["ballot"]["answers"][0]["blank_proof"]
    return mended(told, HERS, honest[-1], lambda answer: answer.update(blank_proof=theirs))


def of_answers(told: Told, envelope: bytes, change: Callable[[list[Any]], None]) -> bytes:
    """All answers of a ballot changed, and signed and sealed again."""
    answers, by = json.loads(envelope)["ballot"]["answers"], phone(told, HERS, "mended")
    change(answers)
    return by.enclosed(by.signed(answers))


def proof_of_the_other_question(told: Told, honest: list[bytes]) -> bytes:
    def change(answers: list[Any]) -> None:
        answers[0]["individual_proofs"][1] = answers[1]["individual_proofs"][1]

    return of_answers(told, honest[-1], change)


def answers_exchanged(told: Told, honest: list[bytes]) -> bytes:
    return of_answers(told, honest[-1], lambda answers: answers.reverse())


def one_answer(told: Told, honest: list[bytes]) -> bytes:
    return of_answers(told, honest[-1], lambda answers: answers.pop())


USUAL: dict[str, Twist] = {
    "flipped-choice": alone(of_ballot(lambda one: flip(one["answers"][0]))),
    "flipped-choice-hash-mended": alone(of_bytes(hash_mended)),
    "bad-signature": alone(of_scalar(lambda n: str((n + 1) % Q))),
    "signature-by-another-credential": alone(signed_by_a_neighbour),
    "seal-missing": alone(of_envelope(lambda one: one.pop("seal"))),
    "seal-forged": alone(sealed_by_a_neighbour),
    "sequence-raised": alone(of_envelope(lambda one: one.update(sequence=9))),
    "first-ballot-appended-after-the-second": late,
    "same-sequence-again": same_sequence,
    "replayed-ballot": last(lambda told, honest: honest[0]),
    "copied-ciphertext": last(copied_from_a_neighbour),
    "rerandomised-copy": last(rerandomised_from_a_neighbour),
    "own-ciphertext-again": own_ciphertext_again,
    "ballot-of-a-stranger": alone(by_a_stranger),
    "spare-card-votes-without-leave": alone(by_card(SPARE)),
    "wrong-fingerprint": alone(signed_for(election_hash="A" * 43)),
    "wrong-uuid": alone(signed_for(election_uuid="11111111111111")),
    "ballot-of-another-vote": alone(of_another_vote),
    "two-choices": alone(forged(votes=(1, 1, 0))),
    "no-choice": alone(forged(votes=(0, 0, 0))),
    "two-votes-and-minus-one": alone(forged(votes=(2, -1, 0))),
    "swapped-proofs": alone(of_answer(swap_proofs)),
    "overall-proof-of-another-ballot": last(overall_of_a_neighbour),
    "wrong-subgroup": alone(with_a_subgroup_component),
    "small-order": alone(of_signed_choice(alpha=ORDER_TWO.hex)),
    "off-curve": alone(of_signed_choice(alpha="7" + "0" * 62 + "2")),
    "identity-alpha": alone(forged(votes=(1, 0, 0), randoms=(0, 5, 6))),
    "non-canonical-point": alone(of_choice(alpha=f"{2**255 - 18:064x}")),
    "upper-case-hex": alone(of_ballot(upper_case)),
    "non-canonical-scalar": alone(of_scalar(lambda n: str(n + Q))),
    "challenge-off-by-q": alone(of_scalar(lambda n: str(n + Q), "challenge")),
    "leading-zero-scalar": alone(of_scalar(lambda n: f"0{n}")),
    "negative-scalar": alone(of_scalar(lambda n: str(n - Q))),
    "duplicate-json-key": alone(of_bytes(credential_twice)),
    "extra-field": alone(of_ballot(lambda one: one.update(note="Tán thành"))),
    "reordered-fields": alone(of_ballot(lambda one: one.update(election_uuid=one.pop("election_uuid")))),
    "whitespace": alone(of_bytes(lambda raw: raw.replace(b'","election_hash"', b'", "election_hash"'))),
    "escaped-unicode": alone(of_bytes(lambda raw: raw.replace(b'"credential"', b'"\\u0063redential"'))),
    "short-proof-list": alone(of_answer(lambda answer: answer["individual_proofs"].pop())),
    "long-proof-list": alone(of_answer(lambda answer: answer["overall_proof"].append(answer["overall_proof"][0]))),
    "blank-proof-where-no-blank-is": alone(of_answer(lambda one: one.update(blank_proof=one["overall_proof"]))),
}
"""Envelopes of the vote with one question, the bad one last."""

SEVERAL: dict[str, Twist] = {
    "blank-and-a-choice": alone(blank_and_a_choice),
    "missing-blank-proof": alone(of_answer(lambda answer: answer.pop("blank_proof"))),
    "blank-proof-of-another-ballot": last(blank_proof_of_a_neighbour),
    "proof-of-another-question": alone(proof_of_the_other_question),
    "answers-exchanged": alone(answers_exchanged),
    "short-answer-list": alone(one_answer),
}
"""Envelopes of the vote with two questions, the bad one last."""
