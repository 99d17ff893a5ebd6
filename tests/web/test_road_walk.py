"""Waste collection hours of a village of 210 households, from the proposal to the commune's files, as people walk it.

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
    with company("210", chromium, tmp_path_factory.mktemp("road"), shared / "data/thon-dong-hoa-210-ho.csv") as found:
        yield found


@pytest.mark.timeout(600)
def test_waste_collection_hours_from_the_proposal_to_the_commune(village: Company) -> None:
    assert (village.households, village.needed) == (210, 106)
    proposes(village["head"], WASTE, "Xe rác đến lúc 6 giờ sáng thay vì 9 giờ.", "Thu gom rác lúc 6 giờ sáng?")
    village["head"].presses("Ghi đề xuất")
    classifies(village["head"], *["Không"] * 5)
    village["head"].presses("Ghi kết quả xếp loại")
    prepares(village, WASTE)
    ballots(village)
    concludes(village, WASTE)
    everybody_reads(village, WASTE)
    assert keeps_papers(village, WASTE) == PAPERS
