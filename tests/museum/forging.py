"""Ballots that no honest phone makes: sealed part by part, each part may be spoilt and the rest be made to fit."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from record.sample_village import draws, vote_secret

from museum.telling import Told
from voting.ballots import hashed_texts, strict_json
from voting.ballots.election import Election
from voting.ballots.hashed_texts import Ciphertext
from voting.crypto.group import Element, G
from voting.crypto.hashes import b64_sha256
from voting.crypto.proofs import Branch, Entropy, Proof, prove_disjunction, prove_knowledge

ORDER_TWO = Element.from_hex((2**255 - 20).to_bytes(32, "big").hex())
Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Phone:
    """A household's secret in one election, and its draws."""

    election: Election
    secret: int
    entropy: Entropy

    @property
    def key(self) -> Element:
        return G**self.secret

    def signed(self, answers: Sequence[Any], **fields: str) -> dict[str, Any]:
        """The ballot of these answers, with hash and signature that hold; other `fields` instead of the right ones."""
        ballot: dict[str, Any] = {
            "election_uuid": self.election.uuid,
            "election_hash": self.election.fingerprint,
            "credential": self.key.hex,
            "answers": list(answers),
        }
        ballot |= fields
        hashed = b64_sha256(strict_json.dump(ballot))
        proof = prove_knowledge(self.secret, hashed_texts.signature(hashed), self.entropy)
        ballot["signature"] = {"hash": hashed, "proof": strict_json.proof_value(proof)}
        return ballot

    def enclosed(self, ballot: dict[str, Any], sequence: int = 1) -> bytes:
        """The ballot in an envelope whose seal holds."""
        tracker = b64_sha256(strict_json.dump(ballot))
        label = hashed_texts.sequence(ballot["election_uuid"], ballot["credential"], tracker, sequence)
        seal = strict_json.proof_value(prove_knowledge(self.secret, label, self.entropy))
        return strict_json.dump({"sequence": sequence, "seal": seal, "ballot": ballot})

    def answer(
        self, votes: Sequence[int], *, question: int = 0, randoms: Sequence[int] = (), spoil: Element | None = None
    ) -> dict[str, Any]:
        """An answer to a question without blank, whatever the votes; proofs as good as can be made.

        `spoil` multiplies the first alpha, and the proofs are made for the spoilt ciphertext.
        """
        asked, randoms = self.election.questions[question], list(randoms) or [self.entropy() for _ in votes]
        choices = self._encrypted(votes, randoms)
        if spoil is not None:
            choices[0] = Ciphertext(choices[0].alpha * spoil, choices[0].beta)
        individual = self._individual(choices, votes, randoms)
        least, most, total = asked.minimum, asked.maximum, sum(votes)
        label = hashed_texts.interval(hashed_texts.question(self._context, choices), hashed_texts.multiply(choices))
        overall = self._prove(label, _branches(sum(randoms), total, least, most), min(max(total, least), most) - least)
        return _answer(choices, individual, overall)

    def blank_answer(self, votes: Sequence[int]) -> dict[str, Any]:
        """An answer to the first question, with blank and one choice at most, that is blank and something else too."""
        randoms = [self.entropy() for _ in votes]
        choices = self._encrypted(votes, randoms)
        individual = self._individual(choices, votes, randoms)
        context, rest = hashed_texts.question(self._context, choices), sum(randoms[1:])
        within = [Branch(randoms[0], votes[0] - 1), *_branches(rest, sum(votes[1:]), 1, 1)]
        overall = self._prove(hashed_texts.blank_or_within(context), within, 0)
        excludes = [Branch(randoms[0], votes[0]), Branch(rest, sum(votes[1:]))]
        blank = self._prove(hashed_texts.blank_excludes(context), excludes, 0)
        return _answer(choices, individual, overall) | {"blank_proof": proof_values(blank)}

    @property
    def _context(self) -> str:
        return hashed_texts.signer(self.election.fingerprint, self.key.hex)

    def _encrypted(self, votes: Sequence[int], randoms: Sequence[int]) -> list[Ciphertext]:
        y = self.election.public_key
        return [Ciphertext(G**r, y**r * G**vote) for r, vote in zip(randoms, votes, strict=True)]

    def _individual(
        self, choices: Sequence[Ciphertext], votes: Sequence[int], randoms: Sequence[int]
    ) -> list[Sequence[Proof]]:
        return [
            self._prove(hashed_texts.interval(self._context, one), _branches(r, vote, 0, 1), min(max(vote, 0), 1))
            for one, r, vote in zip(choices, randoms, votes, strict=True)
        ]

    def _prove(self, label: str, branches: Sequence[Branch], true: int) -> Sequence[Proof]:
        return prove_disjunction(self.election.public_key, label, branches, true, self.entropy)


def _answer(choices: Sequence[Ciphertext], individual: Sequence[Sequence[Proof]], overall: Sequence[Proof]) -> Any:
    return {
        "choices": [one.value() for one in choices],
        "individual_proofs": [proof_values(one) for one in individual],
        "overall_proof": proof_values(overall),
    }


def _branches(randomness: int, value: int, least: int, most: int) -> list[Branch]:
    return [Branch(randomness, value - possible) for possible in range(least, most + 1)]


def proof_values(proofs: Sequence[Proof]) -> list[dict[str, str]]:
    """The JSON list of proofs."""
    return [strict_json.proof_value(one) for one in proofs]


def phone(told: Told, household: int, label: str = "") -> Phone:
    """The phone of a household (or of the spare card, the last) in the vote being told."""
    election = told.election
    secret = vote_secret(told.vote.cards[household], election.uuid)
    return Phone(election, secret, draws(f"forged|{election.uuid}|{household}|{label}"))


def even_proofs(told: Told, household: int, votes: Sequence[int]) -> dict[str, Any]:
    """An answer whose first alpha has a component of order two, and whose proofs hold all the same.

    With even challenges the component vanishes from every commitment: only a check of the subgroup finds it.
    """
    for attempt in count():
        answer = phone(told, household, f"even {attempt}").answer(votes, spoil=ORDER_TWO)
        proofs = [*answer["individual_proofs"][0], *answer["overall_proof"]]
        if not any(int(one["challenge"]) % 2 for one in proofs):
            return answer
    raise AssertionError


def changed(envelope: bytes, change: Change) -> bytes:
    """An envelope with one thing changed and nothing mended."""
    value = json.loads(envelope)
    change(value)
    return strict_json.dump(value)


def mended(told: Told, household: int, envelope: bytes, change: Change) -> bytes:
    """An envelope whose first answer is changed, then signed and sealed again by its own household."""
    value = json.loads(envelope)
    change(value["ballot"]["answers"][0])
    by = phone(told, household, "mended")
    return by.enclosed(by.signed(value["ballot"]["answers"]), value["sequence"])
