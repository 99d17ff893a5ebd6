"""The same hours in a village merged of several, with 643 households: they are asked by card how they want to decide,
and the matter is walked until it is carried out and reported.

On a phone, with no guide but the pages (`web.walking`).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from web.walking import (
    PAPERS,
    Company,
    ballots,
    carries_out,
    classifies,
    company,
    concludes,
    everybody_reads,
    keeps_papers,
    prepares,
    proposes,
)

pytestmark = [pytest.mark.browser, pytest.mark.shared]
WASTE = "Giờ thu gom rác của thôn"


@pytest.fixture(scope="module")
def village(
    chromium: Browser, shared: Path, tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]
) -> Iterator[Company]:
    assert "booth.js" in bundle
    with company("643", chromium, tmp_path_factory.mktemp("road"), shared / "data/thon-lien-hop-643-ho.xlsx") as found:
        yield found


@pytest.mark.timeout(900)
def test_643_households_choose_the_form_by_card_and_the_decision_is_carried_out(village: Company) -> None:
    assert (village.households, village.needed) == (643, 322)
    proposes(village["head"], WASTE, "Xe rác đến lúc 6 giờ sáng thay vì 9 giờ.", "Thu gom rác lúc 6 giờ sáng?")
    village["head"].presses("Ghi đề xuất")
    classifies(village["head"], *["Không"] * 5)
    village["head"].presses("Ghi kết quả xếp loại")
    prepares(village, WASTE, by_card=True)
    ballots(village)
    concludes(village, WASTE)
    carries_out(village, WASTE)
    everybody_reads(village, WASTE)
    assert keeps_papers(village, WASTE) == [*PAPERS, "Báo cáo kết quả thực hiện"]
