"""`make screens`: every page of every role and every state of the booth, on a phone and a desktop, light and dark.

make screens                            all of it, to var/screens
make screens ONLY='can-bo the-'         those whose names begin so
"""

import html
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.browser import find_chromium
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from village.life import Village
from village.served import served
from village.states import many_villages

from screens.browse import AS_SEEN, opened, see
from screens.communes import communes
from screens.lookers import Lookers
from screens.sight import Sight
from screens.state import State
from screens.states import SIGHTS, STATES

OUT = Path("var/screens")
Take = Callable[[Page, str], None]
"""Takes a picture of a page under a name."""
WIDTHS = {360: 740, 1280: 800}
PAGE = """<!doctype html><meta charset="utf-8"><title>Đình</title>
<style>body{{font-family:sans-serif}}div{{display:flex;gap:1rem;overflow-x:auto}}
img{{height:40rem;border:1px solid #999}}
</style>{rows}
"""
ROW = "<h2>{name}</h2><p><strong>{fault}</strong></p><div>{pictures}</div>"
PICTURE = '<a href="{file}"><img src="{file}" alt="" loading="lazy"></a>'


def photograph(page: Page, name: str) -> None:
    """The page as it stands: two widths, light and dark."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, ending in (("light", ""), ("dark", "-dark")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.screenshot(path=OUT / f"{name}-{width}{ending}.png", full_page=True)


def take_state(chromium: Browser, commune: Village, state: State, take: Take) -> str:
    """The pictures of a state of the booth; says what is wrong where it is not reached, "" otherwise."""
    try:
        with opened(chromium, commune, state) as (page, _):
            see(page, state)
            take(page, state.name)
    except (AssertionError, PlaywrightError) as error:
        return str(error).splitlines()[0]
    return ""


def take_sight(lookers: Lookers, sight: Sight, take: Take) -> str:
    """The pictures of a page; what is wrong where it cannot be opened."""
    try:
        with lookers.at(sight) as page:
            take(page, sight.name)
    except (AssertionError, PlaywrightError) as error:
        return str(error).splitlines()[0]
    return ""


def gallery(found: dict[str, str]) -> str:
    """The page that shows all pictures."""
    rows = []
    for name in (one.name for one in (*SIGHTS, *STATES)):
        pictures = "".join(PICTURE.format(file=one.name) for one in sorted(OUT.glob(f"{name}-[13]*.png")))
        if pictures:
            rows.append(ROW.format(name=name, fault=html.escape(found.get(name, "")), pictures=pictures))
    return PAGE.format(rows="\n".join(rows))


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, or the end of the program."""
    program = find_chromium()
    if program is None:
        sys.exit("needs Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def take_all(wanted: Callable[[str], bool], take: Take = photograph) -> dict[str, str]:
    """Name -> what is wrong with it, "" where all is well."""
    states = [one for one in STATES if wanted(one.name)]
    sights = [one for one in SIGHTS if wanted(one.name)]
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder, browser() as chromium:
        with communes(Path(folder)) as places:
            lookers = Lookers(chromium, places)
            for sight in sights:
                found[sight.name] = take_sight(lookers, sight, take)
                print(f"{len(found)}/{len(sights) + len(states)} {sight.name} {found[sight.name]}", flush=True)
            lookers.close()
        if states:
            with served(many_villages(Path(folder)), **AS_SEEN) as commune:
                for state in states:
                    found[state.name] = take_state(chromium, commune, state, take)
                    print(f"{len(found)}/{len(sights) + len(states)} {state.name} {found[state.name]}", flush=True)
    return found


def main() -> int:
    """Everything, or what begins as named on the command line; 1 when something was not reached."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    OUT.mkdir(parents=True, exist_ok=True)
    beginnings = tuple(sys.argv[1:]) or ("",)
    found = take_all(lambda name: name.startswith(beginnings))
    (OUT / "index.html").write_text(gallery(found), encoding="utf-8")
    print(OUT / "index.html")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
