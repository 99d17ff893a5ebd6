"""Petitions about a matter, on how it was decided or on what (Art. 24(4)): to whom, and what becomes of them."""

from collections.abc import Mapping
from enum import StrEnum

from voting.law.road import Office
from voting.law.sentence import Sentence

RECEIVERS = (Office.COMMUNE, Office.COMMUNE_FRONT, Office.INSPECTION)
"""Whom citizens may petition, and who may pass a petition on to another of them."""


class About(StrEnum):
    """What of the matter a petition is about."""

    PROCEDURE = "procedure"
    CONTENT = "content"


ABOUT: Mapping[About, Sentence] = {
    About.PROCEDURE: Sentence("Cách làm: báo trước, danh sách, kiểm phiếu", "How it was done: notice, roll, count"),
    About.CONTENT: Sentence("Nội dung của việc, của quyết định", "What the matter, or the decision, says"),
}
"""Each in both languages."""


class Handling(StrEnum):
    """What was done about a petition; nothing follows an answer."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    ANSWERED = "answered"


HANDLINGS: Mapping[Handling, Sentence] = {
    Handling.RECEIVED: Sentence("đã nhận, đang chờ trả lời", "received, waits for an answer"),
    Handling.FORWARDED: Sentence("đã chuyển, đang chờ trả lời", "passed on, waits for an answer"),
    Handling.ANSWERED: Sentence("đã trả lời", "answered"),
}
"""Each in both languages."""
