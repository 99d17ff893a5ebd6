"""The reports of the two boards for a quarter, a half or a year, as papers: made from the register when asked for."""

from collections.abc import Mapping
from datetime import timedelta

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, Quarter, day_of, half_of, quarter_of, span_called
from voting.law.supervision import Board
from voting.papers.supervision import BoardFacts, HeldSession, SentPaper, board_report
from voting.services.desk import Desk, village_for
from voting.services.errors import Forbidden, NotFound
from voting.services.oversight.supervised import public, supervised_in
from voting.services.permissions import Actor
from voting.services.reports.periodic import ReportFile
from voting.services.reports.publicity import paper_file
from voting.services.reports.recorded import name_of
from voting.storage.database import Transaction

SEE = "supervision.see"
Spans = tuple[Period | Quarter, ...]


class BoardReports:
    """What a board did, as its report."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def periods(self) -> Spans:
        """This quarter, half and year, and those before them."""
        today = day_of(self._desk.now())
        quarter, half, year = quarter_of(today), half_of(today), Period(today.year)
        before = half_of(half.first - timedelta(days=1))
        return (quarter, quarter.before, half, before, year, year.before)

    def of(self, actor: Actor, village: str, board: str, code: str) -> BoardFacts:
        """What a board did in a village, or ("") in the whole commune; ``Forbidden``, ``NotFound``."""
        period, name = self._begun(code), _board(board)
        with self._desk.database.reading() as tx:
            if village:
                village_for(tx, actor, village, SEE)
            elif not actor.may(SEE):
                raise Forbidden(SEE)
            return self._facts(tx, (actor.commune, village), name, period)

    def file(self, actor: Actor, village: str, which: tuple[str, str], kind: str) -> ReportFile:
        """The report of a board (``which`` begins with it) about a period as a page or for Word; as ``of``."""
        facts = self.of(actor, village, *which)
        sheet = board_report(facts)
        return paper_file(sheet, kind, f"{sheet.subject}, {facts.place}, {kind}")

    def _facts(self, tx: Transaction, at: tuple[str, str], board: Board, period: Period | Quarter) -> BoardFacts:
        (commune, village), now = at, self._desk.now()
        villages = {one.code: one for one in tx.communes.villages(commune)}
        names: Mapping[str, str] = {code: name_of(villages, code) for code in villages}
        mine = [one for one in public(supervised_in(tx, commune, village, now)) if one.board is board]
        name = tx.communes.get(commune).name
        whole = f"{name[:1].lower()}{name[1:]}"
        topics = {one.id: one.topic for one in mine}
        sent = sorted(
            ((one.sent, one) for each in mine for one in each.recommended if one.sent and period.has(one.sent)),
            key=lambda pair: (pair[0], pair[1].session, pair[1].number),
        )
        return BoardFacts(
            board, whole, names[village] if village else whole, period.named, day_of(now),
            tuple(
                HeldSession(names[one.village], one.topic, one.state, one.held, one.days_short)
                for one in sorted(mine, key=lambda each: (each.held, each.id)) if period.has(one.held)
            ),
            tuple(
                SentPaper(
                    names[one.village], topics[one.session], one.to, one.state, day, one.last, one.answered,
                    one.days_late,
                )
                for day, one in sent
            ),
        )  # fmt: skip

    def _begun(self, code: str) -> Period | Quarter:
        try:
            found = span_called(code)
        except UnknownPeriod as error:
            raise NotFound(code="unknown-period") from error
        if day_of(self._desk.now()) < found.first:
            raise NotFound(code="unknown-period")
        return found


def _board(name: str) -> Board:
    if name not in set(Board):
        raise NotFound(code="unknown-document")
    return Board(name)
