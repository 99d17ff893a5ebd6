"""`make screens`: a picture of each state at 360 px, some on a desktop, and a page of them all, in var/screens."""

import html
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.browser import find_chromium
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from village.life import Village
from village.served import served
from village.states import many_villages

from screens.browse import AS_SEEN, opened, see
from screens.state import State
from screens.states import STATES

OUT = Path("var/screens")
DESKTOP = {"width": 1280, "height": 800}
PAGE = """<!doctype html><meta charset="utf-8"><title>Đình</title>
<style>body{{font-family:sans-serif;display:flex;flex-wrap:wrap;gap:1rem}}figure{{margin:0;width:360px}}
img{{width:100%;border:1px solid #999}}</style>{figures}
"""
FIGURE = """<figure><figcaption>{name}<br><em>{heading}</em><br>{next} <strong>{fault}</strong></figcaption>
<img src="{file}" alt="" loading="lazy"></figure>"""
ALSO_ON_A_DESKTOP = ("the-nhieu-viec", "viec-dai", "chon-nhieu-cau", "xem-lai", "nhap-ma-sai-nhom", "phieu-dang-tinh")


def take(chromium: Browser, commune: Village, state: State) -> str:
    """Takes the pictures of a state; says what is wrong where it is not reached, "" otherwise."""
    try:
        with opened(chromium, commune, state) as (page, _):
            page.screenshot(path=OUT / f"{state.name}.png", full_page=True)
            see(page, state)
            if state.name in ALSO_ON_A_DESKTOP:
                page.set_viewport_size(DESKTOP)
                page.screenshot(path=OUT / f"{state.name}-1280.png", full_page=True)
    except (AssertionError, PlaywrightError) as error:
        return str(error).splitlines()[0]
    return ""


def gallery(found: dict[str, str]) -> str:
    """The page that shows all pictures."""
    figures = [
        FIGURE.format(
            name=picture.stem, heading=html.escape(state.heading), next=html.escape(state.next_step),
            fault=html.escape(found.get(state.name, "")), file=picture.name,
        )
        for state in STATES
        for picture in (OUT / f"{state.name}.png", OUT / f"{state.name}-1280.png")
        if picture.exists()
    ]  # fmt: skip
    return PAGE.format(figures="".join(figures))


def main() -> int:
    """Everything, or the states named on the command line; 1 when one was not reached."""
    program = find_chromium()
    if program is None:
        print("needs Chromium", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = [state for state in STATES if not sys.argv[1:] or state.name in sys.argv[1:]]
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        with served(many_villages(Path(folder)), **AS_SEEN) as commune:
            for number, state in enumerate(wanted, start=1):
                found[state.name] = take(chromium, commune, state)
                print(f"{number}/{len(wanted)} {state.name} {found[state.name]}", flush=True)
        chromium.close()
    (OUT / "index.html").write_text(gallery(found), encoding="utf-8")
    print(OUT / "index.html")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
