"""A rehearsal (tổng duyệt): household phones and counting members made of software.

They do what the browser pages do, with the same public bytes and no more: a village's dry run, the demonstration and
the benchmark use them. Nothing here speaks HTTP or touches the database.
"""

import json
import random
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from voting.ballots import credentials, pedersen, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.election import Question, parse_election
from voting.ballots.envelope import make_envelope
from voting.ballots.errors import BallotError
from voting.ballots.hashed_texts import Ciphertext
from voting.ballots.polynomials import exponents_hash
from voting.ballots.sealed_messages import receive, send
from voting.ballots.signed_messages import SignedMessage, read_signed
from voting.ballots.statement import SALT_BYTES, Letter, Said, Terms, make_statement, statement_secret, words_hash
from voting.services.votes.ceremony import Lobby, Present, Round


@dataclass(frozen=True)
class Phone:
    """A household's card in a phone: the only holder of the card secret."""

    card: str

    @classmethod
    def with_new_card(cls) -> "Phone":
        """A phone with a card just printed."""
        return cls(credentials.random_card())

    @property
    def key(self) -> str:
        """The household key ``K`` (hex): what the card authority sends to the server."""
        return credentials.household_key(self.card).hex

    def credential(self, uuid: str) -> str:
        """The credential ``S`` (hex) of this household in a vote."""
        return credentials.vote_credential(credentials.household_key(self.card), uuid).hex

    def letter(self, subject: Terms, value: str, sequence: int, words: str = "") -> bytes:
        """A signed statement with its words, exact bytes to post; ``subject`` is what its household is asked."""
        salt = secrets.token_bytes(SALT_BYTES) if words else b""
        text = words_hash(salt, words) if words else None
        secret = statement_secret(credentials.household_secret(self.card), subject.subject)
        said = Said(subject.subject, subject.kind, value, sequence, text)
        return Letter(make_statement(said, secret), salt, words).raw

    def envelope(self, election: bytes, choices: list[list[int]], sequence: int) -> bytes:
        """A sealed ballot in its envelope, exact bytes to post; ``choices`` is a 0/1 vector for each question."""
        parsed = parse_election(election)
        secret = credentials.vote_secret(credentials.household_secret(self.card), parsed.uuid)
        return make_envelope(seal(parsed, secret, choices), secret, sequence).raw


@dataclass(frozen=True)
class CountingMember:
    """A counting member with the seed from a paper card."""

    seed: str

    @classmethod
    def with_new_seed(cls) -> "CountingMember":
        """A member who has just made a card."""
        return cls(single.random_seed())

    @property
    def key_message(self) -> bytes:
        """Public key and proof, exact bytes to publish: of a member whose key is their own."""
        return strict_json.dump(single.make_single(single.member_secret(self.seed)).value())

    def partial_decryption(self, election: bytes, encrypted_tally: bytes, sealed: Sequence[str] = ()) -> bytes:
        """This member's part of opening the total, exact bytes to post.

        ``sealed`` are the shares of a key made together, one for each member's paper.
        """
        rows = tuple(
            tuple(Ciphertext(*(strict_json.element(one) for one in choice.values())) for choice in row)
            for row in strict_json.load(encrypted_tally)
        )
        return tally.partial_decryption(parse_election(election), tally.Tally(rows, 0), self._secret(sealed)).raw

    def _secret(self, sealed: Sequence[str]) -> int:
        secrets_ = MemberSecrets.from_seed(self.seed)
        for one in sealed:
            with suppress(BallotError):
                return pedersen.open_decryption_key(secrets_, one)
        return single.member_secret(self.seed)

    def part(self, lobby: Lobby) -> bytes:
        """What this member hands in for the round of a key that is made together, exact bytes to post."""
        secrets_ = MemberSecrets.from_seed(self.seed)
        size, certificates = len(lobby.members), [_signed(one) for one in lobby.certificates]
        match lobby.round:
            case Round.CERTIFICATE:
                made_out = make_certificate(secrets_, size=size, threshold=lobby.threshold, index=lobby.member)
                return strict_json.dump(made_out.value())
            case Round.COMMITMENT:
                made = strict_json.dump(pedersen.make_polynomial(secrets_, certificates).value()).decode()
                kept = send(secrets_.signing, secrets_.encryption, made)
                return strict_json.dump({"commitment": exponents_hash(_polynomial(made).coefexps), "kept": kept})
            case Round.COEFFICIENTS:
                return receive(secrets_.decryption, secrets_.verification, lobby.kept).encode()
            case Round.KEY:
                coefexps = tuple(_signed(one) for one, _ in lobby.coefficients)
                proofs = tuple(strict_json.proof(strict_json.load(one.encode())) for _, one in lobby.coefficients)
                given = pedersen.VerificationInput("", lobby.shares, coefexps, proofs)
                return strict_json.dump(pedersen.make_verification_key(secrets_, certificates, given).value())
            case _:
                return strict_json.dump(strict_json.proof_value(pedersen.confirm(secrets_, lobby.digest)))


def read_lobby(raw: bytes) -> Lobby:
    """What the server shows a member's page of the making of a common key."""
    told = json.loads(raw)
    told["round"], told["members"] = Round(told["round"]), tuple(Present(**one) for one in told["members"])
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
    return Lobby(**values)


def _signed(text: str) -> SignedMessage:
    return read_signed(strict_json.load(text.encode()))


def _polynomial(text: str) -> pedersen.Polynomial:
    return pedersen.read_polynomial(strict_json.load(text.encode()))


def some_choices_for(election: bytes, chance: random.Random, *, in_favour: float = 0.7) -> list[list[int]]:
    """A valid answer to every question of these election bytes; the first answer with probability ``in_favour``."""
    return [_some_answer(question, chance, in_favour) for question in parse_election(election).questions]


def _some_answer(question: Question, chance: random.Random, in_favour: float) -> list[int]:
    votes = [0] * len(question.answers)
    wanted = chance.randint(max(1, question.minimum), question.maximum)
    first = [0] if chance.random() < in_favour else []
    others = chance.sample(range(1, len(votes)), len(votes) - 1)
    for index in (first + others + [0])[:wanted]:
        votes[index] = 1
    return [0, *votes] if question.blank else votes
