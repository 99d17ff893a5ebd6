"""The honest votes that all pieces of the museum are made of; every secret, draw and time is fixed.

`usual`: six households and a spare card, three answers, one household votes twice, one not at all; three of six agree,
one short of the majority. `several`: the same village's next vote, two questions, the first with blank. `small`: the
village has shrunk to three households; one votes twice, one against, one not at all; again one short of the majority.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from record.sample_village import (
    LOG_KEY,
    START,
    USUAL,
    WITH_BLANK,
    Village,
    draws,
    member_secret,
    server_secret,
    settled,
)

from voting.ballots.election import Question
from voting.crypto.proofs import Entropy
from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.note import add_signatures, parse_note
from voting.record.fields import minute
from voting.record.register import CardRegister

NAMES = ("ban-giam-sat", "mat-tran-thon", "thon-doai")
WITNESSES = tuple(CosignatureSigner(f"{name}.example", sha256(name.encode()).digest()) for name in NAMES)
POLICY = "".join(
    [
        f"log {LOG_KEY.vkey}\n",
        *(f"witness {name} {one.vkey}\n" for name, one in zip(NAMES, WITNESSES, strict=True)),
        f"group watchers 2 {' '.join(NAMES)}\n",
        "quorum watchers\n",
    ]
)
COSIGNED_AT_S = int(START.timestamp()) + 10 * 86_400

Choices = tuple[tuple[int, ...], ...]
Cast = tuple[str, Choices, int]
YES, NO, OTHER = (1, 0, 0), (0, 1, 0), (0, 0, 1)
BLANK, EARLY = (1, 0, 0), (0, 1, 0)
FIRST: tuple[tuple[int, Choices, int], ...] = (
    (0, (YES,), 1), (1, (NO,), 1), (1, (YES,), 2), (2, (YES,), 1), (3, (NO,), 1), (4, (OTHER,), 1),
)  # fmt: skip
SECOND: tuple[tuple[int, Choices, int], ...] = ((0, (EARLY, YES), 1), (1, (BLANK, NO), 1), (2, (EARLY, YES), 1))
THIRD: tuple[tuple[int, Choices, int], ...] = ((0, (NO,), 1), (0, (YES,), 2), (1, (NO,), 1))


@dataclass(frozen=True)
class Vote:
    """A vote that can be told: the log before it, its opening, what was cast, and when each thing happened."""

    uuid: str
    before: tuple[bytes, ...]
    opened: dict[str, Any]
    casts: tuple[Cast, ...]
    at: dict[str, str]
    result: bytes
    cards: tuple[str, ...]
    register: CardRegister
    log: tuple[bytes, ...]

    @property
    def owners(self) -> Sequence[int]:
        """The server, then the three counting members."""
        return (1, 2, 3, 4)

    @property
    def timestamp(self) -> int:
        """The archive's, in unix seconds."""
        return int(minute(self.at["vote-opened"]).timestamp())

    def opener(self, owner: int) -> tuple[int, Entropy]:
        """A trustee's secret and its draws."""
        secret = server_secret(self.uuid) if owner == 1 else member_secret(1, owner - 1)
        return secret, draws(f"partial|{self.uuid}|{owner}")

    def shows(self, raw: bytes) -> bool:
        """Whether the bundle of this vote shows an entry: those of the village, and its own."""
        try:
            return json.loads(raw).get("vote", self.uuid) == self.uuid
        except ValueError:
            return True


def cosigned(note: bytes, witnesses: Sequence[CosignatureSigner] = WITNESSES[:2]) -> bytes:
    """A checkpoint with these witnesses' lines; two of three are the quorum."""
    parsed = parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    lines = [one.sign(checkpoint, COSIGNED_AT_S) for one in witnesses]
    return add_signatures(parsed.text, [*parsed.signatures, *lines])


def _hold(
    made: Village, number: int, questions: tuple[Question, ...], casts: Sequence[tuple[int, Choices, int]]
) -> Vote:
    """A vote from its opening to its result."""
    before = tuple(made.raws)
    uuid = made.open(number, questions)
    for household, choices, sequence in casts:
        made.cast(uuid, household, choices, sequence)
    made.close(uuid)
    made.count(uuid)
    values = [json.loads(raw) for raw in made.raws[len(before) :]]
    return Vote(
        uuid=uuid,
        before=before,
        opened=values[0],
        casts=tuple((made.cards[household], choices, sequence) for household, choices, sequence in casts),
        at={value["type"]: value["at"] for value in values},
        result=values[-1]["result"].encode(),
        cards=(*made.cards, *made.spares),
        register=made.register,
        log=tuple(made.raws),
    )


@cache
def votes() -> tuple[Vote, Vote, Vote]:
    """All votes, held one after the other in the same village."""
    made = settled(6, spares=1, policy=POLICY)
    first, second = _hold(made, 1, (USUAL,), FIRST), _hold(made, 2, (WITH_BLANK, USUAL), SECOND)
    made.freeze(3)
    made.issue()
    return first, second, _hold(made, 3, (USUAL,), THIRD)


def usual() -> Vote:
    """The vote on a flower road."""
    return votes()[0]


def several() -> Vote:
    """The vote after it, on two questions."""
    return votes()[1]


def small() -> Vote:
    """The last vote, of three households."""
    return votes()[2]
