"""What the households are told: public facts, in every form, and a text message that is one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from voting.services.votes.occasions import About, Occasion, texts

ABOUT = About(
    village="Tổ dân phố 5", title="Lịch dùng nhà văn hóa năm 2027", opens_at=datetime(2026, 11, 26, 1, tzinfo=UTC),
    closes_at=datetime(2026, 11, 28, 13, tzinfo=UTC), address="https://dinh.example/bieu-quyet/abc",
    helper="Bà Lê Thị Mận", phone="0912 345 678", result="Không thông qua: “Đồng ý” được 3/14 hộ, cần từ 8.",
)  # fmt: skip


@pytest.mark.parametrize("occasion", Occasion)
def test_each_occasion_names_the_matter_the_place_and_whom_to_call(occasion: Occasion) -> None:
    said = texts(occasion, ABOUT)
    for text in (said.loudspeaker, said.zalo):
        assert ABOUT.title in text
        assert "Bà Lê Thị Mận, điện thoại 0912 345 678" in text
    assert said.loudspeaker.startswith("Kính thưa bà con tổ dân phố 5.")
    assert ABOUT.address in said.zalo
    assert "thôn " not in f"{said.zalo} {said.loudspeaker} {said.short}".lower(), "this community is no thôn"
    assert said.sms.isascii()
    assert len(said.sms) <= 160
    assert "To dan pho 5" in said.sms


def test_what_is_open_says_until_when_and_what_is_decided_says_the_votes_own_sentence() -> None:
    assert "20:00, thứ Bảy 28/11/2026" in texts(Occasion.OPENING, ABOUT).zalo
    assert "Han 20:00 28/11/2026" in texts(Occasion.LAST_DAY, ABOUT).sms
    for occasion in (Occasion.RESULT, Occasion.FALLBACK):
        assert ABOUT.result in texts(occasion, ABOUT).loudspeaker


def test_without_a_helper_nobody_is_named_and_no_sentence_is_cut() -> None:
    said = texts(
        Occasion.OPENING, About("Thôn Đông Hòa", "Việc", ABOUT.opens_at, ABOUT.closes_at, "https://x.example/")
    )
    assert "gọi" not in said.loudspeaker
    assert "Hoi" not in said.sms
    assert said.short == "Thôn Đông Hòa mời biểu quyết: Việc. Hạn 20:00 28/11/2026. Quét thẻ của hộ."


@pytest.mark.parametrize("occasion", [one for one in Occasion if one is not Occasion.FALLBACK])
def test_an_opinion_is_asked_for_and_nothing_is_decided(occasion: Occasion) -> None:
    result = "Kết quả ý kiến: “6 giờ” 5 hộ, “18 giờ” 3 hộ; không quyết định việc gì."
    said = texts(occasion, replace(ABOUT, opinion=True, result=result))
    everything = " ".join((said.loudspeaker, said.zalo, said.short, said.sms)).lower()
    assert not [
        words for words in ("thông qua", "thong qua", "biểu quyết", "chưa đồng ý", "cần từ") if words in everything
    ]
    assert "không quyết định việc gì" in said.loudspeaker
    assert said.sms.isascii()
    assert len(said.sms) <= 160
