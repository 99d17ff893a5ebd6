"""Sentences for the codes that services give: what is wrong and what to do, in plain Vietnamese."""

from voting.services.typed import MOST_NAME, MOST_REASON
from voting.web.speech.words import _l

# What was asked for did not happen; said on a page of its own.
REFUSALS = {
    "unknown-credential": _l("Thẻ này không có trong danh sách của cuộc biểu quyết. Hãy báo Tổ lấy ý kiến của thôn."),
    "closed-credential": _l("Thẻ này đã được thay bằng thẻ mới. Hãy dùng thẻ mới của hộ."),
    "not-open": _l("Cuộc biểu quyết chưa mở hoặc đã đóng, nên phiếu không được nhận."),
    "duplicate": _l("Phiếu này đã có trong sổ."),
    "old-sequence": _l("Hộ đã gửi một phiếu mới hơn phiếu này."),
    "wrong-election": _l("Phiếu này thuộc một cuộc biểu quyết khác."),
    "bad-proof": _l("Phiếu không qua được bước kiểm tra niêm phong, nên không được nhận."),
    "too-large": _l("Phiếu hoặc tệp gửi lên lớn hơn mức cho phép."),
    "rate-limited": _l("Nhiều yêu cầu đến cùng lúc từ một nơi. Hãy chờ một phút rồi thử lại."),
    "malformed": _l("Nội dung gửi lên không đúng khuôn dạng."),
    "unknown-card": _l("Không tìm thấy thẻ này. Hãy xem lại mã in trên thẻ."),
    "revoked-card": _l("Thẻ này đã bị hủy và thay bằng thẻ mới. Hãy dùng thẻ mới của hộ."),
    "unknown-commune": _l("Không có xã nào mang mã này trên máy chủ này."),
    "unknown-village": _l("Không có thôn nào mang mã này."),
    "unknown-vote": _l("Không có cuộc biểu quyết nào mang mã này."),
    "unknown-subject": _l("Không có lần hỏi ý kiến nào mang mã này."),
    "unknown-statement": _l("Không tìm thấy ý kiến này."),
    "subject-open": _l("Thôn đang hỏi các hộ việc này rồi. Hãy chờ đến khi đóng."),
    "subject-early": _l("Chưa đến giờ và vẫn còn hộ chưa trả lời, nên chưa đóng được."),
    "statement-replaced": _l("Hộ vừa gửi ý kiến mới hơn. Hãy tải lại trang để xem."),
    "unknown-matter": _l("Không có việc nào mang mã này."),
    "objections-open": _l("Còn ý kiến của hộ về danh sách chưa được trả lời. Hãy trả lời trước."),
    "step-missing": _l("Chưa đủ bước: một bước trước đó chưa xong. Hãy xem trang của việc này."),
    "matter-full": _l("Việc này đã có quá nhiều giấy tờ, không thêm được nữa."),
    "wrong-step": _l("Bước này không đúng với quy định, nên chưa được ghi."),
    "second-person": _l("Người đã nhập không tự xác nhận được. Việc này cần một người khác."),
    "unknown-ballot": _l("Không có phiếu nào mang số này trong sổ. Hãy xem lại từng ký tự."),
    "several-ballots": _l("Có nhiều phiếu bắt đầu như vậy. Hãy gõ thêm một nhóm."),
    "unknown-account": _l("Không có tài khoản này, hoặc tài khoản đã bị khóa."),
    "unknown-upload": _l("Bản xem trước này không còn nữa. Hãy tải tệp danh sách lên lại."),
    "unknown-draft": _l("Bản nháp này không còn nữa: bản nháp chỉ giữ một ngày. Hãy soạn lại."),
    "unknown-form": _l("Phần chữ đã gõ không còn nữa: chỉ giữ một ngày."),
    "renewed-already": _l("Người này vừa được mời lại, hoặc vừa đặt mật khẩu. Dưới đây là các lời mời đang chờ."),
    "committee-changed": _l("Ban kiểm phiếu vừa được lập ở nơi khác. Xin xem ban hiện nay trước khi lập ban khác."),
    "unknown-document": _l("Không tìm thấy tài liệu này."),
    "unknown-entry": _l("Sổ chung không có dòng này về cuộc biểu quyết đã nêu."),
    "unknown-tile": _l("Sổ không có phần này, hoặc chưa dài đến đó."),
    "unknown-payload": _l("Sổ không có tệp này."),
    "busy-making": _l("Máy chủ đang soạn một tệp khác. Hãy thử lại sau vài giây."),
    "busy-reading": _l("Máy chủ đang đọc một danh sách khác. Hãy thử lại sau ít giây."),
    "busy-serving": _l("Đang có nhiều người tải tệp lớn. Hãy thử lại sau vài giây."),
    "no-result": _l("Cuộc biểu quyết này chưa có kết quả."),
    "wrong-password": _l("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "too-many-attempts": _l("Mật khẩu bị nhập sai nhiều lần. Hãy chờ vài phút rồi thử lại."),
    "busy-signing-in": _l("Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau vài giây."),
    "unavailable": _l("Chưa có gì được ghi. Hãy thử lại sau ít phút."),
    "outcome-unknown": _l("Chưa biết việc vừa rồi đã được ghi hay chưa. Hãy tải lại trang để xem hiện trạng."),
    "damaged": _l(
        "Dữ liệu lưu trên máy chủ không còn đúng như lúc ghi, nên không được đưa ra. Thử lại cũng vậy: hãy giữ ảnh chụp"
        " màn hình này và báo ban giám sát."
    ),
    "own-account": _l("Không ai tự khóa tài khoản của chính mình được. Hãy nhờ một cán bộ quản trị khác."),
    "seat-in-vote": _l(
        "Người này ngồi trong ban kiểm phiếu của một cuộc biểu quyết chưa xong. Thiếu phần của người này thì không mở"
        " được kết quả. Hãy chờ có kết quả, hoặc hủy cuộc ấy trước."
    ),
    "duties-joined": _l(
        "Ở thôn này còn người làm hai việc phải tách. Hãy đổi việc của người ấy trước, rồi mới rút lời khai."
    ),
    "own-admin": _l("Không ai tự bỏ vai trò quản trị của mình được. Hãy nhờ một cán bộ quản trị khác."),
    "own-invitation": _l("Ông/bà đổi mật khẩu của mình ở trang Đổi mật khẩu."),
    "unknown-invitation": _l(
        "Lời mời này đã dùng rồi, hoặc đã quá 14 ngày. Nếu ông/bà đã đặt mật khẩu, hãy đăng nhập. Nếu chưa, hãy nhờ"
        " cán bộ quản trị của xã mời lại."
    ),
    "roll-has-errors": _l("Danh sách còn chỗ phải sửa nên chưa nhập được."),
    "roll-changed": _l("Danh sách hoặc thẻ của thôn vừa thay đổi, nên chưa nhập. Xin xem lại rồi xác nhận."),
    "sheet-not-chosen": _l("Tệp có nhiều trang. Xin chọn trang cần đọc trước khi nhập."),
    "vote-open": _l("Đang có cuộc biểu quyết mở, nên chưa đổi danh sách hộ được. Hãy chờ đến khi đóng."),
    "missing-roll": _l("Chưa có danh sách hộ. Hãy nhập danh sách trước."),
    "missing-cards": _l("Còn hộ chưa có thẻ. Hãy làm thẻ cho mọi hộ trước."),
    "missing-committee": _l("Ban kiểm phiếu chưa đủ thẻ kiểm phiếu. Hãy nhắc các thành viên tạo thẻ."),
    "not-a-member": _l("Ông/bà không có tên trong ban kiểm phiếu của cuộc này."),
    "ended-uncounted": _l("Cuộc này đã kết thúc mà không mở phiếu. Lý do ghi ở trang của cuộc."),
    "still-open": _l("Cuộc biểu quyết chưa đóng. Hãy quay lại sau giờ đóng."),
    "out-of-order": _l("Việc này đã làm rồi, hoặc chưa đến lượt. Hãy tải lại trang để xem hiện trạng."),
    "closed-too-early": _l("Chưa đến giờ đóng và vẫn còn hộ chưa gửi phiếu, nên chưa đóng được."),
    "card-key-used": _l("Có thẻ trùng với thẻ đã cấp. Chưa thẻ nào được ghi. Hãy làm lại."),
    "cards-need-two": _l("Việc này cần hai người: một người đề nghị, một người khác đồng ý."),
    "cards-same-person": _l("Người đã đề nghị không tự đồng ý được. Việc này cần một người khác."),
    "cards-in-vote": _l("Đang có cuộc biểu quyết mở, nên chưa làm lại cả bộ thẻ được. Hãy chờ đến khi đóng."),
    "card-has-voted": _l("Đã có hộ gửi phiếu bằng bộ thẻ này, nên không làm lại cả bộ được. Mất thẻ nào, thay thẻ ấy."),
    "register-while-open": _l("Đang có cuộc mở nên chưa tải sổ thẻ được. Hãy xem mục Kiểm tra danh sách thẻ."),
    "card-none-lost": _l("Không có thẻ nào đang chờ cấp lại."),
    "card-question-closed": _l("Đề nghị này đã được quyết rồi. Hãy tải lại trang để xem hiện trạng."),
    "unknown-card-question": _l("Không tìm thấy đề nghị này."),
    "wrong-committee": _l("Khóa này không hợp lệ, hoặc ông/bà đã tạo thẻ kiểm phiếu rồi."),
    "weak-key": _l("Khóa này không hợp lệ, hoặc ông/bà đã tạo thẻ kiểm phiếu rồi."),
    "wrong-partial-decryption": _l("Phần mở gửi lên không đúng với thẻ kiểm phiếu của ông/bà."),
}

# Of a household's statement, where a ballot of the same code is told otherwise.
SPOKEN = {
    "unknown-pseudonym": _l("Thẻ này không có trong danh sách các hộ được hỏi. Hãy báo Tổ lấy ý kiến."),
    "not-open": _l("Đã hết giờ gửi ý kiến."),
    "duplicate": _l("Ý kiến này đã được ghi."),
    "old-sequence": _l("Hộ mình đã gửi một ý kiến mới hơn. Hãy tải lại trang."),
    "wrong-subject": _l("Ý kiến này thuộc một lần hỏi khác."),
    "wrong-value": _l("Câu trả lời này không có trong lần hỏi này."),
    "wrong-words": _l("Phần lời không khớp với ý kiến đã ký. Hãy tải lại trang rồi gửi lại."),
    "bad-proof": _l("Chữ ký của thẻ không đúng, nên ý kiến không được nhận."),
    "too-large": _l("Phần lời dài quá mức cho phép. Hãy viết ngắn lại."),
    "closed-credential": _l("Thẻ này đã được thay. Hãy nói với Tổ lấy ý kiến."),
}

# What was filled in does not hold; said at the field.
FAULTS = {
    "village-name-typed": _l("Chưa đúng tên thôn. Hãy gõ lại, có dấu hay không dấu đều được."),
    "day-far": _l("Chỉ ghi ngày của năm ngoái, năm nay và hai năm tới."),
    "consents-few": _l("Chưa đủ 1/10 số hộ. Ít hơn thì cần Ban công tác Mặt trận ủng hộ."),
    "roll-missing": _l("Chưa có danh sách hộ để tính. Hãy nhập danh sách trước."),
    "answer-missing": _l("Hãy trả lời câu này."),
    "team-size": _l("Tổ có từ 3 đến 5 người."),
    "team-kinds": _l("Tổ phải đủ bốn thành phần: thôn, Mặt trận, đại diện hộ, người thạo công nghệ."),
    "team-leader": _l("Tổ trưởng là một người, và là đại diện Ban công tác Mặt trận."),
    "proof-missing": _l("Hỏi trong nhóm thì phải có ảnh chụp kết quả."),
    "more-than-households": _l("Cộng lại nhiều hơn số hộ. Hãy xem lại các con số."),
    "number-below-zero": _l("Số hộ không âm được."),
    "posting-short": _l("Niêm yết ít nhất 30 ngày. Hãy chọn ngày muộn hơn."),
    "opens-in-the-past": _l("Giờ này đã qua. Hãy chọn giờ khác."),
    "text-missing": _l("Chưa điền chỗ này."),
    "text-long": _l("Chỗ này dài quá mức cho phép. Hãy viết ngắn lại."),
    "name-missing": _l("Hãy điền tên, nhiều nhất %(most)s ký tự.", most=MOST_NAME),
    "reason-missing": _l("Hãy ghi lý do, nhiều nhất %(most)s ký tự.", most=MOST_REASON),
    "phone-form": _l("Số điện thoại chưa đúng. Hãy ghi đủ số, ví dụ 0912 345 678 hay 0235 386 1234."),
    "login-form": _l("Tên đăng nhập gồm chữ thường không dấu, chữ số, dấu chấm; từ 2 đến 40 ký tự."),
    "login-taken": _l("Đã có người dùng tên đăng nhập này. Hãy chọn tên khác."),
    "password-short": _l("Mật khẩu cần ít nhất 10 ký tự."),
    "wrong-password": _l("Mật khẩu chưa đúng."),
    "grants-missing": _l("Hãy chọn ít nhất một vai trò."),
    "apart-cards": _l(
        "Người in thẻ nắm mã bí mật của mọi thẻ. Vì vậy người ấy không làm trưởng thôn, cũng không kiểm phiếu."
        " Hãy chọn người khác cho một trong các vai trò."
    ),
    "apart-admin": _l(
        "Người quản trị lập được mọi tài khoản. Vì vậy người ấy không làm trưởng thôn, không in thẻ, không kiểm phiếu."
        " Hãy chọn người khác cho một trong các vai trò."
    ),
    "unknown-village": _l("Xã này không có thôn đó."),
    "village-known": _l("Xã đã có thôn tên này."),
    "person-known": _l(
        "Xã đã có tài khoản mang tên này. Cùng một người thì thêm việc ở trang cán bộ. Khác người thì ghi thêm để phân"
        " biệt, ví dụ Nguyễn Văn An (xóm Đông)."
    ),
    "head-missing": _l("Hãy điền họ tên trưởng thôn hoặc tổ trưởng."),
    "people-many": _l("Nhiều nhất 20 người một lần. Số còn lại hãy thêm sau."),
    "code-form": _l("Mã ngắn gồm chữ thường không dấu, chữ số và gạch nối, nhiều nhất 24 ký tự."),
    "code-taken": _l("Mã ngắn này đã được dùng. Hãy chọn mã khác."),
    "unit-kind": _l("Hãy chọn loại trong danh sách."),
    "committee-size": _l("Hãy chọn từ 3 đến 5 thành viên."),
    "questions-number": _l("Cần từ 1 đến 5 câu hỏi."),
    "questions-too-large": _l("Các câu hỏi và câu trả lời dài quá. Hãy viết ngắn lại."),
    "answers-number": _l("Cần từ 1 đến 12 câu trả lời, mỗi dòng một câu."),
    "answers-twice": _l("Có hai câu trả lời giống nhau, hoặc trông giống nhau."),
    "wrong-text": _l("Chỗ này có ký tự ẩn hoặc ký tự lạ. Hãy xóa đi rồi gõ lại."),
    "choices-range": _l("Số câu trả lời mà mỗi hộ được chọn chưa đúng."),
    "vote-known": _l("Thôn đang có cuộc biểu quyết mang tên này. Nếu là việc khác, hãy đặt tên khác cho khỏi nhầm."),
    "question-negated": _l(
        "Câu hỏi mang ý phủ định thì đồng ý bị hiểu ngược thành phản đối. Hãy hỏi thuận, ví dụ: Làm đường hoa?"
    ),
    "closes-before-opening": _l("Giờ đóng phải sau giờ mở."),
    "closes-too-late": _l("Cuộc biểu quyết kéo dài nhiều nhất 90 ngày."),
    "documents-kind": _l("Tài liệu phải là PDF hoặc ảnh."),
    "documents-twice": _l("Có hai tài liệu giống nhau."),
    "documents-too-large": _l("Tài liệu lớn quá mức cho phép."),
    "village-name": _l("Tên thôn chưa đúng. Hãy gõ đúng tên thôn đang mở."),
    "card-not-pending": _l("Hộ này đã có thẻ."),
    "card-key-bad": _l("Mã công khai của thẻ không hợp lệ."),
    "card-key-twice": _l("Hai hộ trùng mã công khai."),
    "malformed": _l("Nội dung gửi lên không đúng khuôn dạng."),
}
