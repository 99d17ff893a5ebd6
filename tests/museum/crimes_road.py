"""Crimes on the road of a matter: a vote without it, a step left out or not as the law has it, a wrong decision."""

import json
from collections.abc import Callable
from typing import Any

from museum.crimes_books import later
from museum.crimes_setup import entry_says
from museum.honest import NEIGHBOURS
from museum.telling import Told, Twists


def places(honest: list[bytes], kind: str) -> list[int]:
    """Where the steps of a kind stand."""
    return [place for place, raw in enumerate(honest) if f'"type":"matter-{kind}"'.encode() in raw]


def without(kind: str, nth: int = 0) -> Twists:
    """A step was never taken."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        place = places(honest, kind)[nth]
        return [*honest[:place], *honest[place + 1 :]]

    return {"before": twist}


def saying(kind: str, nth: int = 0, **said: Any) -> Twists:
    """A step says something else."""
    return {"before": lambda honest, told: entry_says(honest, places(honest, kind)[nth], **said)}


def again(kind: str, **said: Any) -> Twists:
    """A step is taken a second time, and says something else then."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        place = places(honest, kind)[0]
        return [*entry_says([*honest[: place + 1], honest[place]], -1, **said), *honest[place + 1 :]]

    return {"before": twist}


def without_any(honest: list[bytes], told: Told) -> list[bytes]:
    """The vote is opened at once."""
    return [raw for raw in honest if b'"type":"matter-' not in raw]


def step(kind: str, by: str, **values: Any) -> Callable[[Told], bytes]:
    """A step after the vote, in the minute of the closing."""

    def line(told: Told) -> bytes:
        matter = json.loads(told.commune[places(told.commune, "vote")[0]])["matter"]
        head = {"v": 1, "type": f"matter-{kind}", "village": told.opened["village"], "at": told.closes_at}
        of_step = {"matter": matter, "by": by, "papers": ["0" * 64]}
        return json.dumps(head | of_step | values, ensure_ascii=False, separators=(",", ":")).encode()

    return line


def petition(state: str, to: str) -> Callable[[Told], bytes]:
    """What became of the first petition about the matter, in the minute of the closing."""

    def line(told: Told) -> bytes:
        matter = json.loads(told.commune[places(told.commune, "vote")[0]])["matter"]
        head = {"v": 1, "type": "petition", "village": told.opened["village"], "at": told.closes_at}
        about = {"matter": matter, "number": 1, "about": "procedure", "state": state, "to": to}
        return json.dumps(head | about, ensure_ascii=False, separators=(",", ":")).encode()

    return line


HELD = {"session": "1" * 14, "board": "bttnd", "topic": "funds"}
PAPER = {"recommendation": "2" * 14, "session": "1" * 14, "about": "", "to": "government"}


def supervised(kind: str, **values: Any) -> Callable[[Told], bytes]:
    """A step of a board's session or of what it recommends, in the minute of the closing."""

    def line(told: Told) -> bytes:
        head = {"v": 1, "type": kind, "village": told.opened["village"], "at": told.closes_at}
        times = {"sent_at": told.closes_at, "held_at": told.closes_at} if kind == "session" else {}
        return json.dumps(head | values | times, ensure_ascii=False, separators=(",", ":")).encode()

    return line


def recommended(*steps: tuple[str, str, str]) -> Twists:
    """After a session that was held: each step of a recommendation, by whom, and what it writes (a digit)."""
    session = [supervised("session", **HELD, state=state) for state in ("planned", "held")]
    papers = [supervised("recommendation", **PAPER, state=to, by=by, document=words * 64) for to, by, words in steps]
    return later(*session, *papers)


DRAFTED = ("drafted", "bttnd", "0")
MINUTED = step("minuted", "team", participants="0" * 64)

COUNT = "1" * 64
"""The minutes of a count."""


def met(showing: str, *count: str) -> Twists:
    """A meeting comes instead of the lost vote, where all three households are in favour."""
    convened = {"channel": "meeting", "held_at": "2026-12-31T01:00Z"}
    numbers = {"households": 3, "present": 3, "in_favour": 3, "against": 0, "other": 0, "passed": 1}
    said = {"papers": ["0" * 64, COUNT], "showing": showing, **numbers, "count": list(count)}
    return later(
        MINUTED, step("resolved", "head", questions=1, passed=0),
        step("turned", "head", channel="meeting", reason="Bà con muốn bàn lại"),
        step("convened", "head", **convened), step("held", "head", **said),
    )  # fmt: skip


OPENED: dict[str, Twists] = {
    "vote-without-its-matter": {"before": without_any},
    "vote-that-no-matter-names": without("vote"),
    "agreed-by-one-only": without("agreed", 1),
    "commune-not-informed": without("informed"),
    "front-not-informed": without("informed", 1),
    "no-team": without("team"),
    "no-roll-for-the-matter": without("roll"),
    "households-were-not-asked-about-the-form": without("polled"),
    "half-of-the-households-wanted-a-meeting": saying("polled", in_favour=1, against=2),
    "notice-missing": without("announced"),
    "other-content-than-announced": saying("announced", content="0" * 64),
    "contribution-called-clause-6": saying("classified", clause=1),
    "team-led-by-the-head": saying("team", leader="head"),
    "team-of-two": saying("team", members=2),
    "roll-with-an-objection-unanswered": saying("roll", objections=1),
    "poll-of-another-number-of-households": saying("polled", households=2, in_favour=2),
    "front-agrees-by-the-heads-hand": saying("agreed", 1, by="head"),
    "matter-nobody-proposed": without("proposed"),
    "another-villages-matter": saying("classified", village=NEIGHBOURS),
    "team-set-up-by-two-heads": again("team", commitment="0" * 64),
    "announced-again-with-other-content": again("announced", content="0" * 64),
    "step-dated-before-the-one-before": saying("team", at="2026-11-01T01:00Z"),
}
"""Twists of the tiny vote, opened and no more."""

CLOSED: dict[str, Twists] = {"minutes-before-the-result": later(MINUTED)}
"""Twists of the tiny vote until it is closed."""

COUNTED: dict[str, Twists] = {
    "decision-without-minutes": later(step("resolved", "head", questions=1, passed=0)),
    "decision-says-passed": later(MINUTED, step("resolved", "head", questions=1, passed=1)),
    "decision-about-other-numbers": later(MINUTED, step("resolved", "head", questions=2, passed=0)),
    "made-public-before-the-decision": later(MINUTED, step("published", "head", until="2026-12-31T01:00Z")),
    "minutes-of-a-count-after-a-show-of-hands": met("hands", COUNT),
    "secret-ballot-without-minutes-of-the-count": met("ballot"),
    "minutes-of-a-count-that-are-no-paper-of-the-meeting": met("ballot", "2" * 64),
    "meeting-that-voted-by-slips": met("slips", COUNT),
    "petition-answered-that-never-came": later(petition("answered", "commune")),
    "petition-answered-by-another-office": later(petition("received", "inspection"), petition("answered", "commune")),
    "recommendation-certified-by-the-board-itself": recommended(DRAFTED, ("certified", "bttnd", "0")),
    "recommendation-answered-before-it-was-certified": recommended(DRAFTED, ("accepted", "commune", "1")),
    "recommendation-sent-in-other-words": recommended(
        DRAFTED, ("certified", "commune-front", "0"), ("sent", "bttnd", "1")
    ),
}
"""Twists of the tiny vote, told to its end; one of three households is in favour."""
