"""Crimes around villages that become part of others, and around the numbers a commune sets: deeds where nothing is left
to do, lists that are too old, successors that are none, numbers that nobody sets.
"""

import json
from typing import Any

from museum.crimes_books import later
from museum.honest import NEIGHBOURS
from museum.telling import Told, Twists


def _entry(kind: str, village: str, at: str, **values: Any) -> bytes:
    head = {"v": 1, "type": kind, "village": village, "at": at}
    return json.dumps(head | values, ensure_ascii=False, separators=(",", ":")).encode()


def known(village: str, at: str) -> bytes:
    """Somebody serves in a village, so that the book knows it."""
    return _entry("officials-changed", village, at, commitment="0" * 64, by="admin")


def ended(village: str, at: str, *successors: str) -> bytes:
    """A village becomes part of others."""
    return _entry("village-ended", village, at, successors=list(successors), reason="nghị quyết của xã", by="admin")


def _of(raw: bytes, name: str) -> str:
    return str(json.loads(raw)[name])


def before_the_roll(honest: list[bytes], told: Told) -> list[bytes]:
    """Right before its roll is frozen the village becomes part of the neighbours'."""
    place = max(n for n, raw in enumerate(honest) if b'"type":"roll-frozen"' in raw)
    at, village = _of(honest[place], "at"), _of(honest[place], "village")
    return [*honest[:place], known(village, at), known(NEIGHBOURS, at), ended(village, at, NEIGHBOURS), *honest[place:]]


def before_the_opening(*, ours: bool) -> Twists:
    """Right before the vote is opened, all of its road walked, a village ends: ours, or the neighbours' in ours."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        at, village = _of(honest[-1], "at"), _of(honest[-1], "village")
        merged = ended(village, at, NEIGHBOURS) if ours else ended(NEIGHBOURS, at, village)
        return [*honest, known(NEIGHBOURS, at), merged]

    return {"before": twist}


def afterwards(*successors: str, times: int = 1) -> Twists:
    """In the minute of the closing the neighbours' village becomes part of these; "" stands for the vote's own."""

    def told_of(told: Told) -> bytes:
        return known(NEIGHBOURS, told.closes_at)

    def ending(told: Told) -> bytes:
        return ended(NEIGHBOURS, told.closes_at, *(one or told.opened["village"] for one in successors))

    return later(told_of, *[ending] * times)


def number(key: str, value: int) -> Twists:
    """The commune sets a number, right before the vote is opened."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        said = {"key": key, "value": value, "reason": "bà con ở xa", "by": "admin"}
        return [*honest, _entry("settings-changed", "", _of(honest[-1], "at"), **said)]

    return {"before": twist}


OPENED: dict[str, Twists] = {
    "vote-in-a-village-that-is-over": before_the_opening(ours=True),
    "roll-frozen-in-a-village-that-is-over": {"before": before_the_roll},
    "vote-with-a-roll-older-than-the-merger": before_the_opening(ours=False),
    "number-fixed-by-law-is-set": number("online.send", 30),
    "number-set-beyond-its-bounds": number("online.notice", 0),
}
"""Twists of the tiny vote, opened and no more."""

CLOSED: dict[str, Twists] = {
    "village-ended-twice": afterwards("", times=2),
    "village-ended-into-one-nobody-knows": afterwards("khong-co"),
    "village-ended-into-itself": afterwards(NEIGHBOURS),
}
"""Twists of the tiny vote until it is closed."""
