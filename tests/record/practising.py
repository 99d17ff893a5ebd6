"""A practice vote of a sample village: cards of its own, and what it asks to the letter."""

from datetime import timedelta
from functools import cache

from record.sample_village import ORIGIN, Village, base58, commitment, draws, household_key, sealed, server_secret
from voting.ballots import single, strict_json
from voting.ballots.election import Election, Question
from voting.ballots.envelope import Envelope
from voting.ballots.trustees import Trustee, Trustees, parse_trustees, serialize_trustees
from voting.law import practice
from voting.record.committee_keys import trustees_of
from voting.record.entries.vote import VoteOpened
from voting.record.register import CardRegister

ASKED = Question(practice.QUESTION, practice.ANSWERS)
PAPER = commitment("giấy mời họp")


def cards_of(number: int) -> tuple[str, ...]:
    """So many practice cards."""
    return tuple(f"TAP-{n}" for n in range(1, number + 1))


def register_of(village: Village, cards: tuple[str, ...]) -> CardRegister:
    """Their register."""
    return CardRegister(village.code, tuple((card, household_key(card)) for card in cards))


@cache
def _setup(uuid: str, others: tuple[Trustee, ...]) -> Trustees:
    server = single.make_single(server_secret(uuid), entropy=draws(f"server|{uuid}"))
    return parse_trustees(serialize_trustees([server, *others]))


def opening(
    village: Village, label: str = "practice", cards: int = 3, *, question: Question = ASKED,
    title: str = practice.TITLE, description: str = practice.DESCRIPTION,
) -> VoteOpened:  # fmt: skip
    """The entry that opens a practice vote of so many cards, under the village's present committee, for an hour."""
    uuid = base58(f"{label}|{village.code}", 14)
    committee = village.commune.village(village.code).committee
    trustees = _setup(uuid, trustees_of(committee))
    election = Election.build(title, (question,), trustees.public_key, uuid=uuid, description=description)
    made = register_of(village, cards_of(cards))
    listed = made.credentials(uuid)
    return village.entry(
        VoteOpened,
        vote=uuid,
        book=f"{ORIGIN}/{uuid}",
        election=election.raw.decode(),
        trustees=trustees.raw.decode(),
        credentials=village.beside(strict_json.dump(listed)),
        listed=len(listed),
        spares=(),
        households=cards,
        register=made.sha256,
        committee=committee.number,
        clause=0,
        majority=practice.PRACTICE,
        citation="",
        proposals=((),),
        documents=(),
        opens_at=village.at,
        closes_at=village.at + timedelta(hours=1),
    )


def opened(village: Village, label: str = "practice") -> str:
    """A practice vote that is open, with its book; its uuid."""
    entry = opening(village, label)
    village.write(entry)
    village.begin(entry)
    return entry.vote


def ballot(village: Village, uuid: str, card: str, choice: tuple[int, ...], sequence: int = 1) -> Envelope:
    """A ballot of a practice card."""
    return sealed(village.book(uuid).setup.election, card, (choice,), sequence)
