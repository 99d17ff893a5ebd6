"""From the matter to the receipt."""

from screens.papers import EIGHT, LONG_TITLE
from screens.state import State
from screens.states_card import CLOCK
from screens.visitor import Visitor

THREE = "Hộ mình chọn thế nào?"
CONFIRMED = "Phiếu đã được ghi nhận"
CHECK = "Gửi phiếu này của hộ?"


def _choice(village: str, *answers: str):
    def reach(visitor: Visitor) -> None:
        visitor.scan(village, "DH-002")
        visitor.choose(*answers)

    return reach


def _nothing_chosen(visitor: Visitor) -> None:
    visitor.scan("dong-hoa", "DH-002")
    visitor.choose()
    visitor.review()


def _some_missing(visitor: Visitor) -> None:
    _choice("nhieu-cau", "Sửa vài điều", "Bà Lê Thị Mai")(visitor)
    visitor.review()


def _full(visitor: Visitor) -> None:
    _choice("chon-ba", *EIGHT[:4])(visitor)


def _closed_while_reading(visitor: Visitor) -> None:
    """Time goes forward for good: nothing else in the table closes within this hour."""
    visitor.ready("DH-002", village="sap-dong")
    visitor.commune.clock.move(minutes=61)
    visitor.send()


def _sealed_first(visitor: Visitor) -> None:
    visitor.ready("DH-002")
    visitor.page.get_by_text("Kiểm tra máy này (không bắt buộc)").click()
    visitor.page.get_by_role("button", name="Niêm phong và xem số phiếu").click()


def _opened(visitor: Visitor) -> None:
    _sealed_first(visitor)
    visitor.page.get_by_role("button", name="Mở phiếu này ra kiểm").click()
    visitor.page.locator('[data-panel="opened"] [data-slot="qr"] svg').wait_for()


def _sending(visitor: Visitor) -> None:
    visitor.waiting("ballots")
    visitor.ready("DH-002")
    visitor.send()


def _again(visitor: Visitor) -> None:
    visitor.deaf("ballots")
    visitor.ready("DH-002")
    visitor.send()
    visitor.page.get_by_text("Đang gửi lại").wait_for()


def _unsure(visitor: Visitor) -> None:
    visitor.page.clock.install()
    visitor.deaf("ballots")
    visitor.ready("DH-002")
    visitor.send()
    visitor.wait_for("Chưa biết phiếu đã đến nơi chưa")


def _nothing_sent(visitor: Visitor) -> None:
    visitor.ready("DH-002")
    visitor.deaf("credentials/*")
    visitor.send()


def _replaced(visitor: Visitor) -> None:
    visitor.go(f"/phieu/{_address(visitor.vote('DH-006'))}")
    first = visitor.page.url
    visitor.vote("DH-006", "Không đồng ý")
    visitor.page.goto(first)


def _receipt(visitor: Visitor) -> None:
    visitor.go(f"/phieu/{_address(visitor.vote('DH-007'))}")


def _kept(visitor: Visitor, *, spoilt: bool = False) -> None:
    visitor.go(f"/phieu/{_address(visitor.vote('DH-004'))}")
    receipt = str(visitor.page.locator("[data-receipt]").get_attribute("data-text"))
    visitor.page.goto(f"{visitor.page.url.rpartition('/')[0]}")
    visitor.page.get_by_text("Còn giữ biên nhận đầy đủ?").click()
    visitor.page.get_by_label("Dán biên nhận vào đây").fill(receipt[:-4] + "AAA\n" if spoilt else receipt)
    visitor.page.get_by_role("button", name="Kiểm biên nhận").click()


def _second_person(visitor: Visitor) -> None:
    visitor.vote("DH-008")
    visitor.page.goto("about:blank")
    visitor.scan("dong-hoa", "DH-008")


def _forgotten(visitor: Visitor) -> None:
    visitor.vote("DH-009")
    visitor.press("forget")


def _address(tracker: str) -> str:
    return tracker.replace("+", "-").replace("/", "_")


