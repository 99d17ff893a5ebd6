"""Papers of a step are made before anything is locked; no ballot waits for them, and their place in the book is true.

`word.word_file` is the real one throughout; some tests only do something else first while a paper is being made.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Event

import pytest
from fixtures.reading import as_read
from village.life import YES, Village
from village.people import COMMUNE
from village.road import Walk

from voting.papers import word
from voting.papers.sheet import Sheet
from voting.record.entries.matter import OfMatter
from voting.services.errors import Conflict, Forbidden

PLACE = re.compile(r"sổ chung xa-dong-hoa, dòng (\d+)")


@pytest.fixture
def before_each(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list[str]]:
    """Do this before each paper is made; gives the list of kinds made since."""

    def arrange(first: Callable[[], object]) -> list[str]:
        made: list[str] = []
        real = word.word_file

        def word_file(sheet: Sheet) -> bytes:
            made.append(sheet.kind)
            first()
            return real(sheet)

        monkeypatch.setattr(word, "word_file", word_file)
        return made

    return arrange


def places(village: Village, matter: str) -> dict[int, set[int]]:
    """Index of each entry about a matter -> the places that its papers say they have, by the bytes that were kept."""
    said: dict[int, set[int]] = {}
    papers = village.services.matters
    kept = {
        one.digest: papers.paper(matter, one.position, village.actors["head"]).content
        for one in papers.in_hand(village.actors["head"], matter).papers
    }
    for index, entry in enumerate(village.entries()):
        if isinstance(entry, OfMatter) and entry.matter == matter:
            pages = [as_read(kept[one]) for one in entry.papers if kept[one].startswith(b"<!DOCTYPE")]
            said[index] = {int(found) for page in pages for found in PLACE.findall(page)}
    return said


def test_a_ballot_is_taken_while_the_papers_of_a_step_are_made(village: Village, before_each) -> None:
    walk, other = Walk(village).propose("Trồng cây ở ngõ 1").walk("agree"), village.again()
    making, go_on = Event(), Event()

    def held_up() -> None:
        making.set()
        assert go_on.wait(120)

    made = before_each(held_up)
    with ThreadPoolExecutor(1) as pool:
        step = pool.submit(walk.inform)
        assert making.wait(120)
        other.cast(village.votes["open"], "DH-003", YES)
        assert not step.done()
        go_on.set()
        step.result()
    assert made == ["report", "report"]  # to two bodies, and neither was made twice
    assert village.services.votes.get(village.votes["open"]).voted == 2
    other.services.close()


def test_no_paper_on_the_whole_road_is_made_under_the_lock_of_the_book(village: Village, before_each) -> None:
    other = village.again()

    def lock() -> None:
        with other.desk.database.transaction() as tx:
            other.desk.books.commune(tx, COMMUNE)

    made = before_each(lock)
    walk = Walk(village).propose("Trồng cây ở ngõ 1").walk("poll")
    vote = walk.open()
    village.cast_all(vote, [YES] * 5)
    village.services.votes.close(village.actors["head"], vote)
    village.count(vote)
    walk.minute()
    walk.resolve()
    held = Walk(village).propose("Sửa hương ước, điều 1")
    held.classify(**{"village-rules": True})
    held.convene()
    held.enter()
    held.confirm()
    assert len(made) == len(set(made)) + 3  # the report, a proposal and a classification, each twice
    for matter in (walk.id, held.id):
        assert all(said <= {index} for index, said in places(village, matter).items())
    other.services.close()


def test_a_paper_says_where_its_entry_stands_though_another_came_between(village: Village, before_each) -> None:
    walk, other = Walk(village).propose("Trồng cây ở ngõ 1"), village.again()
    begun: list[str] = []

    def one_more() -> None:
        if not begun:
            begun.append("")
            begun.append(Walk(other).propose("Trồng cây ở ngõ 2").id)

    made = before_each(one_more)
    walk.classify()
    assert made == ["classification", "proposal", "classification"]
    for matter in (walk.id, begun[1]):
        found = places(village, matter)
        assert found == {index: {index} for index in found}
    other.services.close()


def test_a_step_refused_leaves_nothing_though_its_paper_was_made(village: Village, before_each) -> None:
    walk = Walk(village).propose("Trồng cây ở ngõ 1")
    made, before = before_each(lambda: None), village.raws()
    kept = village.services.matters.get(walk.id).papers
    with pytest.raises(Conflict):
        walk.appoint()
    assert made == ["team"]
    assert village.raws() == before
    assert village.services.matters.get(walk.id).papers == kept


def test_papers_of_one_matter_have_names_of_their_own(village: Village) -> None:
    walk = Walk(village).propose("Trồng cây ở ngõ 1").walk("poll")
    walk.open()
    papers = village.services.matters.in_hand(village.actors["head"], walk.id).papers
    names = [one.name for one in papers if one.kind != "attached"]
    assert len(set(names)) == len(names)
    assert names[:2] == ["Đề xuất, việc 6, giấy 1.html", "Đề xuất, việc 6, giấy 1.docx"]
    for one in papers:
        kept = village.services.matters.paper(walk.id, one.position, village.actors["head"])
        assert sha256(kept.content).hexdigest() == one.digest


def test_the_decision_is_seen_as_a_draft_before_it_is_recorded_and_nothing_is_written(village: Village) -> None:
    decisions, head = village.services.decisions, village.actors["head"]
    walk = Walk(village).propose("Trồng cây ở ngõ 1").walk("poll")
    vote = walk.open()
    with pytest.raises(Conflict):
        decisions.draft(head, walk.id)
    village.cast_all(vote, [YES] * 5)
    village.services.votes.close(head, vote)
    village.count(vote)
    walk.minute()
    before = village.raws()
    page = as_read(decisions.draft(head, walk.id))
    assert village.raws() == before
    assert "DỰ THẢO" in page
    assert "“Đồng ý” được 5/5 hộ" in page
    assert not PLACE.search(page), "a draft has no place in the book"
    with pytest.raises(Forbidden):
        decisions.draft(village.actors["team"], walk.id)
