"""Where lines of a page may not end; and that nothing but what is read is touched."""

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from village.life import Village

from voting.services.wording import NO_BREAK
from voting.web.speech.lines import set_lines
from web.pages import public_pages

EXACT = {"script", "style", "textarea", "pre", "code", "option", "title"}


class Places(HTMLParser):
    """Where no-break spaces stand on a page: in attributes, in what is exact, in what is read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, int] = {"attribute": 0, "exact": 0, "read": 0}
        self._tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.found["attribute"] += sum(NO_BREAK in (value or "") for _name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        self.found["exact" if self._tag in EXACT else "read"] += data.count(NO_BREAK)


@pytest.mark.parametrize(("written", "set_"), [
    ("<p>còn 15 ngày</p>", "<p>còn 15_ngày</p>"),
    ("<p><b>106</b> hộ, thứ Ba</p>", "<p><b>106</b>_hộ, thứ_Ba</p>"),
    ('<p data-say="{n} và 5 hộ">5 hộ</p>', '<p data-say="{n} và 5 hộ">5_hộ</p>'),
    ("<textarea>5 hộ</textarea><pre>5 hộ</pre><code>5 hộ</code>",) * 2,
    ('<script type="application/json">["5 hộ"]</script>',) * 2,
    ("5 hộ",) * 2,
])  # fmt: skip
def test_only_text_that_is_read_is_set(written: str, set_: str) -> None:
    assert set_lines(written) == set_.replace("_", NO_BREAK)


def test_public_pages_keep_figures_and_weekdays_together(public: FlaskClient, village: Village) -> None:
    found = [Places(public.get(address).get_data(as_text=True)).found for address in public_pages(village)]
    assert sum(one["read"] for one in found) > len(found), "it is done at all"
    assert sum(one["attribute"] + one["exact"] for one in found) == 0


def test_what_is_no_page_is_as_it_was(public: FlaskClient, village: Village) -> None:
    base = f"/api/v1/votes/{village.votes['open']}"
    for address in (base, f"{base}/election.json"):
        assert NO_BREAK not in public.get(address).get_data(as_text=True)
