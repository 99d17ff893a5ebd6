"""Crimes around what a village is told and what is reported upwards: left out, told anew, of nobody, of no time."""

import json
from typing import Any

from museum.crimes_setup import entry_says
from museum.deeds import Deed, Write
from museum.telling import Told, Twists

CAST, POSTED, CORRECTED, WITHDRAWN, FIRST, SECOND, SENT, SHOWN, ADDED, ENDED = range(10)
"""The deeds of the overseen vote, in order."""


def without(place: int) -> Twists:
    """One of them was never written."""
    return {"deeds": lambda honest, told: [*honest[:place], *honest[place + 1 :]]}


def saying(place: int, **said: Any) -> Twists:
    """One of them says something else."""

    def twist(honest: list[Deed], told: Told) -> list[Deed]:
        deed = honest[place]
        assert isinstance(deed, Write)
        return [*honest[:place], Write(entry_says([deed.raw], 0, **said)[0]), *honest[place + 1 :]]

    return {"deeds": twist}


def told_after(place: int, later: int) -> Twists:
    """One of them once more, after another, in that one's minute."""

    def twist(honest: list[Deed], told: Told) -> list[Deed]:
        deed, last = honest[place], honest[later]
        assert isinstance(deed, Write)
        assert isinstance(last, Write)
        again = Write(entry_says([deed.raw], 0, at=json.loads(last.raw)["at"])[0])
        return [*honest[: later + 1], again, *honest[later + 1 :]]

    return {"deeds": twist}


OVERSEEN: dict[str, Twists] = {
    "announced-twice-under-one-id": told_after(POSTED, CORRECTED),
    "announcement-put-right-that-nobody-made": without(POSTED),
    "announcement-put-right-after-it-was-withdrawn": told_after(CORRECTED, WITHDRAWN),
    "announcement-of-no-office": saying(POSTED, source="press"),
    "report-settled-anew-without-a-trace": without(FIRST),
    "report-settled-twice-as-the-first": saying(SECOND, revision=1),
    "report-of-a-year-to-come": saying(FIRST, period="2027"),
    "report-sent-that-was-never-settled": saying(SENT, revision=3),
    "report-sent-before-it-was-settled": saying(SENT, sent="2026-11-01"),
    "report-sent-twice-to-the-same-body": told_after(SENT, SHOWN),
    "list-of-people-by-its-title": saying(SHOWN, title="Hộ nghèo năm 2026"),
    "public-in-a-form-before-it-was-decided": saying(ADDED, first="2026-11-01"),
    "public-no-more-before-its-time": saying(ENDED, reason=""),
}
"""Twists of the vote during which the village is told something, while it is open."""
