"""`make tour`: pages as a phone shows them: the README's tour to `tests/screens/tour`, and those of the leaflets
(`voting/web/speech/leaflets.py`) to `static/img`.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Page

from screens.__main__ import take_all
from voting.web.speech.leaflets import LEAFLETS

OUT = Path(__file__).parent / "tour"
SIZE = {"width": 360, "height": 720}
TOUR = {
    "ban-truong-thon", "duong-viec-dang-mo", "the-vua-lam", "the-chung-vao-lai",
    "chon-mot", "xem-lai", "xac-nhan", "cuoc-co-ket-qua", "kiem-tra-ket-qua-xong",
}  # fmt: skip
GUIDE = {act.picture for leaflet in LEAFLETS.values() for act in leaflet.acts if act.picture}
IMAGES = Path(__file__).parents[2] / "static" / "img"
GUIDE_SIZE = {"width": 360, "height": 480}
TO_WEBP = """async png => { const image = new Image(); image.src = `data:image/png;base64,${png}`; await image.decode();
  const canvas = document.createElement("canvas"); canvas.width = image.width; canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0); return canvas.toDataURL("image/webp", 0.82).split(",")[1]; }"""


def snap(page: Page, name: str) -> None:
    """What one sees first; a leaflet shows the page itself, below its roof."""
    if name in GUIDE:
        _for_the_leaflet(page, name)
    if name not in TOUR:
        return
    page.set_viewport_size(SIZE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=OUT / f"{name}.png")


def _for_the_leaflet(page: Page, name: str) -> None:
    page.set_viewport_size(GUIDE_SIZE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate("document.querySelector('main').scrollIntoView()")
    png = page.screenshot()
    blank = page.context.new_page()  # the site's own policy lets no page read a `data:` picture
    try:
        webp = blank.evaluate(TO_WEBP, base64.b64encode(png).decode())
    finally:
        blank.close()
    (IMAGES / f"guide-{name}.webp").write_bytes(base64.b64decode(webp))


def main() -> int:
    """All of them, or those named on the command line; 1 when a page was not reached."""
    OUT.mkdir(exist_ok=True)
    found = take_all(((TOUR | GUIDE) & set(sys.argv[1:]) or TOUR | GUIDE).__contains__, snap)
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