STATES = [
    State("viec-dai", lambda v: v.scan("viec-dai", "DH-002"), LONG_TITLE, "Chọn câu trả lời"),
    State("viec-tam-phuong-an", _choice("chon-ba"), "Năm tới thôn nên làm việc nào trước?",
          "Chọn nhiều nhất 3 câu trả lời."),
    State("chon-mot", _choice("dong-hoa", "Ý kiến khác"), "Bà con có tán thành không?", "Xem lại trước khi gửi"),
    State("chon-chua-xong", _nothing_chosen, "Bà con có tán thành không?", "Hãy chọn một câu trả lời."),
    State("chon-nhieu-cau", _choice("nhieu-cau", "Sửa vài điều"), THREE, "Chọn từ 2 đến 3 câu trả lời."),
    State("chon-nhieu-cau-chua-xong", _some_missing, THREE, "Câu 2: Hãy chọn ít nhất 2 câu trả lời."),
    State("chon-du-ba", _full, "Năm tới thôn nên làm việc nào trước?", "Đã chọn đủ 3."),
    State("chon-phieu-trang", _choice("chon-ba", "Phiếu trắng (không chọn câu nào)"),
          "Năm tới thôn nên làm việc nào trước?", "Xem lại trước khi gửi"),
    State("xem-lai", lambda v: v.ready("DH-002"), CHECK, "Phiếu CHƯA được gửi."),
    State("xem-lai-nhieu-cau", lambda v: v.ready(
        "DH-002", "Sửa cả bản", "Bà Lê Thị Mai", "Ông Trần Văn Lâm", "Sáng Chủ nhật", village="nhieu-cau"),
          CHECK, "Gửi phiếu của hộ"),
    State("xem-lai-phieu-trang", lambda v: v.ready(
        "DH-002", "Phiếu trắng (không chọn câu nào)", village="chon-ba"), CHECK, "Phiếu CHƯA được gửi."),
    State("niem-phong-truoc", _sealed_first, "Gửi phiếu vừa niêm phong, hay mở ra kiểm?", "Phiếu CHƯA được gửi."),
    State("mo-ra-kiem", _opened, "Máy khác thấy gì trong phiếu này?", "Phiếu đã mở thì không bao giờ gửi được nữa."),
    State("dang-gui", _sending, CHECK, "Đang gửi phiếu…"),
    State("mat-mang-khi-gui", _again, CHECK, "Đang gửi lại chính phiếu này"),
    State("chua-biet-den-noi", _unsure, CHECK, "Gửi lại chính phiếu này"),
    State("chua-gui-duoc-gi", _nothing_sent, CHECK, "Không có mạng nên chưa gửi được gì."),
    State("xac-nhan", lambda v: v.vote("DH-005"), CONFIRMED, "Đổi ý trước giờ đó"),
    State("xac-nhan-nhieu-cau", lambda v: v.vote(
        "DH-003", "Sửa vài điều", "Bà Lê Thị Mai", "Ông Đỗ Văn Oanh", "Tối thứ Bảy", village="nhieu-cau"),
          CONFIRMED, "Số phiếu của hộ"),
    State("xac-nhan-con-viec-khac", lambda v: v.vote("DH-003", village="nam-hoa"), CONFIRMED,
          "Xem việc khác đang biểu quyết"),
    State("da-xoa-khoi-may", _forgotten, "Đã xóa khỏi máy này", "Đóng trang được rồi."),
    State("nguoi-thu-hai", _second_person, CLOCK, "Hộ mình đã gửi phiếu (số "),
    State("phieu-dang-tinh", _receipt, "Phiếu này có trong sổ phiếu", "Đây là phiếu đang được tính của hộ."),
    State("phieu-da-thay", _replaced, "Phiếu này đã được thay", "phiếu gửi sau cùng là phiếu được đếm."),
    State("phieu-khong-co", lambda v: v.go(f"/phieu/{'A' * 43}"), "Không có phiếu nào mang số này trong sổ",
          "Nhập lại số phiếu"),
    State("tim-phieu", lambda v: v.go("/phieu"), "Số phiếu của hộ là gì?", "Tìm phiếu"),
    State("bien-nhan-con-trong-so", _kept, "Số phiếu của hộ là gì?", "Máy này đã đọc cả sổ"),
    State("bien-nhan-bi-sua", lambda v: _kept(v, spoilt=True), "Số phiếu của hộ là gì?",
          "Chữ ký trên biên nhận không phải"),
    State("dong-luc-dang-doc", _closed_while_reading, CHECK, "Đã hết giờ trước khi phiếu đến"),
]  # fmt: skip

ENGLISH = [
    State(
        "en-ma-the", lambda v: v.go("/the"), "What is the code on the household's card?", "Open the card", language="en"
    ),
    State("en-viec", lambda v: v.scan("dong-hoa", "DH-002"), CLOCK, "Choose", language="en"),
    State("en-xem-lai", lambda v: v.ready("DH-002"), "Send this ballot for your household?", "NOT", language="en"),
    State("en-xac-nhan", lambda v: v.vote("DH-010"), "The ballot is recorded", "number", language="en"),
]
DARK = {"color_scheme": "dark"}
SPECIAL = [
    State("toi-viec", lambda v: v.scan("dong-hoa", "DH-001"), CLOCK, "Chọn câu trả lời", browser=DARK),
    State("toi-xem-lai", lambda v: v.ready("DH-002"), CHECK, "Phiếu CHƯA được gửi.", browser=DARK),
    State("toi-xac-nhan", lambda v: v.vote("DH-011"), CONFIRMED, "Đổi ý trước giờ đó", browser=DARK),
    State("toi-phieu-dang-tinh", lambda v: v.go(f"/phieu/{_address(v.vote('DH-012'))}"),
          "Phiếu này có trong sổ phiếu", "Đây là phiếu đang được tính của hộ.", browser=DARK),
    State("chu-to-ma-the", lambda v: v.go("/the"), "Mã trên thẻ của hộ là gì?", "Mở thẻ", text_percent=200),
    State("chu-to-chon", _choice("chon-ba", EIGHT[6]), "Năm tới thôn nên làm việc nào trước?", "Xem lại trước khi gửi",
          text_percent=200),
    State("chu-to-xac-nhan", lambda v: v.vote("DH-013"), CONFIRMED, "Đổi ý trước giờ đó", text_percent=200),
    State("hep-320-chon", _choice("nhieu-cau", "Sửa vài điều"), THREE, "Xem lại trước khi gửi",
          browser={"viewport": {"width": 320, "height": 640}}),
    State("hep-320-xac-nhan", lambda v: v.vote("DH-005", village="dong-hoa"), CONFIRMED, "Số phiếu của hộ",
          browser={"viewport": {"width": 320, "height": 640}}),
]  # fmt: skip
