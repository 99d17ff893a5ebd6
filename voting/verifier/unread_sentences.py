"""Why nothing can be said, by the stable code of the error, in Vietnamese and English; no word against any vote."""

from typing import Final

from voting.verifier.sentence import Sentence

UNREAD: Final[dict[str, Sentence]] = {
    "unreadable": Sentence("không đọc được.", "cannot be read."),
    "input-not-found": Sentence("không có tệp, thư mục hoặc trang ấy.", "there is no such file, folder or page."),
    "input-too-large": Sentence(
        "lớn hơn mọi cuộc biểu quyết mà chương trình này biết.",
        "larger than any vote this program knows.",
    ),
    "unknown-input": Sentence(
        "không phải bundle.zip, tệp phiếu .bel hay sổ chung.",
        "neither a bundle.zip, nor a .bel archive, nor a commune's book.",
    ),
    "vote-book-alone": Sentence(
        "đây là sổ phiếu đứng một mình; hãy đưa bộ kiểm tra (bundle.zip) của cuộc biểu quyết ấy.",
        "this is a vote's own book by itself; give that vote's bundle.zip.",
    ),
    "other-version": Sentence(
        "theo một phiên bản, nhóm hoặc dạng khác mà chương trình này không biết.",
        "of another version, group or form, which this program does not know.",
    ),
    "cut-short": Sentence(
        "tệp bị cắt giữa chừng, có lẽ tải chưa xong; hãy tải lại.",
        "the file ends in the middle, perhaps a download that broke off; fetch it again.",
    ),
    "bad-address": Sentence(
        "không phải địa chỉ http(s) của một cuộc biểu quyết, một tệp hay một sổ chung.",
        "not an http(s) address of a vote, a file or a commune's book.",
    ),
    "fetch-failed": Sentence("không tải được từ máy chủ.", "could not be fetched from the server."),
    "malformed-bundle": Sentence(
        "không phải bộ kiểm tra đúng dạng (hỏng, thiếu, thừa hoặc không phải một tệp zip duy nhất).",
        "not a bundle in its form (damaged, lacking or having a part too many, or not one single zip).",
    ),
    "bad-option": Sentence(
        "khóa, quy ước, sổ thẻ hoặc biên nhận đưa vào không dùng được.",
        "the given key, policy, register or receipt cannot be used.",
    ),
    "output-failed": Sentence(
        "không ghi ra được hết báo cáo (đĩa đầy hoặc đầu ra đã đóng).",
        "the report could not be written out (disk full or output closed).",
    ),
    "bad-state": Sentence(
        "trạng thái của khóa này đã mất, hỏng, hoặc là của khóa khác. Khóa mất trạng thái thì phải thay khóa mới.",
        "this key's state is lost, broken, or another key's. A key that has lost its state is replaced by a new one.",
    ),
    "stale": Sentence(
        "sổ vừa có thêm dòng trong lúc xem; hãy chạy lại.",
        "the book has grown while it was looked at; run again.",
    ),
    "not-taken": Sentence(
        "máy chủ không nhận; trạng thái đã ghi, chạy lại sẽ ký lại đúng chỗ ấy.",
        "the server did not take it; the state is written, and running again signs that place again.",
    ),
    "internal-error": Sentence("chương trình này có lỗi.", "this program has a mistake."),
}
