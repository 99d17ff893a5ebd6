"""The report of a board: its numbers are the register's, by the period; nobody who was inspected stands in it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from village.life import Village
from village.people import NEIGHBOUR, PASSWORD, VILLAGE, import_roll, roll_of
from village.states import appointed
from village.supervising import appoint_certifier, supervise

from voting.services.errors import Forbidden, NotFound
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.publicity import PaperKind


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A session held in November 2026 and recommendations at every step until the last of the year; only read."""
    folder: Path = tmp_path_factory.mktemp("boards")
    made = appointed(folder, serving=(VILLAGE, NEIGHBOUR))
    import_roll(made.services, made.actors["head"], roll_of(2))
    appoint_certifier(made)
    supervise(made)
    whole = NewAccount("van.phong", "Văn Phòng", PASSWORD, (Grant(Role.COMMUNE),))
    made.actors["office"] = made.services.accounts.add(made.actors["admin"], whole)
    yield made
    made.services.close()


def rows(village: Village, who: str, at: str, board: str, period: str) -> dict[str, str]:
    """What the paper counts, line by line."""
    found = village.services.board_reports.file(village.actors[who], at, (board, period), PaperKind.PAGE)
    page = unescape(found.content.decode())
    assert "đèn" not in page, "neither what was looked into nor what was found"
    cells = re.findall(r"<tr><td>([^<]*)</td><td[^>]*>(\d+)</td></tr>", page)
    return dict(cells)


def test_a_year_counts_sessions_and_what_became_of_each_recommendation(village: Village) -> None:
    for who, at in (("board", VILLAGE), ("office", "")):
        said = rows(village, who, at, "bttnd", "2026")
        assert (said["Cuộc đã giám sát"], said["Đã giám sát: quỹ, khoản đóng góp, tài trợ"]) == ("1", "1")
        assert (said["Kiến nghị đã gửi"], said["- gửi Ủy ban nhân dân xã"]) == ("3", "3")
        answers = ("đã trả lời đúng hạn", "đã trả lời, quá hạn")
        assert [said[f"Ủy ban nhân dân xã {one}"] for one in answers] == ["1", "0"]
        assert (said["Chưa trả lời, đã quá hạn"], said["Chưa trả lời, còn hạn"]) == ("1", "1")
        assert (said["Nay đã làm xong"], said["Nay được chấp nhận, đang làm"]) == ("1", "0")
    other = rows(village, "board", VILLAGE, "bgsdtcd", "2026")
    assert (other["Cuộc đã gửi kế hoạch"], other["Cuộc đã giám sát"], other["Kiến nghị đã gửi"]) == ("1", "0", "0")


def test_a_period_has_its_own_and_another_village_nothing(village: Village) -> None:
    assert rows(village, "board", VILLAGE, "bttnd", "2026-q3")["Cuộc đã giám sát"] == "0"
    assert rows(village, "board", VILLAGE, "bttnd", "2026-1")["Kiến nghị đã gửi"] == "0"
    assert rows(village, "office", NEIGHBOUR, "bttnd", "2026")["Cuộc đã giám sát"] == "0"
    assert [one.code for one in village.services.board_reports.periods()][::2] == ["2026-q4", "2026-2", "2026"]


def test_only_who_supervises_reads_it_and_the_communes_only_its_offices(village: Village) -> None:
    for who, at in (("head", VILLAGE), ("board", ""), ("commune", "")):
        with pytest.raises(Forbidden):
            village.services.board_reports.of(village.actors[who], at, "bttnd", "2026")
    for board, period in (("ban-khac", "2026"), ("bttnd", "2026-q9"), ("bttnd", "2030")):
        with pytest.raises(NotFound):
            village.services.board_reports.of(village.actors["office"], "", board, period)
    with pytest.raises(NotFound):
        village.services.board_reports.file(village.actors["office"], "", ("bttnd", "2026"), PaperKind.WORKBOOK)
