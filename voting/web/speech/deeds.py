"""What each deed on a matter's road is called: at the head of its page, on its button, on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from voting.services.matters.acts import DOINGS, Deed
from voting.services.matters.terms import STEPS
from voting.web.speech.languages import spoken
from voting.web.speech.words import _l


@dataclass(frozen=True)
class DeedWords:
    """A deed's question, what follows from it, its button; `slug` is the last part of its page's address, empty where
    it has a page of its own kind. `waited` is what others read, where it is not the step's own name.
    """

    slug: str
    heading: LazyString
    words: LazyString
    act: LazyString
    waited: LazyString | None = None


DEEDS: Mapping[Deed, DeedWords] = {
    Deed.CARRY: DeedWords(
        "dua-ra-ban",
        _l("Đưa đề xuất của các hộ ra bàn?"),
        _l("Đã đủ 10% số hộ đồng ý. Đưa ra bàn thì không lấy thêm đồng ý nữa."),
        _l("Đưa đề xuất ra bàn"),
        _l("Đưa đề xuất của các hộ ra bàn"),
    ),
    Deed.BACK: DeedWords(
        "ung-ho",
        _l("Ban công tác Mặt trận ủng hộ đề xuất này?"),
        _l("Chưa đủ 10% số hộ đồng ý. Mặt trận thấy có ích và ủng hộ thì thôn vẫn phải đưa ra bàn."),
        _l("Ủng hộ đề xuất này"),
        _l("Xem có ủng hộ đề xuất của các hộ không"),
    ),
    Deed.CLASSIFY: DeedWords(
        "",
        _l("Việc này được biểu quyết trực tuyến không?"),
        _l("Trả lời năm câu hỏi của luật, mỗi trang một câu."),
        _l("Xếp loại việc này"),
    ),
    Deed.ANNOUNCE: DeedWords(
        "",
        _l("Ra thông báo và mở biểu quyết?"),
        _l("Bà con đã chọn biểu quyết trực tuyến. Ra thông báo rồi thì nội dung không đổi được nữa."),
        _l("Ra thông báo và mở biểu quyết"),
    ),
    Deed.CONFIRM_HELD: DeedWords(
        "",
        _l("Kết quả họp đã nhập đúng chưa?"),
        _l("Một người đã nhập các số. Ông/bà xem lại với biên bản rồi xác nhận."),
        _l("Xem và xác nhận"),
        _l("Xác nhận kết quả họp"),
    ),
    Deed.AGREE: DeedWords(
        "thong-nhat",
        _l("Ông/bà thống nhất biểu quyết trực tuyến?"),
        _l("Việc này không cần họp, không phát phiếu. Trưởng thôn và Ban công tác Mặt trận phải cùng thống nhất."),
        _l("Tôi thống nhất"),
    ),
    Deed.INFORM: DeedWords(
        "bao-cao-xa",
        _l("Đã giao báo cáo giấy cho ai?"),
        _l("Xã có tài khoản thì tự bấm đã nhận. Chỉ ghi ở đây khi giao bản giấy. Không phải chờ xã duyệt."),
        _l("Ghi đã báo cáo"),
    ),
    Deed.RECEIVE_REPORT: DeedWords(
        "xa-nhan-bao-cao",
        _l("Xã đã nhận báo cáo?"),
        _l("Nhận là biết, không phải duyệt."),
        _l("Đã nhận báo cáo"),
        _l("Bấm đã nhận báo cáo của thôn"),
    ),
    Deed.APPOINT_TEAM: DeedWords(
        "lap-to",
        _l("Ai ở trong Tổ lấy ý kiến?"),
        _l("Từ 3 đến 5 người, đủ bốn thành phần. Một người có thể giữ hai thành phần."),
        _l("Lập Tổ lấy ý kiến"),
    ),
    Deed.SETTLE_ROLL: DeedWords(
        "chot-danh-sach",
        _l("Danh sách hộ của thôn đúng và đủ?"),
        _l("Mỗi hộ một người đại diện. Danh sách đang dùng của thôn được chốt cho việc này."),
        _l("Chốt danh sách"),
    ),
    Deed.TAKE_POLL: DeedWords(
        "ket-qua-hoi",
        _l("Ghi kết quả hỏi bằng thẻ?"),
        _l("Các con số lấy từ sổ ý kiến. Cần quá nửa tổng số hộ đồng ý biểu quyết trực tuyến."),
        _l("Ghi kết quả hỏi"),
    ),
    Deed.ASK_FORM: DeedWords(
        "hoi-bang-the",
        _l("Hỏi các hộ bằng thẻ?"),
        _l("Mỗi hộ quét thẻ và trả lời. Đã hỏi bằng thẻ thì con số lấy từ sổ, không ghi tay được nữa."),
        _l("Bắt đầu hỏi các hộ"),
    ),
    Deed.POLL: DeedWords(
        "hinh-thuc",
        _l("Bao nhiêu hộ muốn biểu quyết trực tuyến?"),
        _l("Cần quá nửa tổng số hộ. Không quá nửa thì phải họp hoặc phát phiếu."),
        _l("Ghi kết quả hỏi"),
    ),
    Deed.MINUTE: DeedWords(
        "bien-ban",
        _l("Lập biên bản của Tổ?"),
        _l("Các con số lấy từ kết quả đã công bố. Bản giấy do Tổ trưởng ký."),
        _l("Lập biên bản"),
    ),
    Deed.RESOLVE: DeedWords(
        "quyet-dinh",
        _l("Lập biên bản kết quả theo Mẫu số 03?"),
        _l("Bốn chữ ký: trưởng thôn, trưởng ban Mặt trận, hai đại diện hộ."),
        _l("Lập biên bản kết quả"),
    ),
    Deed.PUBLISH: DeedWords(
        "niem-yet",
        _l("Đã niêm yết kết quả?"),
        _l("Dán ở nhà văn hóa, điểm sinh hoạt cộng đồng; đọc loa, báo trong nhóm."),
        _l("Ghi đã niêm yết"),
    ),
    Deed.SEND: DeedWords(
        "gui-xa",
        _l("Đã giao kết quả giấy cho ai?"),
        _l("Trong 5 ngày làm việc, cho cả Ủy ban nhân dân và Mặt trận xã."),
        _l("Ghi đã gửi"),
    ),
    Deed.RECEIVE_RESULT: DeedWords(
        "xa-nhan-ket-qua",
        _l("Xã đã nhận kết quả?"),
        _l("Nhận là biết, không phải công nhận."),
        _l("Đã nhận kết quả"),
        _l("Bấm đã nhận kết quả của thôn"),
    ),
    Deed.CARRY_OUT: DeedWords(
        "da-lam",
        _l("Đã làm được gì?"),
        _l("Mỗi lần làm xong một phần thì ghi một lần."),
        _l("Ghi việc đã làm"),
    ),
    Deed.REPORT: DeedWords(
        "bao-cao",
        _l("Báo cáo bà con và xã thế nào?"),
        _l("Báo cáo này khép lại việc."),
        _l("Lập báo cáo"),
    ),
    Deed.TURN: DeedWords(
        "chuyen",
        _l("Chuyển sang họp hay phát phiếu?"),
        _l("Kết quả họp hoặc phiếu được tính riêng, không cộng với phiếu trực tuyến."),
        _l("Chuyển hình thức"),
    ),
    Deed.CONVENE: DeedWords(
        "moi-hop",
        _l("Họp hoặc thu phiếu khi nào, ở đâu?"),
        _l("Báo trước ít nhất 2 ngày. Giấy mời theo Mẫu số 01 được lập sẵn."),
        _l("Lập giấy mời"),
    ),
    Deed.ENTER_HELD: DeedWords(
        "ket-qua-hop",
        _l("Cuộc họp, đợt phiếu có kết quả thế nào?"),
        _l("Một người nhập, người kia xem lại rồi xác nhận. Chưa xác nhận thì chưa vào sổ."),
        _l("Nhập kết quả"),
    ),
    Deed.RECOGNISE: DeedWords(
        "cong-nhan",
        _l("Xã đã công nhận chưa?"),
        _l("Xã trả lời trong 5 ngày làm việc kể từ khi nhận."),
        _l("Ghi câu trả lời"),
    ),
    Deed.ABOLISH: DeedWords(
        "bai-bo",
        _l("Bãi bỏ quyết định này, hay yêu cầu sửa?"),
        _l("Quyết định trái luật thì bãi bỏ; sai trình tự thì bãi bỏ hoặc yêu cầu làm lại. Thôn và bà con thấy ngay."),
        _l("Ghi quyết định của xã"),
        _l("Ghi quyết định bãi bỏ của xã"),
    ),
    Deed.END: DeedWords(
        "dung",
        _l("Dừng việc này?"),
        _l("Dừng rồi thì không đi tiếp được. Các bước và giấy tờ đã có vẫn còn trong sổ."),
        _l("Dừng việc này"),
    ),
}


def awaited_of(deed: Deed) -> LazyString:
    """What others read while they wait for it: the step's own name, or words of the deed's own."""
    return DEEDS[deed].waited or LazyString(spoken, STEPS[DOINGS[deed].marks[0]].act)
