"""One scan of a card, or a receipt that was kept: what today's books say of the household's ballot."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from village.life import NO, YES, Village

from .test_confirmed_receipts import confirmed, sign
from .test_receipts import address, read_code

pytestmark = pytest.mark.browser
THERE = "Phiếu của hộ vẫn còn trong sổ, đã được 2 bên xác nhận."
OTHER_STORY = "Lỗi: hai lời nói về phiếu của hộ khác nhau"
DECIDED, CANCELLED = "Giờ thu gom rác của xóm", "Lịch dùng nhà văn hóa năm 2027"
ASKED = "Phiếu của hộ còn trong sổ không?"
__all__ = ["confirmed"]


@pytest.fixture(scope="module")
def twin(made_village: Village, tmp_path_factory: pytest.TempPathFactory, village: Village) -> Village:
    """The same commune with the same keys and another history: what it signs from here on, the served one never had."""
    assert village.url != made_village.url
    return made_village.copied(tmp_path_factory.mktemp("twin"))


@pytest.fixture
def ended(confirmed: Village) -> Village:
    """Nothing is open any more, and both boards have signed it so: the last vote was cancelled with a ballot in it."""
    uuid = confirmed.votes["open"]
    if confirmed.services.votes.get(uuid).state == "open":
        confirmed.services.votes.cancel(confirmed.actors["head"], uuid, "Ghi nhầm giờ")
        sign(confirmed)
    return confirmed


def scan(phone: Page, village: Village, household: str) -> None:
    phone.goto("about:blank")
    phone.goto(village.card(household))


def past(phone: Page, title: str) -> Locator:
    return phone.locator('[data-list="past"] li').filter(has_text=title)


def standing(place: Locator | Page) -> Locator:
    return place.locator('[data-slot="standing"]')


def crime(place: Locator | Page) -> Locator:
    return place.get_by_role("alert").locator("visible=true")


def answering(phone: Page, path: str, change: Callable[[Any], Any]) -> None:
    """A server that says otherwise there."""

    def lie(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(change(answer.json())))

    phone.route(path, lie)


def keep(phone: Page, village: Village, text: str) -> None:
    """Gives the finder a receipt that was kept."""
    phone.goto(f"{village.address}/phieu")
    phone.get_by_text("Còn giữ biên nhận đầy đủ?").click()
    phone.get_by_label("Dán biên nhận vào đây").fill(text)
    phone.get_by_role("button", name="Kiểm biên nhận").click()


def kept(village: Village, tracker: str) -> str:
    return village.services.casting.find(tracker).receipt


# An open vote first: it ends below.


def test_a_kept_receipt_is_checked_against_todays_books(phone: Page, confirmed: Village, twin: Village) -> None:
    _, _, _, replaced, counted, opened = confirmed.trackers[:6]
    keep(phone, confirmed, kept(confirmed, counted).replace("\n", "\r\n"))
    expect(standing(phone.locator("main"))).to_have_text(
        f"{THERE} Máy này đã đọc cả sổ 6 dòng: phiếu ở dòng 6 là phiếu được tính."
    )
    expect(phone.get_by_role("link", name="Trang của phiếu này")).to_have_attribute(
        "href", address(confirmed, counted)[len(confirmed.address) :]
    )
    keep(phone, confirmed, kept(confirmed, replaced))
    expect(standing(phone.locator("main"))).to_have_text(
        f"{THERE} Phiếu ở dòng 5 không được tính: hộ đã gửi phiếu mới hơn, ở dòng 6."
    )
    older = kept(twin, opened)  # before anyone has confirmed it
    phone.set_input_files("#file", {"name": "bien-nhan.txt", "mimeType": "text/plain", "buffer": older.encode()})
    expect(standing(phone.locator("main"))).to_contain_text("phiếu ở dòng 2 là phiếu được tính.")


def test_what_is_no_receipt_of_this_book_is_told_calmly(phone: Page, confirmed: Village) -> None:
    receipt = kept(confirmed, confirmed.trackers[4])
    keep(phone, confirmed, "Số phiếu của hộ")
    expect(standing(phone.locator("main"))).to_contain_text("Đây không phải biên nhận đầy đủ.")
    keep(phone, confirmed, receipt.replace("/xa-dong-hoa", "/xa-tay-ninh"))
    expect(standing(phone.locator("main"))).to_contain_text(
        "Biên nhận này của sổ khác, trang này không có: dinh.example/xa-tay-ninh/"
    )
    keep(phone, confirmed, receipt.replace("dinh.example", "dinh.elsewhere"))
    expect(standing(phone.locator("main"))).to_contain_text("Hãy mở trang của xã in trên thẻ.")
    expect(crime(phone.locator("main"))).to_have_count(0)


def test_a_receipt_that_the_books_contradict_says_so_and_what_to_keep(
    phone: Page, confirmed: Village, twin: Village
) -> None:
    uuid = confirmed.votes["open"]
    receipt = kept(twin, twin.cast(uuid, "DH-002", YES))
    keep(phone, confirmed, receipt)
    expect(crime(phone)).to_contain_text(OTHER_STORY)
    expect(crime(phone)).to_contain_text("Biên nhận nói sổ đã có 3 dòng, nhưng sổ hôm nay chỉ có 2: sổ đã bị lùi lại.")
    expect(crime(phone)).to_contain_text("Hãy giữ nguyên thẻ và biên nhận, chụp màn hình này, đừng xóa gì.")
    expect(crime(phone)).to_contain_text("gọi số điện thoại in trên thẻ")
    phone.get_by_text("Chữ ký mà máy chủ vừa đưa ra, giữ lại làm chứng").click()
    expect(phone.locator('[data-slot="heads"]')).to_contain_text(
        confirmed.log(uuid).checkpoint().decode().split("\n")[2]
    )
    confirmed.cast(uuid, "DH-003", NO)
    keep(phone, confirmed, receipt)
    expect(crime(phone)).to_contain_text("Sổ hôm nay không phải sổ đã ghi biên nhận này: dòng cũ đã bị đổi.")
    keep(phone, confirmed, kept(twin, twin.cast(twin.open_vote("Việc chỉ có ở nơi kia"), "DH-002", YES)))
    expect(crime(phone)).to_contain_text("Sổ phiếu mà biên nhận này nói đến không còn ở đây.")
    signed = receipt.rindex("dinh.example")
    keep(phone, confirmed, receipt[: signed + 60] + "AAAA" + receipt[signed + 64 :])
    expect(crime(phone)).to_contain_text("Chữ ký trên biên nhận không phải chữ ký của sổ này.")
    genuine = kept(confirmed, confirmed.trackers[5])
    index = genuine.index("index ")
    keep(phone, confirmed, genuine[:index] + "index 2" + genuine[index + 7 :])
    expect(crime(phone)).to_contain_text("Biên nhận đã bị hỏng hoặc bị sửa: nó không dẫn đến dòng nào của sổ.")


def test_one_scan_of_a_card_after_the_vote_says_that_the_ballot_is_there(phone: Page, ended: Village) -> None:
    scan(phone, ended, "DH-001")
    newest = past(phone, CANCELLED)
    expect(standing(newest)).to_have_text(f"{THERE} Phiếu nằm ở dòng 2 của sổ phiếu.")
    newest.get_by_role("button", name="Đọc cả sổ phiếu trên máy này").click()
    expect(standing(newest)).to_have_text(f"{THERE} Cuộc biểu quyết ấy đã bị hủy, nên không phiếu nào được mở.")
    decided = past(phone, DECIDED)
    decided.get_by_role("button", name=ASKED).click()
    expect(standing(decided)).to_contain_text(THERE)
    decided.get_by_role("button", name="Đọc cả sổ phiếu trên máy này").click()
    expect(standing(decided)).to_contain_text("Máy này đã đọc cả sổ 6 dòng: phiếu ở dòng 2 là phiếu được tính.")


def test_a_household_that_sent_nothing_reads_so_from_the_whole_book(phone: Page, ended: Village) -> None:
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    scan(phone, ended, "DH-005")
    newest = phone.locator('[data-list="past"] li').first
    expect(standing(newest)).to_have_text("Máy chủ không thấy phiếu nào gửi bằng thẻ này.")
    newest.get_by_role("button", name="Đọc cả sổ phiếu trên máy này").click()
    expect(standing(newest)).to_contain_text("không có phiếu nào gửi bằng thẻ này.")
    secret = ended.phones["DH-005"]
    assert not [one for one in sent if secret.card in one or "/credentials/" in one], (
        "only names of books are asked for"
    )
    assert sum(secret.key in one for one in sent) == 1, "the look-up alone"


def test_a_server_that_is_silent_about_a_ballot_or_invents_one_is_told(phone: Page, ended: Village) -> None:
    uuid, trackers = ended.votes["open"], ended.trackers

    def naming(tracker: str | None) -> Callable[[Any], Any]:
        def change(body: Any) -> Any:
            for vote in (one for one in body["votes"] if one["uuid"] == uuid):
                vote["tracker"] = tracker
            return body

        return change

    def whole() -> None:
        past(phone, CANCELLED).get_by_role("button", name="Đọc cả sổ phiếu trên máy này").click()

    answering(phone, "**/cards/lookup", naming(None))
    scan(phone, ended, "DH-001")
    past(phone, CANCELLED).get_by_role("button", name=ASKED).click()
    whole()
    expect(crime(phone)).to_contain_text("Trong sổ có phiếu gửi bằng thẻ này mà máy chủ không nói ra.")
    phone.unroute("**/cards/lookup")
    answering(phone, "**/cards/lookup", naming(trackers[0]))
    scan(phone, ended, "DH-005")
    expect(crime(phone)).to_contain_text("Sổ hôm nay không khớp")  # a true ballot, of another household
    whole()
    expect(crime(phone)).to_contain_text("Máy chủ nói hộ đã gửi phiếu, mà trong sổ không có phiếu ấy.")


def test_the_finders_camera_reads_cards_and_kept_receipts(phone: Page, ended: Village) -> None:
    phone.goto(address(ended, ended.trackers[4]))
    phone.get_by_text("Biên nhận đầy đủ, kiểm được").click()
    proof = read_code(phone.locator('[data-slot="proof"] svg'))
    event = "new CustomEvent('dinh:scanned', { detail: text, cancelable: true })"
    scanned = f"text => document.querySelector('[data-scanner]').dispatchEvent({event})"
    phone.goto(f"{ended.address}/phieu")
    phone.evaluate(scanned, proof)
    expect(standing(phone.locator("main"))).to_contain_text(THERE)
    phone.evaluate(scanned, ended.card("DH-001").replace("localhost", "dinh.example"))
    expect(standing(past(phone, CANCELLED))).to_contain_text("vẫn còn trong sổ")
    assert phone.url == f"{ended.address}/the"
