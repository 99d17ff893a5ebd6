"""What Zalo and Facebook show of a link: a title, a sentence and a picture, and nothing of any person."""

import struct

import pytest
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import Reader

WIDTH, HEIGHT, MOST_BYTES = 1200, 630, 40_000


def meta(page: str) -> dict[str, str]:
    """The `og:` values of a page."""
    found = [a for tag, a in Reader(page).tags if tag == "meta" and (a.get("property") or "").startswith("og:")]
    return {str(one["property"]): str(one["content"]) for one in found}


@pytest.mark.parametrize(
    "which",
    [
        "/",
        f"/thon/{VILLAGE}",
        f"/thon/{VILLAGE}/viec",
        f"/thon/{VILLAGE}/ket-qua",
        "open",
        "decided",
        "cancelled",
    ],
)
def test_a_shared_link_has_title_sentence_and_picture(village: Village, public: FlaskClient, which: str) -> None:
    said = meta(public.get(which if which.startswith("/") else f"/bieu-quyet/{village.votes[which]}").text)
    assert said["og:title"]
    assert said["og:description"].endswith(".")
    assert "DH-" not in str(said)
    address, _, path = said["og:image"].rpartition("/static/")
    assert address == village.settings.public_url
    picture = public.get(f"/static/{path}")
    assert picture.mimetype == "image/png"
    assert len(picture.data) < MOST_BYTES
    size = struct.unpack(">II", picture.data[16:24])
    assert size == (WIDTH, HEIGHT) == (int(said["og:image:width"]), int(said["og:image:height"]))
