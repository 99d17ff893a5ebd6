"""One rule for every text that an official types: it can be seen, is what it seems, and says something."""

from collections.abc import Callable

import pytest

from voting.services.errors import Invalid
from voting.services.typed import name_fault, public_reason, public_words
from voting.services.votes.drafting import NewQuestion, words_faults

NOTHING = ["-", "…", ". . .", "—", "“”", "()", "·"]
UNSEEN = ["\u200b\u200b", "Sửa \u202eđường", "\u2060", "a\u0007b", "\u3164"]


def title(text: str) -> dict[str, str]:
    return words_faults(text, "", [NewQuestion("Làm đường?")])


def question(text: str) -> dict[str, str]:
    return words_faults("Làm đường", "", [NewQuestion(text)])


def answer(text: str) -> dict[str, str]:
    return words_faults("Giờ nào", "", [NewQuestion("Giờ nào?", ("6 giờ", text))], opinion=True)


def reason(text: str) -> dict[str, str]:
    return refused(public_reason, text)


def words(text: str) -> dict[str, str]:
    return refused(lambda given: public_words(given, "words"), text)


def name(text: str) -> dict[str, str]:
    return {"name": fault} if (fault := name_fault(text)) else {}


def refused(take: Callable[[str], str], text: str) -> dict[str, str]:
    try:
        take(text)
    except Invalid as error:
        return dict(error.faults)
    return {}


PLACES = [title, question, answer, reason, words, name]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", NOTHING)
def test_signs_alone_are_refused_as_missing(place: Callable[[str], dict[str, str]], text: str) -> None:
    assert {fault.rpartition("-")[2] for fault in place(text).values()} == {"missing"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", UNSEEN)
def test_what_cannot_be_seen_or_turns_the_line_is_refused(place: Callable[[str], dict[str, str]], text: str) -> None:
    assert "wrong-text" in place(text).values()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", ["Đường 7", "7", "✓", "Ở"])
def test_what_says_something_is_taken(place: Callable[[str], dict[str, str]], text: str) -> None:
    assert place(text) == {}
