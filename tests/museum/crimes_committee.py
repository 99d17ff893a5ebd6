"""Crimes in the rounds in which a committee makes its key together: a step of theirs that nobody should have written.

The village makes a new committee while its vote is open; the vote keeps the one it was opened with.
"""

import json
from functools import cache
from typing import Any

from record.shared_committee import ROUNDS, Making

from museum.deeds import Deed, Write
from museum.honest import settled
from museum.telling import Told, Twists

SIZE = 3
Entries = list[bytes]


@cache
def rounds() -> tuple[bytes, ...]:
    """All entries of an honest making: formed, then every member in every round."""
    made = settled(3)
    start = len(made.commune_raws)
    Making(made, SIZE, 2).made()
    return tuple(made.commune_raws[start:])


def place(round_: str, member: int) -> int:
    """Where a member's entry of a round stands among them."""
    return 1 + ROUNDS.index(round_) * SIZE + member - 1


def written(*entries: bytes) -> Twists:
    """These entries stand behind the honest deeds."""

    def twist(honest: list[Deed], told: Told) -> list[Deed]:
        return [*honest, *map(Write, entries)]

    return {"deeds": twist}


def says(round_: str, member: int, **said: Any) -> Twists:
    """A member's entry says something else; nothing follows."""
    at = place(round_, member)
    value = json.loads(rounds()[at]) | said
    return written(*rounds()[:at], json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def of(round_: str, member: int, name: str) -> Any:
    """What a member's honest entry says."""
    return json.loads(rounds()[place(round_, member)])[name]


def at_once(round_: str, member: int, *, after: int) -> Twists:
    """A member's entry of a round stands right behind the first so many entries."""
    return written(*rounds()[:after], rounds()[place(round_, member)])


CAST: dict[str, Twists] = {
    "certificate-with-anothers-proof": says("certificate", 2, certificate=of("certificate", 1, "certificate")),
    "certificate-of-a-member-twice": at_once("certificate", 1, after=3),
    "coefficients-nobody-was-bound-to": at_once("coefficients", 1, after=4),
    "commitment-before-all-certificates": at_once("committed", 1, after=3),
    "commitment-twice": at_once("committed", 1, after=6),
    "coefficients-that-do-not-match-the-commitment": written(
        *rounds()[:4],
        rounds()[4].replace(of("committed", 1, "commitment").encode(), b"0" * 64),
        *rounds()[5:8],
    ),
    "coefficients-signed-by-another": says("coefficients", 1, signature=of("coefficients", 2, "signature")),
    "share-that-does-not-follow": says("key", 1, key=of("key", 2, "key")),
    "share-before-all-coefficients": at_once("key", 1, after=9),
    "confirmation-of-another-key": says("confirmed", 1, signature=of("confirmed", 2, "signature")),
    "confirmation-before-all-shares": at_once("confirmed", 1, after=12),
    "member-confirms-twice": at_once("confirmed", 1, after=15),
    "round-of-another-villages-committee": says("certificate", 1, village="thon-doai"),
    "threshold-above-the-members": written(rounds()[0].replace(b'"threshold":2', b'"threshold":4')),
}
"""Twists of the tiny vote while it is open."""
