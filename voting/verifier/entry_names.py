"""What the entry types of the record are called, in Vietnamese and English."""

from typing import Final

ENTRY_NAMES: Final[dict[str, tuple[str, str]]] = {
    "": ("không đọc được", "unreadable"),
    "log-started": ("mở sổ", "the log's beginning"),
    "officials-changed": ("thay người giữ vai trò", "a change of officials"),
    "roll-frozen": ("chốt danh sách hộ", "the household roll"),
    "cards-issued": ("phát thẻ", "cards issued"),
    "card-revoked": ("thu hồi thẻ", "a revoked card"),
    "committee-formed": ("lập ban kiểm phiếu", "the counting committee"),
    "committee-key": ("khóa của người kiểm phiếu", "a counting member's key"),
    "vote-opened": ("mở biểu quyết", "the opening of a vote"),
    "ballot": ("lá phiếu", "a ballot"),
    "credential-closed": ("đóng một quyền bỏ phiếu", "a closed credential"),
    "credential-added": ("thay một quyền bỏ phiếu", "a credential that replaces another"),
    "vote-extended": ("kéo dài biểu quyết", "an extension"),
    "vote-cancelled": ("hủy biểu quyết", "a cancelled vote"),
    "vote-closed": ("đóng biểu quyết", "the closing of a vote"),
    "tally": ("tổng các phiếu còn niêm phong", "the sealed sum"),
    "partial-decryption": ("một phần mở phiếu", "a part of the opening"),
    "result": ("kết quả", "the result"),
}
