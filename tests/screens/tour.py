"""`make tour`: the pictures of the README's tour, as a phone shows the pages, to `tests/screens/tour`."""

import sys
from pathlib import Path

from playwright.sync_api import Page

from screens.__main__ import take_all

OUT = Path(__file__).parent / "tour"
SIZE = {"width": 360, "height": 720}
TOUR = {
    "ban-truong-thon", "duong-viec-dang-mo", "the-vua-lam", "the-chung-vao-lai",
    "chon-mot", "xem-lai", "xac-nhan", "cuoc-co-ket-qua", "kiem-tra-ket-qua-xong",
}  # fmt: skip


def snap(page: Page, name: str) -> None:
    """What one sees first."""
    page.set_viewport_size(SIZE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=OUT / f"{name}.png")


def main() -> int:
    """All of them; 1 when a page was not reached."""
    OUT.mkdir(exist_ok=True)
    found = take_all(TOUR.__contains__, snap)
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
