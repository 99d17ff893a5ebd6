"""Looking for a receipt: the first two groups are enough, and what is wrong is said in numbers, at the field."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from village.life import Village

from voting.services.errors import NotFound
from voting.web.app import create_app
from voting.web.booth import numbers
from voting.web.speech.drawings import qr_path
from voting.web.speech.trackers import to_address


@pytest.fixture(scope="module")
def public(village: Village) -> FlaskClient:
    """A stranger's browser."""
    return create_app(village.services, village.settings).test_client()


def grouped(tracker: str) -> str:
    return " ".join(tracker[start : start + 4] for start in range(0, len(tracker), 4))


def said(client: FlaskClient, typed: str) -> str:
    answer = client.get("/phieu", query_string={"so": typed})
    assert answer.status_code == 200
    page = unescape(answer.text)
    assert "<title>Lỗi: Tìm phiếu theo số" in page
    assert f'value="{typed.strip()}"' in page, "what was typed is kept"
    assert 'aria-invalid="true"' in page
    start = page.index('id="so-fault">') + len('id="so-fault">')
    return page[start : page.index("<", start)].removeprefix("Lỗi: ")


@pytest.mark.parametrize("characters", [8, 9, 12, 30, 43])
def test_the_beginning_of_a_number_finds_its_receipt(public: FlaskClient, village: Village, characters: int) -> None:
    tracker = village.trackers[-1]
    for typed in (tracker[:characters], f" {grouped(tracker[:characters])} ", to_address(tracker[:characters])):
        answer = public.get("/phieu", query_string={"so": typed})
        assert (answer.status_code, answer.location) == (302, f"/phieu/{to_address(tracker)}")


def test_the_beginning_of_a_number_is_enough_in_an_address_and_in_the_interface(
    public: FlaskClient, village: Village
) -> None:
    tracker = village.trackers[-1]
    answer = public.get(f"/phieu/{to_address(tracker[:8])}")
    assert (answer.status_code, answer.location) == (302, f"/phieu/{to_address(tracker)}")
    ballots = f"/api/v1/votes/{village.votes['open']}/ballots"
    assert public.get(f"{ballots}/{to_address(tracker[:9])}").json["tracker"] == tracker
    for few in (tracker[:7], "%" * 12, tracker[:12].swapcase()):
        assert public.get(f"/phieu/{to_address(few)}").status_code == 404
        assert public.get(f"{ballots}/{to_address(few)}").json["code"] == "unknown-ballot"


def test_a_pasted_address_finds_its_receipt(public: FlaskClient, village: Village) -> None:
    address = f"{village.address}/phieu/{to_address(village.trackers[-1])}"
    assert public.get("/phieu", query_string={"so": address}).location == f"/phieu/{to_address(village.trackers[-1])}"


def test_too_few_characters_are_counted(public: FlaskClient, village: Village) -> None:
    wanted = "Mới có 6/43 ký tự. Hãy gõ ít nhất hai nhóm đầu, tức 8 ký tự."
    assert said(public, village.trackers[-1][:6]) == wanted
    assert said(public, f" {grouped(village.trackers[-1][:7])}").startswith("Mới có 7/43 ký tự.")


def test_other_numbers_are_told_what_is_wrong_with_them(public: FlaskClient, village: Village) -> None:
    tracker = village.trackers[-1]
    assert said(public, "A" * 12) == "Không có phiếu nào bắt đầu bằng “AAAA AAAA AAAA”. Mới có 12/43 ký tự."
    assert said(public, tracker[:12].swapcase()).startswith("Không có phiếu nào bắt đầu bằng")
    assert said(public, tracker + "A") == "Có 44 ký tự, số phiếu chỉ có 43."
    assert said(public, "%" * 12) == "Ký tự “%” không dùng trong số phiếu."
    assert said(public, "_" * 6 + "'" * 8) == "Ký tự “'” không dùng trong số phiếu."


def test_two_ballots_that_begin_alike_are_not_guessed_at(village: Village) -> None:
    with pytest.raises(NotFound) as refused:
        village.services.casting.beginning_with("")
    assert refused.value.code == "several-ballots"
    with create_app(village.services, village.settings).test_request_context():
        assert numbers.none_begins("A" * 12, several=True) == "Có nhiều phiếu bắt đầu như vậy. Hãy gõ thêm một nhóm."


def test_the_receipts_square_code_is_drawn_without_a_script(public: FlaskClient, village: Village) -> None:
    address = f"/phieu/{to_address(village.trackers[-1])}"
    drawn = qr_path(village.settings.public_url + address)
    assert f'<path d="{drawn.path}"/>' in public.get(address).text
