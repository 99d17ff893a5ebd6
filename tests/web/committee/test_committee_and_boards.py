"""Three phones make a committee, two of them count, and two boards confirm the result: what everybody sees of it.

`SCREENS=var/screens` keeps the pictures.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from village.laptop import Laptop, watch
from village.life import Village
from village.people import MEMBERS

from web.committee.devices import confirm, fingerprint, make_key, member, two_count, village
from web.walking import Album

__all__ = ["member", "village"]  # the fixtures
pytestmark = pytest.mark.browser


def test_a_result_of_three_phones_is_confirmed_by_two_boards(
    village: Village, member: Callable[[str], Page], chromium: Browser, tmp_path: Path
) -> None:
    album = Album("kiem-phieu")
    pages, papers = make_key(member)
    assert len({fingerprint(page) for page in pages.values()}) == 1
    for login, page in pages.items():
        album.take(page, f"{login}-so-sau-so")
        confirm(page)
    album.take(pages[MEMBERS[0]], f"{MEMBERS[0]}-co-khoa")
    boards = (Laptop(tmp_path, 0), Laptop(tmp_path, 1))
    watch(village, boards[0], "Ban giám sát thôn", 1)
    assert boards[0].witness(village) == 0  # who watches so far signs that another joins
    watch(village, boards[1], "Mặt trận xã", 2)
    assert boards[0].witness(village) == 0

    vote = two_count(village, member, papers, album.take)
    anybody = chromium.new_page(base_url=village.address, locale="vi-VN")
    waits = "ban giám sát chưa xác nhận"
    steps = ((None, waits), (boards[0], waits), (boards[1], "Đã được"))
    for board, said in steps:  # the book has grown in between: the second signs where the first stood, too
        if board:
            assert board.witness(village) == 0
        anybody.goto(f"/bieu-quyet/{vote}")
        expect(anybody.locator("main")).to_contain_text(said)
        album.take(anybody, "ai-cung-xem")
    expect(anybody.locator("main")).to_contain_text("Đã được Ban giám sát thôn, Mặt trận xã xác nhận lúc")
    anybody.close()
