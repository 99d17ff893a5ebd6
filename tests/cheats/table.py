"""Cheat -> who notices -> when -> what they read, as data; `test_table` does each cheat and holds each row to it.

`alarm` is false where somebody who looks sees nothing: these rows say what is NOT caught, and are held to the truth in
the same way. In every row the same look at the honest evening raises no alarm.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`cheat` is one of `evening.CHEATS`, `who` an observer of `observers.OBSERVERS`, `says` words on the screen."""

    cheat: str
    who: str
    when: str
    says: str
    alarm: bool = True


def unseen(cheat: str, who: str, when: str = "never", says: str = "") -> Row:
    """Who looks and sees nothing wrong."""
    return Row(cheat, who, when, says, alarm=False)


FORKED = "các dòng cũ nay khác lần trước đã thấy: sổ đã bị sửa hoặc tách làm hai."
CHANGED = "một dòng cũ nay đã khác."
KEEP_BOTH = "KHÔNG ĐÁNG TIN: giữ cả hai bản, đó là bằng chứng."
TWO_STORIES = "máy chủ đã ký hai cuốn sổ phiếu khác nhau"
NOT_SIGNED = "✘ KHÔNG KÝ."
NOT_EQUAL = "KHÔNG ĐÁNG TIN"
DATED = "đề giờ sớm hơn lúc các bên giám sát đã thấy sổ chưa có dòng này."
NO_SUCH_BALLOT = "Không có phiếu nào mang số này trong sổ"
OTHER_TOTAL = "Tổng mà máy chủ muốn mở không phải tổng của các phiếu trong sổ."
OTHER_BOOK = "Sổ chung ngắn hơn hoặc khác với sổ mà máy này đã thấy trước đây."
BAD_BALLOT = "Trong sổ phiếu có phiếu không hợp lệ, bị lặp lại hoặc sai thứ tự."
AGAINST_RULES = "Trong sổ có dòng sai quy tắc."
OTHER_REGISTER = "sổ thẻ này không phải là sổ thẻ có mã băm ghi trong sổ chung."
OTHER_LIST = "danh sách quyền bỏ phiếu không đúng với sổ thẻ."
SHUT = "Thẻ đã có từ trước đó thì báo ban giám sát của thôn."
SCRIPTS = "cùng một trang mà mỗi loại máy nhận chương trình khác nhau."
HEADS = "cùng một sổ mà mỗi loại máy được cho xem một bản khác nhau."
SEALS_OTHERWISE = "máy kia KHÔNG niêm phong đúng"

AT_COUNT = "on counting day, before a code is typed"
AT_RESULT = "as soon as there is a result"
AT_LOOK = "the next time it looks, before it signs"
NEXT_ROUND = "the next round"
KEPT_RECEIPT = "any time, with the receipt it kept"
MEETING = "when a phone's copy or receipt meets the board's copy"
BETWEEN = "the next time, if they also looked between the hour and the ballot"

