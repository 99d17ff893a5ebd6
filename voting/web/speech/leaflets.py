"""What each role does, in order, on one sheet: the words of the product's own guidance (`/huong-dan/...`).

A button is never typed here a second time: an act names its task, and `errands.WAYS` has the button's words.
"""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from voting.services.permissions import Role
from voting.services.reports.tasks import TaskKind
from voting.web.speech.errands import WAYS
from voting.web.speech.words import _l


@dataclass(frozen=True)
class Act:
    """One thing to do. `task`: the desk's task whose button leads there; `picture`: the page, by its name in
    `tests/screens` and in `static/img/guide-*.webp`; `press`: a button on it that the sheet names."""

    words: LazyString
    task: TaskKind | None = None
    picture: str = ""
    press: LazyString | None = None

    @property
    def button(self) -> LazyString | None:
        """The words of the desk's button; None where the act begins elsewhere."""
        return WAYS[self.task].act if self.task else None


@dataclass(frozen=True)
class Leaflet:
    """The sheet of a role: what it is for, what it does, and what it never does."""

    role: Role
    duty: LazyString
    acts: tuple[Act, ...]
    never: tuple[LazyString, ...]


LEAFLETS = {
    "truong-thon": Leaflet(
        Role.HEAD,
        _l("Đưa việc của thôn ra để bà con bàn và quyết định."),
        (
            Act(_l("Nhập danh sách hộ, mỗi hộ một người đại diện."), TaskKind.IMPORT_LIST, "danh-sach"),
            Act(_l("Lập ban kiểm phiếu, từ 3 đến 5 người."), TaskKind.FORM_COMMITTEE, "ban-lap-chua-co"),
            Act(
                _l("Đề xuất việc. Trả lời năm câu hỏi, máy nói việc ấy phải quyết định bằng cách nào."),
                TaskKind.PROPOSE,
                "xep-loai-cau-dau",
            ),
            Act(
                _l("Đi từng bước trên trang của việc. Mỗi bước ra một giấy, ký rồi lưu."), picture="duong-viec-dang-mo"
            ),
            Act(
                _l("Trong lúc biểu quyết, xem bao nhiêu hộ đã gửi phiếu. Không ai thấy hộ nào chọn gì."),
                picture="viec-dang-mo",
            ),
            Act(
                _l("Có kết quả thì báo bà con, rồi gửi biên bản lên xã trong 5 ngày làm việc."),
                TaskKind.TELL_RESULT,
                "viec-co-ket-qua",
            ),
        ),
        (
            _l("Không cầm thẻ của hộ khác, không gửi phiếu thay hộ nào."),
            _l("Không đưa khoản đóng góp, bầu cử hay hương ước ra biểu quyết trực tuyến. Luật buộc phải họp."),
        ),
    ),
    "mat-tran": Leaflet(
        Role.FRONT,
        _l("Cùng trưởng thôn thống nhất cách lấy ý kiến, và đứng đầu Tổ lấy ý kiến."),
        (
            Act(_l("Mở bàn làm việc: việc nào chờ mình thì ở trên cùng."), picture="ban-mat-tran"),
            Act(_l("Đọc đề xuất của trưởng thôn. Đồng ý, hoặc nói vì sao không.")),
            Act(
                _l("Hộ dân đề xuất mà chưa đủ 10 phần trăm? Thấy có ích thì ủng hộ: việc vẫn được đưa ra bàn."),
                picture="duong-viec-cho-mat-tran",
            ),
            Act(
                _l("Biên bản họp do người kia nhập: so với bản giấy, đúng thì xác nhận."),
                picture="duong-viec-cho-nguoi-kia",
            ),
            Act(_l("Kiểm tra kết quả và ký giám sát như ban giám sát, nếu xã đã cử Mặt trận.")),
        ),
        (_l("Không xác nhận số liệu chưa so với bản giấy."),),
    ),
    "to-lay-y-kien": Leaflet(
        Role.TEAM,
        _l("Hỏi, báo tin, giúp các hộ biểu quyết, và lập biên bản."),
        (
            Act(
                _l("Hỏi các hộ có tên đúng trong danh sách không. Trả lời từng hộ nói chưa đúng."),
                TaskKind.ANSWER_HOUSEHOLDS,
                "y-kien-cac-ho",
            ),
            Act(
                _l("Báo tin bằng loa, nhóm chat và áp phích. Lời đã viết sẵn, chỉ việc đọc hoặc chép."),
                picture="bao-tin",
            ),
            Act(
                _l("Nhắc hộ chưa gửi phiếu. Tổ biết hộ nào chưa gửi, không biết hộ nào chọn gì."),
                TaskKind.REMIND,
                "chua-gui",
            ),
            Act(_l("Mở bàn hỗ trợ cho hộ không có điện thoại. Hộ tự bấm, Tổ quay mặt đi."), picture="mo-ban-ho-tro"),
            Act(
                _l("Hết giờ, đọc lời của các hộ. Lời có tên người thì không đưa vào biên bản."),
                TaskKind.SCREEN_WORDS,
            ),
            Act(_l("Lập biên bản của Tổ. Con số lấy từ sổ, không phải gõ lại."), picture="duong-viec-cua-to"),
        ),
        (_l("Không bấm thay hộ, không nhìn hộ chọn."), _l("Không nói với ai hộ nào chưa gửi phiếu.")),
    ),
    "in-the": Leaflet(
        Role.CARDS,
        _l("In thẻ, phát tận tay từng hộ, thay thẻ mất."),
        (
            Act(_l("In thẻ, mỗi hộ một thẻ. In hỏng thì in lại."), TaskKind.MAKE_CARDS, "the-vua-lam"),
            Act(_l("Quét một thẻ vừa in để xác nhận đã in đủ. Từ lúc ấy thẻ mới dùng được.")),
            Act(_l("Phát tận tay. Mỗi hộ ký nhận thẻ của hộ mình."), TaskKind.HAND_OVER, "ky-nhan"),
            Act(_l("In vài thẻ dự phòng rồi cất kín."), TaskKind.MAKE_SPARES),
            Act(
                _l("Hộ mất thẻ: hủy thẻ cũ rồi làm thẻ mới. Đang biểu quyết thì cần người thứ hai đồng ý."),
                picture="cho-dong-y-thay-the",
            ),
        ),
        (
            _l("Không giữ bản in, không chụp thẻ, không đọc mã trên thẻ qua điện thoại."),
            _l("Không nhận thẻ thay hộ vắng nhà."),
        ),
    ),
    "kiem-phieu": Leaflet(
        Role.COUNTING,
        _l("Giữ một phần chìa khóa, và mở tổng số phiếu khi đã hết giờ."),
        (
            Act(
                _l("Tạo thẻ kiểm phiếu trên máy của mình, cùng lúc với các thành viên."),
                TaskKind.MAKE_KEY,
                "the-chung-vao-lai",
            ),
            Act(_l("In thẻ làm hai bản, cất hai nơi."), picture="the-kiem-vua-tao"),
            Act(
                _l("Quét lại thẻ để tỏ rằng mình còn giữ. Chưa tỏ thì tên mình hiện trước khi mở biểu quyết."),
                picture="the-kiem-go-lai",
            ),
            Act(_l("Hết giờ, mở trang và quét thẻ. Đủ người thì tổng số hiện ra."), TaskKind.COUNT, "mo-phieu-chua-mo"),
        ),
        (
            _l("Không đưa thẻ kiểm phiếu cho ai, kể cả trưởng thôn hay người giữ máy chủ."),
            _l("Không mở được phiếu của riêng hộ nào; ai nhờ việc ấy thì báo ban giám sát."),
        ),
    ),
    "giam-sat": Leaflet(
        Role.BOARD,
        _l("Kiểm tra sổ, ký khi đúng, lên tiếng khi sai."),
        (
            Act(_l("Tạo thẻ giám sát một lần rồi cất kỹ."), picture="giam-sat-the"),
            Act(
                _l("Ký mỗi tuần một lần và mỗi khi có kết quả. Máy của ông/bà tự tính lại cả sổ rồi mới ký."),
                picture="giam-sat-ky",
                press=_l("Kiểm tra và ký"),
            ),
            Act(
                _l("Có kết quả thì tự kiểm tra, không phải tin máy chủ."),
                TaskKind.CHECK_RESULT,
                "kiem-tra-ket-qua-xong",
            ),
            Act(
                _l("Máy báo khác với lần trước thì không ký. Giữ tệp chứng cứ, gọi Mặt trận xã."),
                picture="giam-sat-ky-co-bao-dong",
            ),
            Act(
                _l("Có kiến nghị của người dân thì trả lời, hoặc chuyển đúng nơi."),
                TaskKind.ANSWER_PETITION,
                "kien-nghi-da-tra-loi",
            ),
        ),
        (_l("Không ký thay bên khác, không ký khi máy báo đỏ."),),
    ),
    "xa": Leaflet(
        Role.COMMUNE,
        _l("Nhận, công nhận, theo dõi thời hạn. Không chạm vào cuộc biểu quyết nào."),
        (
            Act(
                _l("Thôn báo cáo thì bấm đã nhận. Xã không phải duyệt, thôn không phải chờ."),
                picture="duong-viec-cho-xa",
            ),
            Act(_l("Việc phải công nhận thì trả lời trong 5 ngày làm việc; từ chối thì nói rõ lý do.")),
            Act(_l("Xem các thôn đang đến đâu, việc nào quá hạn."), picture="cac-thon-xa"),
            Act(
                _l("Có kiến nghị của người dân thì trả lời, hoặc chuyển đúng nơi."),
                TaskKind.ANSWER_PETITION,
                "kien-nghi-noi-nhan",
            ),
            Act(
                _l("Hết kỳ thì chốt báo cáo. Số lấy từ sổ; chỉ điền chỗ còn trống."),
                TaskKind.FREEZE_REPORT,
                "bao-cao-xa",
            ),
        ),
        (_l("Không xem được phiếu, không đổi được kết quả của thôn nào."),),
    ),
    "quan-tri": Leaflet(
        Role.ADMIN,
        _l("Lập thôn, mời người làm việc, không cầm việc nào khác."),
        (
            Act(_l("Lập thôn: một trang là có thôn, người làm việc và lời mời."), TaskKind.FOUND_VILLAGE, "lap-thon"),
            Act(_l("Đưa từng lời mời tận tay đúng người."), TaskKind.HAND_INVITATIONS, "can-bo-loi-moi"),
            Act(_l("Ai quên mật khẩu hoặc mất máy thì mời lại."), TaskKind.RENEW_INVITATIONS, "can-bo-moi-lai"),
            Act(_l("Chọn các bên giám sát, và bao nhiêu bên ký thì kết quả là chính thức."), picture="ai-giam-sat"),
            Act(
                _l("Xem các thời hạn. Điều luật không quy định thì xã chọn; mỗi lần đổi đều ghi vào sổ."),
                picture="thoi-han",
            ),
        ),
        (
            _l("Không in thẻ, không làm trưởng thôn, không kiểm phiếu bằng tài khoản này."),
            _l("Không đặt mật khẩu thay người khác."),
        ),
    ),
}
"""Address -> leaflet. The household's own guidance is `/huong-dan` itself."""


def leaflets_of(roles: set[Role]) -> dict[str, Leaflet]:
    """The leaflets for these roles, by their addresses."""
    return {slug: leaflet for slug, leaflet in LEAFLETS.items() if leaflet.role in roles}
