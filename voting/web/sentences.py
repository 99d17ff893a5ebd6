"""Sentences for the codes that services give: what is wrong and what to do, in plain Vietnamese."""

from voting.web.words import _l

REFUSALS = {
    "unknown-credential": _l("Thẻ này không có trong danh sách của cuộc biểu quyết. Hãy báo tổ giúp việc của thôn."),
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
    "unknown-village": _l("Không có thôn nào mang mã này."),
    "unknown-ballot": _l("Không có phiếu nào mang số này trong sổ. Hãy xem lại từng ký tự."),
    "wrong-password": _l("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "too-many-attempts": _l("Mật khẩu bị nhập sai nhiều lần. Hãy chờ vài phút rồi thử lại."),
    "unavailable": _l("Chưa có gì được ghi. Hãy thử lại sau ít phút."),
}

FAULTS = {
    "missing": _l("Chưa điền chỗ này."),
    "too-long": _l("Dài quá mức cho phép."),
}