TABLE = (
    # 1. drops a ballot after the receipt
    Row("drops-a-ballot", "household-receipt-page", "whenever it opens its ballot's page", NO_SUCH_BALLOT),
    Row("drops-a-ballot", "household-proof", KEPT_RECEIPT, TWO_STORIES),
    Row("drops-a-ballot", "board", AT_LOOK, FORKED),
    Row("drops-a-ballot", "watcher", NEXT_ROUND, CHANGED),
    Row("drops-a-ballot", "kept-bundle", "when it is compared", KEEP_BOTH),
    unseen("drops-a-ballot", "verifier"),
    unseen("drops-a-ballot", "result-check"),
    # 2. shows the board another history than the phone
    Row("two-histories", "household-proof", MEETING, TWO_STORIES),
    Row("two-histories", "phones-against-board", MEETING, KEEP_BOTH),
    Row("two-histories", "watcher", "the first round", HEADS),
    Row("two-histories", "result-page", "for ever: the board's line never comes", "ban giám sát chưa xác nhận"),
    unseen("two-histories", "household-receipt-page", "never, alone"),
    unseen("two-histories", "board", "never, alone"),
    # 3. keeps a household's first ballot back, and appends it after the second
    Row("replays-an-old-ballot", "counting-member", AT_COUNT, BAD_BALLOT),
    Row("replays-an-old-ballot", "household-second-receipt", "as it opens its ballot's page", "Phiếu này đã được thay"),
    Row("replays-an-old-ballot", "verifier", "from that minute on", "một lá cũ bị đem ra tính."),
    Row("replays-an-old-ballot", "result-check", AT_RESULT, NOT_EQUAL),
    Row("replays-an-old-ballot", "board", AT_LOOK, NOT_SIGNED),
    # 4. adds a credential; or a whole household, with roll and register
    Row("adds-a-credential", "counting-member", AT_COUNT, "Không mở"),
    Row("adds-a-credential", "verifier", "from the opening on", "số quyền bỏ phiếu nhiều hoặc ít hơn số hộ."),
    Row("adds-a-credential", "result-check", AT_RESULT, NOT_EQUAL),
    Row("adds-a-credential", "board", AT_LOOK, NOT_SIGNED),
    Row("adds-a-household", "result-page-reader", "on every page and paper of the vote", "/7 hộ"),
    Row("adds-a-household", "register-holder", "after the vote, with a register from before", OTHER_REGISTER),
    unseen("adds-a-household", "verifier", "never, without the register"),
    # 5. exchanges a household on the list after the opening
    Row("changes-the-list", "household-left-out", "as it scans its card", SHUT),
    Row("changes-the-list", "household-proof", KEPT_RECEIPT, TWO_STORIES),
    Row("changes-the-list", "board", AT_LOOK, FORKED),
    Row("changes-the-list", "watcher", NEXT_ROUND, CHANGED),
    Row("changes-the-list", "register-holder", "after the vote, with the register", OTHER_LIST),
    unseen("changes-the-list", "verifier", "never, without register or receipt"),
    # 6. opens a vote a second time
    Row("opens-twice", "counting-member", AT_COUNT, AGAINST_RULES),
    Row("opens-twice", "verifier", "from that minute on", "(mở biểu quyết) không hợp lệ"),
    Row("opens-twice", "result-check", AT_RESULT, NOT_EQUAL),
    Row("opens-twice", "board", AT_LOOK, NOT_SIGNED),
    # 7. publishes another tally
    Row("another-tally", "verifier", AT_RESULT, "con số không phải là con số mà các phần mở ghép lại cho ra."),
    Row("another-tally", "result-check", AT_RESULT, NOT_EQUAL),
    Row("another-tally", "board", AT_LOOK, NOT_SIGNED),
    # 8. backdates the closing; or lets ballots in after it
    Row("backdates-the-closing", "counting-member", AT_COUNT, AGAINST_RULES),
    Row("backdates-the-closing", "verifier", AT_RESULT, "đóng trước giờ khi chưa đủ mọi hộ bỏ phiếu."),
    Row("backdates-the-closing", "result-check", AT_RESULT, NOT_EQUAL),
    Row("backdates-the-closing", "board", AT_LOOK, NOT_SIGNED),
    Row("ballots-after-closing", "board", BETWEEN, DATED),
    Row("ballots-after-closing", "watcher", BETWEEN, DATED),
    unseen("ballots-after-closing", "verifier", "a sign worth a look, no error", "Quá giờ đóng 1.6 giờ"),
    unseen("ballots-after-closing", "result-check"),
    # 9. has the committee open one ballot as the total; or a second book, for the difference
    Row("one-ballot-as-the-total", "counting-member", AT_COUNT, OTHER_TOTAL),
    Row("a-second-book-to-count", "counting-member-again", AT_COUNT, OTHER_BOOK),
    # 10. serves one kind of phone another script, which seals the opposite of the choice
    Row("another-script", "watcher", NEXT_ROUND, SCRIPTS),
    Row("another-script", "second-phone", "when a sealed ballot is opened instead of sent", SEALS_OTHERWISE),
    unseen("another-script", "phone-with-that-script"),
)
