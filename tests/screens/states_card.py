"""Before the choice: what a card can find, and every card or phone that cannot vote."""

from screens.state import State
from screens.visitor import ABSENT, Visitor, groups_of

NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
}
Object.defineProperty(document, "cookie", { get() { throw new DOMException("blocked", "SecurityError"); } });
"""
NO_CAMERA = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined }); delete window.BarcodeDetector;"
CLOCK = "Lịch dùng nhà văn hóa năm 2027"


def _wrong_group(visitor: Visitor) -> None:
    first, second, third, *others = groups_of(visitor.commune.phones_at["dong-hoa"]["DH-002"].card)
    visitor.type_code("dong-hoa", [first, second[:-1], "đ" + third[1:], *others])


def _look_alikes(visitor: Visitor) -> None:
    """Types a code as people do who read o as 0 and 1 as l, with capitals in the village."""
    code = groups_of(visitor.commune.phones_at["tay-hoa"]["DH-003"].card)
    visitor.type_code(" Tay Hoa ", [group.lower().replace("1", "l").replace("0", "o") for group in code])


def _unknown_typed(visitor: Visitor) -> None:
    visitor.type_code("dong-hoa", groups_of(ABSENT))
    visitor.page.locator(".errors:visible").wait_for()


def _of_another_village(visitor: Visitor) -> None:
    """The right secret with the code of a village it does not belong to."""
    visitor.go(f"/the#tay-hoa.{visitor.commune.phones['DH-002'].card}")


def _of_another_commune(visitor: Visitor) -> None:
    visitor.go(f"/the#khong-o-day.{ABSENT}")


def _unreachable(visitor: Visitor) -> None:
    visitor.deaf("cards/lookup")
    visitor.scan("dong-hoa", "DH-002")


def _busy(visitor: Visitor) -> None:
    visitor.busy("cards/lookup")
    visitor.scan("dong-hoa", "DH-002")


def _files_busy(visitor: Visitor) -> None:
    visitor.busy("election.json")
    visitor.scan("dong-hoa", "DH-002")


def _too_often(visitor: Visitor) -> None:
    visitor.knock_often()
    visitor.scan("dong-hoa", "DH-002")


def _tampered(visitor: Visitor) -> None:
    visitor.page.route("**/election.json", lambda route: route.fulfill(body=b'{"version":1}'))
    visitor.scan("dong-hoa", "DH-002")


def _not_listed(visitor: Visitor) -> None:
    others = visitor.commune.services.publication.credentials_short(visitor.commune.votes["nam-hoa"])
    visitor.page.route("**/public_creds.short", lambda route: route.fulfill(body=others))
    visitor.scan("dong-hoa", "DH-002")


def _opening(visitor: Visitor) -> None:
    visitor.waiting("cards/lookup")
    visitor.scan("dong-hoa", "DH-002")


STATES = [
    State("the-chua-co-viec", lambda v: v.scan("tay-hoa", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Tây Hòa", "Hiện chưa có việc nào để hộ mình biểu quyết. Hãy giữ thẻ này"),
    State("the-mot-viec-dang-mo", lambda v: v.scan("dong-hoa", "DH-002"), CLOCK, "Chọn câu trả lời"),
    State("the-da-gui-phieu", lambda v: v.scan("dong-hoa", "DH-001"), CLOCK, "Gửi phiếu mới sẽ thay phiếu cũ."),
    State("the-nhieu-viec", lambda v: v.scan("nam-hoa", "DH-001"),
          "Thẻ của hộ DH-001 – Thôn Nam Hòa", "Xem và biểu quyết"),
    State("the-nhieu-viec-da-gui-mot", lambda v: v.scan("nam-hoa", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Nam Hòa", "Gửi phiếu khác"),
    State("the-viec-sap-mo", lambda v: v.scan("bac-hoa", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Bắc Hòa", "Hãy quét lại thẻ khi đã đến giờ mở."),
    State("the-dang-kiem-phieu", lambda v: v.scan("dem-phieu", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Trung Hòa", "Đã hết giờ gửi phiếu, đang kiểm phiếu."),
    State("the-da-co-ket-qua", lambda v: v.scan("co-ket-qua", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Thượng Hòa", "Không thông qua: “Đồng ý” được 3/14 hộ"),
    State("the-viec-da-huy", lambda v: v.scan("da-huy", "DH-002"),
          "Thẻ của hộ DH-002 – Thôn Hạ Hòa", "Cuộc biểu quyết này đã bị hủy"),
    State("dang-mo-the", _opening, "Thẻ của hộ", "Đang mở thẻ…"),
    State("the-khong-tim-thay", lambda v: v.go(f"/the#dong-hoa.{ABSENT}"),
          "Không tìm thấy thẻ này", "Hãy mang thẻ đến Tổ lấy ý kiến của thôn"),
    State("the-cua-thon-khac", _of_another_village, "Thẻ của một thôn khác", "Gõ mã trên thẻ"),
    State("the-cua-xa-khac", _of_another_commune, "Thẻ của một thôn khác", "Hãy mở đúng địa chỉ in trên thẻ"),
    State("the-da-bi-thay", lambda v: v.scan("dong-hoa", "DH-014"), "Thẻ này không còn dùng được",
          "Chưa có thì hãy hỏi Tổ lấy ý kiến của thôn"),
    State("the-khong-co-trong-danh-sach", _not_listed,
          "Thẻ không có trong danh sách của cuộc biểu quyết này", "Hãy báo Tổ lấy ý kiến hoặc ban giám sát"),
    State("du-lieu-khong-khop", _tampered, "Dữ liệu của cuộc biểu quyết không khớp", "Hãy báo ban giám sát của thôn."),
    State("nhap-ma", lambda v: v.go("/the"), "Mã trên thẻ của hộ là gì?", "gõ mã in dưới mã vuông"),
    State("nhap-ma-sai-nhom", _wrong_group, "Mã trên thẻ của hộ là gì?", "Nhóm 2 mới có 5 ký tự, cần đủ 6."),
    State("nhap-ma-khong-co", _unknown_typed, "Mã trên thẻ của hộ là gì?", "Hãy so lại từng ký tự"),
    State("nhap-ma-de-nham", _look_alikes, "Thẻ của hộ DH-003 – Thôn Tây Hòa", "Hãy giữ thẻ này"),
    State("khong-co-camera", lambda v: v.go("/the"), "Mã trên thẻ của hộ là gì?", "gõ mã in dưới mã vuông",
          script=NO_CAMERA),
    State("khong-javascript", lambda v: v.scan("dong-hoa", "DH-002"), "Thẻ của hộ",
          "mang thẻ đến bàn hỗ trợ ở nhà văn hóa", browser={"java_script_enabled": False}),
    State("khong-bigint", lambda v: v.scan("dong-hoa", "DH-002"), "Máy này quá cũ để niêm phong phiếu",
          "mượn một điện thoại khác", script="delete window.BigInt"),
    State("khong-luu-tru", lambda v: v.vote("DH-003"), "Phiếu đã được ghi nhận", "trang của phiếu này",
          script=NO_STORAGE),
    State("khong-tai-xuong", lambda v: v.vote("DH-004"), "Phiếu đã được ghi nhận", "chụp ảnh màn hình để giữ lại",
          browser={"accept_downloads": False}),
    State("khong-co-mang", _unreachable, "Chưa có mạng", "Thử lại"),
    State("may-chu-ban", _busy, "Máy chủ đang bận", "Thử lại"),
    State("may-chu-ban-khi-mo-viec", _files_busy, "Máy chủ đang bận", "Thử lại"),
    State("qua-nhieu-lan", _too_often, "Đang có nhiều người cùng mở thẻ", "Hãy chờ một phút rồi thử lại."),
]  # fmt: skip
