"""Page, interface and verifier say the same sentence of the same vote, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from verifier.command import run
from village.life import Village
from village.people import VILLAGE

from voting.services.permissions import Role
from voting.web.speech.labels import role_name
from web.client import Reader

Concludes = Callable[[str, str], str]
SAID = {
    "vi": "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3.",
    "en": "Passed: “Đồng ý” has 3 of 5 households, 3 needed.",
}


@pytest.fixture
def concludes(public: FlaskClient, tmp_path: Path) -> Concludes:
    """The verifier's last line about what a stranger downloads of a vote."""

    def last_line(vote: str, language: str) -> str:
        bundle = tmp_path / f"{vote}.zip"
        with public.get(f"/api/v1/votes/{vote}/bundle.zip") as sent:
            bundle.write_bytes(sent.data)
        return run(bundle, "--lang", language).lines[-1]

    return last_line


@pytest.mark.parametrize("language", SAID)
def test_a_result(village: Village, public: FlaskClient, concludes: Concludes, language: str) -> None:
    vote = village.votes["decided"]
    public.set_cookie("lang", language)
    assert SAID[language] in Reader(public.get(f"/bieu-quyet/{vote}").text).text
    assert SAID[language] in Reader(public.get(f"/thon/{VILLAGE}").text).text
    told = public.get(f"/api/v1/votes/{vote}/result", headers={"Accept-Language": language}).json
    assert told["sentence"] == SAID[language]
    assert SAID[language] in concludes(vote, language)


@pytest.mark.parametrize(
    ("state", "vi"), [("counting", "Đang kiểm phiếu"), ("cancelled", "Đã hủy"), ("open", "Đang biểu quyết")]
)
def test_a_state(village: Village, public: FlaskClient, state: str, vi: str) -> None:
    page = Reader(public.get(f"/bieu-quyet/{village.votes[state]}").text).text
    assert vi in page
    assert vi in Reader(public.get(f"/thon/{VILLAGE}").text).text


@pytest.mark.parametrize(("language", "said"), [("vi", "Đã hủy lúc"), ("en", "Cancelled at")])
def test_a_cancelled_vote_is_never_just_without_result(
    village: Village, public: FlaskClient, concludes: Concludes, language: str, said: str
) -> None:
    vote = village.votes["cancelled"]
    line = concludes(vote, language)
    sentence = said + line.partition(said)[2].partition(". ")[0]
    public.set_cookie("lang", language)
    assert len(sentence) > len(said) + 20
    assert sentence in Reader(public.get(f"/bieu-quyet/{vote}").text).text
    assert "chưa có kết quả" not in line
    assert "no result" not in line


def test_what_it_takes_to_pass(village: Village, public: FlaskClient) -> None:
    vote = village.votes["open"]
    said = public.get(f"/api/v1/votes/{vote}").json["rule"]
    assert said == "Cần từ 3/5 hộ đồng ý."
    assert said in Reader(public.get(f"/bieu-quyet/{vote}").text).text


@pytest.mark.parametrize(("kind", "title"), [("ấp", "Trưởng ấp"), ("tổ dân phố", "Tổ trưởng tổ dân phố")])
def test_a_head_is_called_as_their_village_calls_them(app: Flask, kind: str, title: str) -> None:
    with app.test_request_context():
        assert (role_name(Role.HEAD, kind), role_name(Role.BOARD, kind)) == (title, "Thành viên ban giám sát")
