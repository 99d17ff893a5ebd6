"""A rehearsal (tổng duyệt): household phones and counting members made of software.

They do what the browser pages do, with the same public bytes and no more: a village's dry run, the demonstration and
the benchmark use them. Nothing here speaks HTTP or touches the database.
"""

import random
import secrets
from dataclasses import dataclass

from voting.ballots import credentials, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.election import Question, parse_election
from voting.ballots.envelope import make_envelope
from voting.ballots.hashed_texts import Ciphertext
from voting.ballots.statement import SALT_BYTES, Letter, Said, Terms, make_statement, statement_secret, words_hash


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
        """Public key and proof, exact bytes to publish."""
        return strict_json.dump(single.make_single(single.member_secret(self.seed)).value())

    def partial_decryption(self, election: bytes, encrypted_tally: bytes) -> bytes:
        """This member's part of opening the total, exact bytes to post."""
        rows = tuple(
            tuple(Ciphertext(*(strict_json.element(one) for one in choice.values())) for choice in row)
            for row in strict_json.load(encrypted_tally)
        )
        secret = single.member_secret(self.seed)
        return tally.partial_decryption(parse_election(election), tally.Tally(rows, 0), secret).raw


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
