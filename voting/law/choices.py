"""The answers a household chooses from, and what each means: the yes is named by its words, never by its place.

Decree 59/2023, Art. 5: a matter put to an online vote is one question with three answers in this wording and order;
several options are cut into questions of that form. An opinion question decides nothing, and must not look as if it
did: none of its answers is a yes or a no in the decree's words, and nothing in it is "thông qua".
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Meaning(StrEnum):
    """What an answer says of what is asked."""

    YES = "yes"
    NO = "no"
    OTHER = "other"


YES = "Đồng ý"
CHOICES = (YES, "Không đồng ý", "Ý kiến khác")
"""The three answers of the decree, in its order."""

MEANINGS: Mapping[str, Meaning] = {
    **dict(zip(CHOICES, (Meaning.YES, Meaning.NO, Meaning.OTHER), strict=True)),
    "Tán thành": Meaning.YES,
    "Không tán thành": Meaning.NO,
}
"""Every answer with a meaning: the decree's, and the words that people use for the same."""

DECIDING = tuple(answer for answer, meaning in MEANINGS.items() if meaning is not Meaning.OTHER)
"""Answers that decide; an opinion question has none of them."""
VERDICT = "thông qua"
"""What is said of a decision alone; no word of an opinion question."""

_NEGATION = (
    r"(?:không(?! (?:gian|khí|quân|trung|những|chỉ|kể)\b)|ko|hông|khong|chưa(?! biết\b)|chẳng|chả|đừng|chớ"
    r"|thôi(?! (?:nôi|thúc|miên)\b)|phản đối|bác bỏ|từ chối|khước từ)"
)
"""And no words that begin like it: không gian, không những."""
_AGREEMENT = r"(?:đồng ý|tán thành|nhất trí|ủng hộ|đồng tình|chấp thuận|thống nhất)"
_LABEL = r"(?:(?:câu(?: hỏi)?|mục|điều|việc|ý|phần|khoản|phương án)? ?(?:[0-9]{1,2}|[a-zđ]|[ivx]{1,4}) ?[.:)/–-]\W*)"
_ASKED = r"(?:(?:(?:xin |lấy )?ý kiến|hỏi|câu hỏi|nội dung|đề nghị|đề xuất|vấn đề) ?:?\W*)"
_WHO = r"(?:(?:bà con|ông bà|hộ mình|hộ ta|hộ|gia đình|nhà mình|thôn ta|thôn mình|thôn|chúng ta|ta)\b ?)"
_LEANING = r"(?:(?:có|thấy|nghĩ|muốn|nên|sẽ|xin)\b ?){0,3}?"
_ENDING = r"(?:ạ|nhỉ|nào|vậy|hay)"
_AT_THE_START = re.compile(rf"\W*{_LABEL}?{_ASKED}?{_WHO}?{_LEANING}\b((?:có )?{_NEGATION})\b")
_BETWEEN = r"(?: (?:với|việc|đề xuất|đề nghị|ý kiến|phương án|là|rằng|để|cho|thôn|sẽ))*"
_AFTER_AGREEING = re.compile(rf"\b{_AGREEMENT}{_BETWEEN} ({_NEGATION}) (?!{_ENDING}\b)\w")
_FOREIGN = str.maketrans("кКоОɡհһіІсСеЕаАрРхХ", "kKoOghhiIcCeEaApPxX")
"""Letters of other alphabets in a word that is to be read as it looks."""


def meaning_of(answer: str) -> Meaning | None:
    """What an answer means, by its words; none where they say neither yes nor no."""
    return MEANINGS.get(answer)


def decides(answers: Sequence[str]) -> bool:
    """Whether a question with these answers can be put to the majority."""
    return tuple(answers) == CHOICES


def yes_among(answers: Sequence[str]) -> tuple[int, ...]:
    """The places of the answer that is put to the majority: that of the yes, or none where nothing is decided."""
    return (tuple(answers).index(YES),) if decides(answers) else ()


def turned_round(question: str) -> str:
    """The negation that a yes to this question would turn round ("Không làm đường?"), as written; else empty.

    It stands at the start, or after the word of agreement ("Có đồng ý không làm đường?"); "... có đồng ý không?" asks.
    """
    plain = " ".join(question.split())
    read = plain.translate(_FOREIGN).lower()
    found = _AT_THE_START.match(read) or _AFTER_AGREEING.search(read)
    return plain[found.start(1) : found.end(1)] if found else ""
