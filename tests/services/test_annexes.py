"""Private annexes of a matter: who took part, who consents; sealed, opened by few, each time noted, gone in the end."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from fixtures.reading import as_read
from village.life import NO, YES, Village
from village.people import COMMUNE
from village.road import Walk

from voting.ledger.merkle import leaf_hash
from voting.services.errors import Forbidden, Invalid, NotFound
from voting.services.matters.steps import ANNEX, WORD
from voting.services.record.erasing import erase_due

TOOK_PART, NOT = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Cúc"), ("Phạm Thị Dung", "Hoàng Văn Em")


@pytest.fixture
def minuted(village: Village) -> Walk:
    """A matter on whose vote three of five households have voted, and whose minutes are made."""
    walk = Walk(village).propose("Giờ thu gom rác mới").walk("open")
    vote = village.services.matters.get(walk.id).vote
    village.cast_all(vote, [YES, NO, YES])
    village.close(vote)
    village.count(vote)
    walk.minute()
    return walk


def sealed(village: Village, walk: Walk, kind: str) -> bytes:
    with village.desk.database.reading() as tx:
        return tx.secrets.get(COMMUNE, ANNEX, f"{walk.id} {kind}")


def page(village: Village, walk: Walk, kind: str = "participants") -> str:
    return as_read(village.services.annexes.open(village.actors["team"], walk.id, kind).content)


def test_the_list_names_who_took_part_and_not_how_they_voted(minuted: Walk, village: Village) -> None:
    said = page(village, minuted)
    assert all(name in said for name in TOOK_PART)
    assert not any(name in said for name in NOT)
    assert "Tất cả 3/5 hộ" in said
    for other in ("Đồng ý", "Không đồng ý", "0912"):
        assert other not in said
    word = village.services.annexes.open(village.actors["head"], minuted.id, "participants", WORD)
    assert word.content.startswith(b"PK")


def test_the_book_has_nothing_of_it_but_the_salted_hash(minuted: Walk, village: Village) -> None:
    (entry,) = [one for one in village.entries() if one.type == "matter-minuted"]
    raw = sealed(village, minuted, "participants")
    assert entry.participants == sha256(raw).hexdigest()
    assert [one[1] for one in json.loads(raw[32:])["listed"]] == list(TOOK_PART)
    assert entry.participants not in {sha256(page(village, minuted).encode()).hexdigest(), *entry.papers}
    (info,) = village.services.annexes.of_matter(village.actors["head"], minuted.id)
    assert (info.kind, info.digest, info.kept) == ("participants", entry.participants, True)
    assert village.entries()[info.index] == entry


def test_head_and_team_open_it_and_each_time_is_noted(minuted: Walk, village: Village) -> None:
    annexes, actors = village.services.annexes, village.actors
    for role in ("front", "board", "commune", "admin", "cards"):
        with pytest.raises(Forbidden):
            annexes.open(actors[role], minuted.id, "participants")
        with pytest.raises(Forbidden):
            annexes.of_matter(actors[role], minuted.id)
    assert annexes.of_matter(actors["head"], minuted.id)[0].openings == ()
    for role in ("team", "head", "team"):
        village.clock.move(minutes=1)
        annexes.open(actors[role], minuted.id, "participants")
    (info,) = annexes.of_matter(actors["head"], minuted.id)
    assert [one.by for one in info.openings] == [actors[role].name for role in ("team", "head", "team")]
    with pytest.raises(NotFound):
        annexes.open(actors["head"], minuted.id, "consents")


def test_the_copy_of_the_result_has_its_time_its_figures_and_its_hash(minuted: Walk, village: Village) -> None:
    (copy,) = [
        as_read(village.services.matters.paper(minuted.id, one.position, None).content)
        for one in village.services.matters.get(minuted.id).papers
        if one.kind == "result-copy" and one.media_type == "text/html"
    ]
    (index,) = [n for n, one in enumerate(village.entries()) if one.type == "result" and one.vote in copy]
    leaf = leaf_hash(village.raws()[index]).hex()
    assert f"dòng {index} của sổ chung" in copy
    assert leaf in copy.replace(" ", "")
    assert "“Đồng ý” được 2/5 hộ, cần từ 3." in copy


def test_it_is_kept_as_long_as_the_commune_has_set_and_then_nobody_can_prove_it(
    minuted: Walk, village: Village
) -> None:
    minuted.resolve()
    village.services.settings.change(village.actors["admin"], "annex.retention", 30, "Thôn ít việc")
    village.clock.move(days=400)
    assert erase_due(village.desk).annexes == 0, "the matter goes on: it is not sent yet"
    services, head = village.services, village.actors["head"]
    services.decisions.publish(head, minuted.id, village.clock().date() + timedelta(days=31))
    for to in ("commune", "commune-front"):
        services.decisions.receive(village.actors["commune"], minuted.id, to)
    village.clock.move(days=29)
    assert erase_due(village.desk).annexes == 0
    village.clock.move(days=2)
    assert erase_due(village.desk).annexes == 1
    with pytest.raises(NotFound):
        page(village, minuted)
    (info,) = services.annexes.of_matter(head, minuted.id)
    assert not info.kept
    with village.desk.database.reading() as tx:
        assert not [one for one in tx.secrets.names(COMMUNE, ANNEX) if one.startswith(minuted.id)]


def test_consents_on_paper_are_listed_as_they_were_typed(village: Village) -> None:
    walk = Walk(village).raise_("Ghế đá ở sân đình", consents=2, consenters=("Hộ ông An", "Hộ bà Bình"))
    (entry,) = [one for one in village.entries() if one.type == "matter-proposed" and one.matter == walk.id]
    assert entry.annex == (sha256(sealed(village, walk, "consents")).hexdigest(),)
    said = page(village, walk, "consents")
    assert "Hộ ông An" in said
    assert "Tất cả 2/5 hộ" in said
    with village.desk.database.reading() as tx:
        assert not tx.matters.with_id(walk.id).notes.get("consenters")


@pytest.mark.parametrize("typed", [("Hộ ông An",), ("Hộ ông An", "hộ ông an")])
def test_a_list_of_another_number_of_households_is_said_at_its_field(village: Village, typed: tuple[str, ...]) -> None:
    with pytest.raises(Invalid) as found:
        Walk(village).raise_("Ghế đá ở sân đình", consents=2, consenters=typed)
    assert found.value.faults == {"consenters": "consenters-count"}


def test_where_no_list_was_typed_the_book_has_none(village: Village) -> None:
    walk = Walk(village).raise_("Tủ sách", consents=2)
    (entry,) = [one for one in village.entries() if one.type == "matter-proposed" and one.matter == walk.id]
    assert entry.annex == ()
    assert village.services.annexes.of_matter(village.actors["team"], walk.id) == ()
