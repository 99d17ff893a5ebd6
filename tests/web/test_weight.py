"""What a page weighs on a weak network: everything it asks for, gzipped (budgets: booth 40 kB, other pages 60 kB)."""

import gzip
import re

import pytest
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import Reader
from web.pages import public_pages

LATER = re.compile("<template.*?</template>", re.DOTALL)
BOOTH_BYTES, PAGE_BYTES = 40_000, 60_000
HOUSEHOLDS, SHORT_BYTES = 500, 3


def weight(client: FlaskClient, address: str) -> tuple[int, int]:
    """Bytes and number of requests of a page with its scripts and styles."""
    zipped = {"Accept-Encoding": "gzip"}
    first = client.get(address, headers=zipped)
    at_once = LATER.sub("", client.get(address).text)
    tags = Reader(at_once).tags
    wanted = {attributes.get("src") for tag, attributes in tags if tag == "script"}
    wanted |= {attributes["href"] for tag, attributes in tags if attributes.get("rel") == "stylesheet"}
    files = [client.get(str(one), headers=zipped) for one in wanted]
    return len(first.data) + sum(len(file.data) for file in files), 1 + len(files)


@pytest.mark.node
def test_the_booth_is_light(public: FlaskClient, village: Village, bundle: dict[str, dict[str, str]]) -> None:
    size_bytes, requests = weight(public, "/the")
    base = f"/api/v1/votes/{village.votes['open']}"
    card = {"village": VILLAGE, "key": village.phones["DH-002"].key}
    answers = [public.post("/api/v1/cards/lookup", json=card), public.get(f"{base}/election.json")]
    assert all(answer.status_code == 200 for answer in answers)
    data_bytes = sum(len(gzip.compress(answer.data)) for answer in answers) + SHORT_BYTES * HOUSEHOLDS
    assert size_bytes + data_bytes < BOOTH_BYTES, "a village of 500 households, everything included"
    assert requests == 3, "the page, one style, one script; card, election and list make six"


@pytest.mark.node
def test_other_public_pages_are_light(public: FlaskClient, village: Village, bundle: dict[str, dict[str, str]]) -> None:
    for address in public_pages(village):
        size_bytes, requests = weight(public, address)
        assert size_bytes < PAGE_BYTES, address
        assert requests <= 6, address
