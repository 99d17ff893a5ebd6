"""What may be waiting for somebody, and which of it holds nobody up."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What may be waiting for somebody, in the order in which it is offered."""

    WATCH_ALARM = "watch-alarm"
    COUNT = "count"
    DECIDE_CARDS = "decide-cards"
    ANSWER_PETITION = "answer-petition"
    ANSWER_RECOMMENDATION = "answer-recommendation"
    CERTIFY_RECOMMENDATION = "certify-recommendation"
    SEND_RECOMMENDATION = "send-recommendation"
    END_SESSION = "end-session"
    TELL_ENDED = "tell-ended"
    POST_UP = "post-up"
    READ_OUT = "read-out"
    TAKE_DOWN = "take-down"
    FOUND_VILLAGE = "found-village"
    HAND_INVITATIONS = "hand-invitations"
    RENEW_INVITATIONS = "renew-invitations"
    JOIN = "join"
    APPOINT = "appoint"
    CONFIRM_LIST = "confirm-list"
    IMPORT_LIST = "import-list"
    REMAKE_CARDS = "remake-cards"
    MAKE_CARDS = "make-cards"
    FORM_COMMITTEE = "form-committee"
    MAKE_KEY = "make-key"
    FINISH_DRAFT = "finish-draft"
    MATTER = "matter"
    PROPOSE = "propose"
    ANSWER_HOUSEHOLDS = "answer-households"
    SCREEN_WORDS = "screen-words"
    CLOSE_SUBJECT = "close-subject"
    CLOSE_EARLY = "close-early"
    TELL_RESULT = "tell-result"
    TELL_UNCOUNTED = "tell-uncounted"
    CHECK_RESULT = "check-result"
    HAND_OVER = "hand-over"
    MAKE_SPARES = "make-spares"
    REMIND = "remind"
    CHECK_BOOK = "check-book"
    CONFIRM_DONE = "confirm-done"
    POST_LIST = "post-list"
    POST_FOR_GOOD = "post-for-good"
    WATCH_WAITS = "watch-waits"
    FREEZE_REPORT = "freeze-report"
    SEND_REPORT = "send-report"


NOBODY_WAITS = {
    TaskKind.FINISH_DRAFT, TaskKind.PROPOSE, TaskKind.CLOSE_SUBJECT, TaskKind.CLOSE_EARLY, TaskKind.TELL_RESULT,
    TaskKind.TELL_UNCOUNTED, TaskKind.ANSWER_PETITION, TaskKind.ANSWER_RECOMMENDATION, TaskKind.CERTIFY_RECOMMENDATION,
    TaskKind.SEND_RECOMMENDATION, TaskKind.END_SESSION, TaskKind.CONFIRM_DONE,
    TaskKind.SEND_REPORT, TaskKind.POST_UP, TaskKind.READ_OUT, TaskKind.TAKE_DOWN, TaskKind.POST_FOR_GOOD,
    TaskKind.CHECK_RESULT, TaskKind.HAND_OVER, TaskKind.MAKE_SPARES, TaskKind.REMIND, TaskKind.CHECK_BOOK,
}  # fmt: skip
"""What holds nobody up: a task for whoever may do it, and not told to others."""
