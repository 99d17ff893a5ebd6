"""Every page, in every state: valid HTML, no inline script or style, one heading, both languages, headers."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from screens.communes import Communes
from screens.states import SIGHTS

from web.client import Offers, Reader
from web.lint import Linter

Clients = Callable[[str, str], FlaskClient]
BOOTHS = ("/the", "/y-kien")
"""One page of panels, filled in and shown one at a time: each has its own heading."""
PANELS = re.compile("heading-level: Multiple|empty-heading|no-implicit-input-type")
NAMES = re.compile(
    "Đình|Cốc Cốc|Tiếng Việt|[Xx]ã Đông Hòa|Thôn (Đông|Tây) Hòa|Bà Lê Thị Hạnh|Văn hóa xã|Cổng Dịch vụ công quốc gia"
)
TOLD_IN_VIETNAMESE = ("/bieu-quyet", "/phieu", "/thon", "/lay-y-kien")
"""What people have written stands in these."""
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)


@pytest.fixture(scope="session")
def pages(communes: Communes, client_in: Clients) -> dict[str, str]:
    """Every page by "commune login address"."""
    found = {}
    for one in SIGHTS:
        address = communes[one.where].path(one.address)
        name = f"{one.where} {one.who} {address}"
        if name not in found:
            answer = client_in(one.where, one.who).get(address)
            assert answer.status_code == one.status, (one.name, answer.status_code)
            found[name] = answer.text
    return found


@pytest.mark.node
def test_every_page_is_valid_html(pages: dict[str, str], linter: Linter) -> None:
    faults = [(name, fault) for name, page in pages.items() for fault in linter.faults(page)]
    assert [one for one in faults if not (one[0].endswith(BOOTHS) and PANELS.search(one[1]))] == []


def test_no_page_has_an_inline_script_or_style(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for tag, attributes in Reader(page).tags:
            assert tag != "style", name
            assert "style" not in attributes, (name, tag)
            assert tag != "script" or attributes.get("src"), name
            assert not [a for a in attributes if a.startswith("on")], (name, tag)


def test_every_page_has_one_heading_of_the_first_rank_and_a_title(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if name.endswith(BOOTHS):
            continue
        tags = [tag for tag, _ in Reader(page).tags]
        assert tags.count("h1") == 1, name
        assert Reader(page).title.strip().endswith("– Đình"), name


def test_every_script_and_style_comes_from_here_and_carries_its_hash(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for tag, attributes in Reader(page).tags:
            fetched = tag == "link" and attributes.get("rel") != "alternate"  # a feed is only named
            address = attributes.get("src") or (attributes.get("href") if fetched else None)
            if address and address != "data:,":
                assert address.startswith("/static/"), (name, address)


def test_no_page_offers_a_button_before_the_script_that_serves_it(pages: dict[str, str]) -> None:
    """A press that comes before the script does nothing, or worse: every such button waits for it, out of sight."""
    assert {name: found for name, page in pages.items() if (found := Offers(page).unserved)} == {}
    waiting = [name for name, page in pages.items() if "data-ready hidden" in page]
    assert len(waiting) > 5, "pages with such buttons are among them"
    assert [name for name in waiting if "data-waiting>" not in pages[name]] == [], "and say what is waited for"


@pytest.mark.parametrize(
    ("page", "unserved"),
    [
        ('<button type="button">A</button>', 1),
        ("<form><button>A</button></form>", 1),
        ('<form method="post"><br><button>A</button></form>', 0),
        ('<form method="post"></form><button>A</button>', 1),
        ('<form method="post"><button type="button">A</button></form>', 1),
        ('<div hidden><p>a<button type="button">A</button></div><button type="button" hidden>B</button>', 0),
        ('<div hidden><p>a</div><button type="button">A</button>', 1),
        ("<template><button>A</button></template><button disabled>B</button>", 0),
    ],
)
def test_which_buttons_only_a_script_serves(page: str, unserved: int) -> None:
    assert len(Offers(page).unserved) == unserved


def test_pages_name_no_state_by_its_code(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not re.search(r"%\(\w+\)s|\bNone\b|&lt;flask|LazyString", page), name


def test_pages_in_english_are_in_english(communes: Communes, client_in: Clients) -> None:
    for one in SIGHTS:
        address = communes[one.where].path(one.address)
        if one.who or one.where not in {"lively", "bare"} or address.startswith(TOLD_IN_VIETNAMESE):
            continue
        client = client_in(one.where, "")
        client.set_cookie("lang", "en")
        page = client.get(address).text
        client.delete_cookie("lang")
        assert '<html lang="en">' in page
        words = NAMES.sub("", Reader(page).text)
        assert not VIETNAMESE.search(words), (address, [w for w in Reader(page).words if VIETNAMESE.search(w)])
