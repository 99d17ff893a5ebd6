"""Rules about petitions and supervision: each comes once and goes on by whoever has it (LAW.md 5, exits; LAW.md 9).

A board recommends after a session it held; the commune's Front certifies, to the letter, what is sent then.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.law.petitions import RECEIVERS, About, Handling
from voting.law.supervision import FOLLOWING, SAME_WORDS, Board, Held, Stand, To, Topic, whose
from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.entries.oversight import PetitionMoved, RecommendationMoved, SessionMoved
from voting.record.errors import UnknownMatter, WrongStep, WrongSupervision
from voting.record.facts import Matter, Petition
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.road import one_of
from voting.record.rules.shared import started, village_of
from voting.record.told import Recommendation, Session


def petition_moved(book: CommuneBook, entry: PetitionMoved, _: Context) -> CommuneChange:
    """Whatever stage its matter has come to: it does not take the matter a step further.

    What came before a village became part of another may still be answered.
    """
    started(book, entry)
    if entry.state == Handling.RECEIVED:
        village_of(book, entry)
    matter = book.matter(entry.matter)
    if matter is None or matter.village != entry.village:
        raise UnknownMatter(f"petition: no matter {entry.matter} in village {entry.village!r}")
    one_of(entry.state, tuple(Handling), "state")
    one_of(entry.to, RECEIVERS, "to")
    petitions = _came(matter, entry) if entry.state == Handling.RECEIVED else _moved(matter, entry)
    return CommuneChange(matters={entry.matter: replace(matter, petitions=petitions)})


def _came(matter: Matter, entry: PetitionMoved) -> tuple[Petition, ...]:
    one_of(entry.about, tuple(About), "about")
    if entry.number != len(matter.petitions) + 1:
        raise WrongStep(f"petition {entry.number}, the matter has {len(matter.petitions)}")
    return (*matter.petitions, Petition(entry.about, entry.to))


def _moved(matter: Matter, entry: PetitionMoved) -> tuple[Petition, ...]:
    known = matter.petitions[entry.number - 1] if 0 < entry.number <= len(matter.petitions) else None
    if known is None or known.answered:
        raise WrongStep(f"petition {entry.number} has not come, or is answered")
    if entry.about != known.about or (entry.to == known.to) == (entry.state == Handling.FORWARDED):
        raise WrongStep(f"petition {entry.number} is about {known.about} and lies with {known.to}")
    now = Petition(known.about, entry.to, answered=entry.state == Handling.ANSWERED)
    return (*matter.petitions[: entry.number - 1], now, *matter.petitions[entry.number :])


def session_moved(book: CommuneBook, entry: SessionMoved, _: Context) -> CommuneChange:
    """LAW.md 9: planned once, then held or called off. In a village that is over it can only be called off."""
    started(book, entry)
    if entry.state != Held.CANCELLED:
        village_of(book, entry)
    _known(entry.board, tuple(Board), "board")
    _known(entry.topic, tuple(Topic), "topic")
    _known(entry.state, tuple(Held), "state")
    now = Session(entry.village, entry.board, entry.topic, entry.state, entry.sent_at)
    before = book.session(entry.session)
    if before != (None if entry.state == Held.PLANNED else replace(now, state=Held.PLANNED.value)):
        raise WrongSupervision(f"session {entry.session}: {entry.state} does not follow {before}")
    if entry.sent_at > min(entry.at, entry.held_at):
        raise WrongSupervision("a plan is sent before its session, and before it is written down")
    if entry.state == Held.HELD and entry.held_at > entry.at:
        raise WrongSupervision("held at a moment to come")
    return CommuneChange(sessions={entry.session: now})


def recommendation_moved(book: CommuneBook, entry: RecommendationMoved, _: Context) -> CommuneChange:
    """LAW.md 9: drafted, certified by the Front, sent, answered, done; each by whose step it is.

    What was drafted before a village became part of another may still be answered.
    """
    started(book, entry)
    _known(entry.to, tuple(To), "to")
    _known(entry.state, tuple(Stand), "state")
    before = book.recommendation(entry.recommendation)
    now = _drafted(book, entry) if before is None else _gone_on(before, entry)
    if entry.by != whose(Stand(entry.state), Board(now.board), To(now.to)):
        raise WrongSupervision(f"{entry.state} is not the act of {entry.by!r}")
    return CommuneChange(recommendations={entry.recommendation: now})


def _drafted(book: CommuneBook, entry: RecommendationMoved) -> Recommendation:
    village_of(book, entry)
    session = book.session(entry.session)
    if session is None or session.village != entry.village or session.state != Held.HELD:
        raise WrongSupervision(f"no session {entry.session} was held in village {entry.village!r}")
    if entry.state != Stand.DRAFTED:
        raise WrongSupervision(f"recommendation {entry.recommendation} was never drafted")
    if entry.about:
        _require_there(book, entry)
    return Recommendation(
        entry.village, entry.session, session.board, entry.about, entry.to, entry.state, entry.document
    )  # fmt: skip


def _gone_on(before: Recommendation, entry: RecommendationMoved) -> Recommendation:
    now = replace(before, state=entry.state)
    stated = (entry.village, entry.session, entry.about, entry.to)
    if (before.village, before.session, before.about, before.to) != stated:
        raise WrongSupervision(f"recommendation {entry.recommendation} is another")
    if entry.state not in FOLLOWING[Stand(before.state)]:
        raise WrongSupervision(f"recommendation {entry.recommendation}: {entry.state} does not follow {before.state}")
    if entry.state in SAME_WORDS and entry.document != before.document:
        raise WrongSupervision(f"recommendation {entry.recommendation}: not the words that were drafted")
    return now


def _require_there(book: CommuneBook, entry: RecommendationMoved) -> None:
    """What it points at is a matter, a vote or an announcement of its village."""
    found = (book.matter(entry.about), book.vote(entry.about), book.notice(entry.about))
    if not any(one is not None and one.village == entry.village for one in found):
        raise WrongSupervision(f"nothing of village {entry.village!r} is called {entry.about}")


def _known(value: str, known: tuple[str, ...], what: str) -> None:
    if value not in known:
        raise WrongSupervision(f"{what}: {value!r} is none of {', '.join(known)}")


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    PetitionMoved: petition_moved,
    SessionMoved: session_moved,
    RecommendationMoved: recommendation_moved,
}
