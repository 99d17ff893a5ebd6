"""What is said of those who watch the books: how many are enough, and what each last answered."""

from voting.services.record.watchers import Watcher
from voting.services.record.witnessing import ALARMS, Answer
from voting.web.speech.words import _, _l

ANSWERS = {
    "": _l("Chưa ký lần nào."),
    Answer.SIGNED: _l("Đã ký."),
    Answer.UNUSABLE: _l("Có trả lời, nhưng chữ ký không đúng."),
    Answer.ROLLED_BACK: _l("Báo động: bên này đã thấy một sổ dài hơn, hoặc sổ khác."),
    Answer.INCONSISTENT: _l("Báo động: sổ không nối tiếp phần mà bên này đã ký."),
    Answer.REFUSED: _l("Không nhận dấu niêm này của sổ."),
    Answer.UNKNOWN_LOG: _l("Bên này chưa nhận giám sát sổ chung."),
    Answer.BUSY: _l("Chưa liên lạc được."),
}
"""By a witness's last answer."""


def enough(needed: int, watching: int) -> str:
    """How many of those who watch must sign before a result is final."""
    if not watching or not needed:
        return _("Chưa có ai phải ký, nên kết quả nào cũng là tạm thời.")
    if needed == watching:
        return (
            _("Cần bên này ký thì kết quả mới chính thức.")
            if watching == 1
            else _("Cần cả %(all)s bên ký thì kết quả mới chính thức.", all=watching)
        )
    return _("Cần ít nhất %(needed)s trong %(all)s bên ký thì kết quả mới chính thức.", needed=needed, all=watching)


def looks_at(watcher: Watcher) -> str:
    """What a witness looks at before it signs."""
    if watcher.replays:
        return _("Xét lại từng dòng theo quy tắc trước khi ký.")
    return _("Chỉ xem dòng cũ có bị đổi không, nên chữ ký không tính vào số bên phải ký.")


def choice_of(needed: int, watching: int) -> str:
    """The same as a choice among others."""
    if needed == watching:
        return _("Bên ấy phải ký") if watching == 1 else _("Cả %(all)s bên phải ký", all=watching)
    return _("Ít nhất %(needed)s trong %(all)s bên", needed=needed, all=watching)


def answer_of(watcher: Watcher) -> str:
    """What a witness last answered."""
    return str(ANSWERS.get(watcher.answer, ANSWERS[""]))


def is_alarming(watcher: Watcher) -> bool:
    """Whether its last answer says that the book contradicts itself."""
    return watcher.stopped or watcher.answer in ALARMS
