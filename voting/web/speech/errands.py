"""What each task of an agenda is called, where it is done, and what others read who wait for it."""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from voting.services.reports.agenda import Step
from voting.services.reports.tasks import TaskKind
from voting.web.speech.words import _l


@dataclass(frozen=True)
class Way:
    """How a task is said and where it is done. ``where`` names the page; what its address needs is taken from the task.

    ``heading`` and ``words`` may hold ``number``, ``of`` and ``missing``; ``waited`` is what others read
    while it waits for somebody else.
    """

    where: str
    heading: LazyString
    words: LazyString
    act: LazyString
    waited: LazyString


WAYS = {
    TaskKind.WATCH_ALARM: Way(
        "account.watchers",
        _l("Bên giám sát báo động"),
        _l("%(number)s bên nói sổ chung không nối tiếp phần họ đã ký. Chứng cứ được giữ lại."),
        _l("Xem báo động"),
        _l("Xem báo động của bên giám sát"),
    ),
    TaskKind.FREEZE_REPORT: Way(
        "account.report",
        _l("Chốt báo cáo kỳ vừa qua"),
        _l("Kỳ báo cáo đã hết. %(number)s/%(of)s thôn đã chốt báo cáo của thôn."),
        _l("Xem báo cáo và chốt"),
        _l("Chốt báo cáo của xã"),
    ),
    TaskKind.SEND_REPORT: Way(
        "board.send_report",
        _l("Gửi báo cáo đã chốt"),
        _l("Báo cáo đã chốt mà sổ chưa ghi ngày gửi. Gửi rồi thì ghi nơi nhận và ngày gửi."),
        _l("Ghi việc gửi báo cáo"),
        _l("Gửi báo cáo đã chốt"),
    ),
    TaskKind.WATCH_WAITS: Way(
        "account.watchers",
        _l("Việc đổi bên giám sát còn chờ ký"),
        _l("Các bên đang giám sát ký xong thì việc đổi mới có hiệu lực."),
        _l("Xem ai chưa ký"),
        _l("Chờ bên giám sát ký"),
    ),
    TaskKind.COUNT: Way(
        "committee.count",
        _l("Mở phần của ông/bà trong tổng số phiếu"),
        _l("Đã hết giờ biểu quyết: %(number)s/%(of)s hộ gửi phiếu. Cần thẻ kiểm phiếu của ông/bà."),
        _l("Mở phần của tôi"),
        _l("Mở phần của mình trong tổng số phiếu"),
    ),
    TaskKind.DECIDE_CARDS: Way(
        "organizer.card_questions",
        _l("Đồng ý hay không: %(number)s việc về thẻ"),
        _l("Người khác đã đề nghị; cần ông/bà là người thứ hai."),
        _l("Xem và quyết định"),
        _l("Quyết định việc về thẻ"),
    ),
    TaskKind.ANSWER_PETITION: Way(
        "board.petition",
        _l("Trả lời kiến nghị số %(number)s"),
        _l("Người dân gửi về việc này. Trả lời, hoặc chuyển đến nơi khác."),
        _l("Đọc kiến nghị"),
        _l("Trả lời kiến nghị số %(number)s"),
    ),
    TaskKind.TELL_ENDED: Way(
        "organizer.announce",
        _l("Báo bà con: xã đã dừng quyết định này"),
        _l("Đọc văn bản của xã. Rồi báo bà con: lời đã soạn sẵn, có tờ in để dán và đọc loa."),
        _l("Đọc và báo bà con"),
        _l("Báo bà con là xã đã dừng quyết định"),
    ),
    TaskKind.POST_UP: Way(
        "organizer.add_to_disclosure",
        _l("Niêm yết nội dung công khai"),
        _l("Mục %(number)s Điều 11 phải niêm yết. Danh mục chưa ghi có. Niêm yết rồi thì ghi vào, kèm ảnh bảng."),
        _l("Ghi đã niêm yết"),
        _l("Niêm yết nội dung công khai"),
    ),
    TaskKind.READ_OUT: Way(
        "organizer.add_to_disclosure",
        _l("Đọc loa nội dung công khai"),
        _l("Mục %(number)s Điều 11 phải đọc loa ít nhất 3 ngày liên tục. Danh mục chưa ghi có."),
        _l("Ghi đã đọc loa"),
        _l("Đọc loa nội dung công khai"),
    ),
    TaskKind.TAKE_DOWN: Way(
        "organizer.end_disclosure",
        _l("Đã đủ ngày công khai"),
        _l("Mục %(number)s Điều 11 đã đủ ngày. Gỡ giấy ở bảng, nhất là danh sách người, rồi ghi vào đây."),
        _l("Ghi hết công khai"),
        _l("Gỡ giấy đã đủ ngày công khai"),
    ),
    TaskKind.POST_LIST: Way(
        "account.post_list",
        _l("Niêm yết danh mục công khai của quý"),
        _l("Quý vừa qua xã và các thôn công khai %(number)s nội dung. Danh mục đã lập sẵn: in, dán, rồi ghi vào."),
        _l("Xem, in và ghi đã dán"),
        _l("Niêm yết danh mục công khai của quý"),
    ),
    TaskKind.POST_FOR_GOOD: Way(
        "account.disclose",
        _l("Niêm yết thường xuyên mục %(number)s"),
        _l("Mục 4 và mục 13 Điều 11 phải niêm yết thường xuyên. Danh mục của xã chưa có mục %(number)s."),
        _l("Công khai mục này"),
        _l("Niêm yết thường xuyên"),
    ),
    TaskKind.ANSWER_RECOMMENDATION: Way(
        "board.recommendation",
        _l("Trả lời kiến nghị giám sát %(number)s"),
        _l("Mặt trận đã xác nhận. Trả lời chấp nhận hay không, kèm lý do."),
        _l("Đọc và trả lời"),
        _l("Trả lời kiến nghị giám sát"),
    ),
    TaskKind.CERTIFY_RECOMMENDATION: Way(
        "board.recommendation",
        _l("Xác nhận kiến nghị giám sát %(number)s"),
        _l("Việc của Mặt trận xã. Người xác nhận thì không trả lời thay UBND xã."),
        _l("Đọc và xác nhận"),
        _l("Xác nhận kiến nghị giám sát"),
    ),
    TaskKind.SEND_RECOMMENDATION: Way(
        "board.recommendation",
        _l("Gửi kiến nghị giám sát %(number)s"),
        _l("Mặt trận xã đã xác nhận. Gửi văn bản, rồi ghi vào đây để tính hạn trả lời."),
        _l("Xem kiến nghị"),
        _l("Gửi kiến nghị giám sát"),
    ),
    TaskKind.END_SESSION: Way(
        "board.session",
        _l("Ghi kết quả cuộc giám sát"),
        _l("Đã đến ngày giám sát theo kế hoạch."),
        _l("Ghi kết quả"),
        _l("Ghi kết quả cuộc giám sát"),
    ),
    TaskKind.CONFIRM_DONE: Way(
        "board.recommendation",
        _l("Xem kiến nghị giám sát %(number)s đã làm xong chưa"),
        _l("Nơi nhận đã chấp nhận. Làm xong thì ban xác nhận."),
        _l("Xem và xác nhận"),
        _l("Xác nhận kiến nghị đã làm xong"),
    ),
    TaskKind.FOUND_VILLAGE: Way(
        "account.found_village",
        _l("Lập thôn đầu tiên"),
        _l("Một trang là có thôn, người làm việc và lời mời cho từng người."),
        _l("Lập thôn"),
        _l("Lập thôn"),
    ),
    TaskKind.HAND_INVITATIONS: Way(
        "account.slips",
        _l("Đưa %(number)s lời mời cho đúng người"),
        _l("Người chưa dùng lời mời thì chưa làm việc được. Đưa rồi thì chỉ còn chờ họ."),
        _l("In hoặc gửi lời mời"),
        _l("Đưa lời mời"),
    ),
    TaskKind.RENEW_INVITATIONS: Way(
        "account.officials",
        _l("Mời lại %(number)s người"),
        _l("Lời mời của họ đã hết hạn mà chưa dùng."),
        _l("Xem danh sách và mời lại"),
        _l("Mời lại"),
    ),
    TaskKind.APPOINT: Way(
        "account.add_official",
        _l("Cử thêm người làm việc"),
        _l("Còn thiếu: %(missing)s. Thiếu thì chưa mở biểu quyết được."),
        _l("Thêm một cán bộ"),
        _l("Cử %(missing)s"),
    ),
    TaskKind.CONFIRM_LIST: Way(
        "organizer.preview",
        _l("Xem và xác nhận danh sách hộ"),
        _l("Tệp đã tải lên, chưa có hiệu lực. Bản xem trước được giữ một ngày."),
        _l("Xem lại danh sách"),
        _l("Xác nhận danh sách hộ"),
    ),
    TaskKind.IMPORT_LIST: Way(
        "organizer.roll",
        _l("Nhập danh sách hộ"),
        _l("Tệp Excel thôn đang dùng cũng được. Có danh sách thì mới làm được thẻ."),
        _l("Chọn tệp danh sách hộ"),
        _l("Nhập danh sách hộ"),
    ),
    TaskKind.REMAKE_CARDS: Way(
        "organizer.cards",
        _l("Làm lại %(number)s thẻ"),
        _l("Hai người đã đồng ý. Thẻ cũ còn dùng được cho đến khi thẻ mới in đủ và xác nhận."),
        _l("Làm lại thẻ"),
        _l("Làm lại cả bộ thẻ"),
    ),
    TaskKind.MAKE_CARDS: Way(
        "organizer.cards",
        _l("In thẻ cho %(number)s hộ"),
        _l("In hỏng thì in lại. Xác nhận đã in đủ rồi thẻ mới có hiệu lực."),
        _l("Làm thẻ cho các hộ"),
        _l("In thẻ cho các hộ"),
    ),
    TaskKind.FORM_COMMITTEE: Way(
        "committee.form",
        _l("Lập ban kiểm phiếu"),
        _l("Từ 3 đến 5 người. Rồi mỗi người tự tạo thẻ kiểm phiếu của mình."),
        _l("Chọn người kiểm phiếu"),
        _l("Lập ban kiểm phiếu"),
    ),
    TaskKind.MAKE_KEY: Way(
        "committee.key",
        _l("Tạo thẻ kiểm phiếu của ông/bà"),
        _l("Ông/bà là thành viên số %(number)s của ban kiểm phiếu. Cần máy in, hoặc giấy bút."),
        _l("Tạo thẻ kiểm phiếu"),
        _l("Tạo thẻ kiểm phiếu"),
    ),
    TaskKind.FINISH_DRAFT: Way(
        "organizer.edit_draft",
        _l("Soạn nốt cuộc biểu quyết"),
        _l("Bản đang soạn được giữ một ngày. Chưa hộ nào thấy."),
        _l("Soạn tiếp"),
        _l("Soạn nốt cuộc biểu quyết"),
    ),
    TaskKind.PROPOSE: Way(
        "organizer.propose",
        _l("Bắt đầu một việc"),
        _l("Danh sách, thẻ và ban kiểm phiếu đã đủ cho %(number)s hộ. Thôn chưa có việc nào đang bàn."),
        _l("Đề xuất một việc"),
        _l("Đề xuất một việc"),
    ),
    TaskKind.ANSWER_HOUSEHOLDS: Way(
        "organizer.subject",
        _l("Trả lời %(number)s hộ"),
        _l("Các hộ đã nói, chưa ai trả lời. Hộ nào cũng đọc được lời trả lời trên thẻ của mình."),
        _l("Đọc và trả lời"),
        _l("Trả lời các hộ"),
    ),
    TaskKind.SCREEN_WORDS: Way(
        "organizer.subject",
        _l("Xem %(number)s lời của các hộ"),
        _l("Các hộ ghi ý kiến bằng lời. Tổ xem hết rồi mới lập được biên bản."),
        _l("Đọc và quyết định"),
        _l("Xem lời của các hộ"),
    ),
    TaskKind.CLOSE_SUBJECT: Way(
        "organizer.subject",
        _l("Cả %(number)s hộ đã trả lời"),
        _l("Không phải chờ hết giờ: có thể đóng bây giờ."),
        _l("Xem và đóng"),
        _l("Đóng lần hỏi các hộ"),
    ),
    TaskKind.CLOSE_EARLY: Way(
        "organizer.manage",
        _l("Cả %(of)s hộ đã gửi phiếu"),
        _l("Không phải chờ hết giờ: có thể đóng bây giờ để kiểm phiếu."),
        _l("Xem và đóng sớm"),
        _l("Đóng cuộc biểu quyết"),
    ),
    TaskKind.TELL_UNCOUNTED: Way(
        "organizer.manage",
        _l("Chỉ có %(number)s hộ gửi phiếu"),
        _l("Ít phiếu quá thì tổng lộ phiếu từng hộ, nên không ai mở. Cuộc này kết thúc, không có kết quả."),
        _l("Xem để báo bà con"),
        _l("Báo bà con là không có kết quả"),
    ),
    TaskKind.TELL_RESULT: Way(
        "organizer.manage",
        _l("Báo kết quả cho bà con"),
        _l("Kết quả đã hiện trên trang của thôn. Hãy dán ở nhà văn hóa và đọc trên loa."),
        _l("Xem kết quả để báo"),
        _l("Báo kết quả"),
    ),
    TaskKind.CHECK_RESULT: Way(
        "noticeboard.check",
        _l("Kiểm tra kết quả"),
        _l("Ban giám sát tự kiểm tra, không phải tin máy chủ."),
        _l("Kiểm tra kết quả này"),
        _l("Kiểm tra kết quả"),
    ),
    TaskKind.HAND_OVER: Way(
        "organizer.hand_over",
        _l("Phát %(number)s thẻ"),
        _l("Mỗi hộ ký nhận thẻ của hộ mình."),
        _l("In danh sách ký nhận thẻ"),
        _l("Phát thẻ"),
    ),
    TaskKind.MAKE_SPARES: Way(
        "organizer.cards",
        _l("In %(number)s thẻ dự phòng"),
        _l("Cất kín, phòng khi có hộ mất thẻ lúc đang biểu quyết."),
        _l("Làm thẻ dự phòng"),
        _l("In thẻ dự phòng"),
    ),
    TaskKind.REMIND: Way(
        "organizer.not_voted",
        _l("Nhắc các hộ chưa gửi phiếu"),
        _l("%(number)s/%(of)s hộ đã gửi phiếu."),
        _l("Xem các hộ chưa gửi phiếu"),
        _l("Nhắc các hộ"),
    ),
    TaskKind.CHECK_BOOK: Way(
        "board.record",
        _l("Xem sổ trong lúc biểu quyết"),
        _l("%(number)s/%(of)s hộ đã gửi phiếu; mỗi phiếu là một dòng trong sổ phiếu."),
        _l("Xem sổ"),
        _l("Xem sổ"),
    ),
}
STEPS = {
    Step.LIST: _l("Danh sách hộ"),
    Step.CARDS: _l("Thẻ của hộ"),
    Step.COMMITTEE: _l("Ban kiểm phiếu"),
    Step.KEYS: _l("Thẻ kiểm phiếu"),
    Step.OPENING: _l("Mở biểu quyết"),
}
JOINING = _l("Nhận lời mời")
"""What is awaited of somebody who has not come in yet."""
