"""A ballot's number as people type it: in groups, with what was copied around it, or only its beginning."""

import re
from typing import Final

from voting.services.votes.casting import BEGINNING, TRACKER
from voting.web.page_tools import groups
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.trackers import from_address
from voting.web.speech.words import _

_ADDRESS: Final = re.compile(r".*/phieu/")
_STRANGE: Final = re.compile(r"[^A-Za-z0-9+/]")
_BLANKS: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2010-\u2015\ufeff.]+")


class WrongNumber(Exception):
    """What was typed is no ballot's number; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def tidy(typed: str) -> str:
    """The number in what was typed or pasted, a whole address too, as it stands in the record."""
    return from_address(_BLANKS.sub("", _ADDRESS.sub("", typed)))


def check(number: str) -> None:
    """Raises `WrongNumber` for what cannot be a number or the beginning of one."""
    if strange := _STRANGE.search(number):
        raise WrongNumber(_("Ký tự “%(character)s” không dùng trong số phiếu.", character=strange.group()))
    if len(number) < BEGINNING:
        so_far = _("Mới có %(count)s/%(all)s ký tự.", count=len(number), all=TRACKER)
        wanted = _("Hãy gõ ít nhất hai nhóm đầu, tức %(least)s ký tự.", least=BEGINNING)
        raise WrongNumber(f"{so_far} {wanted}")
    if len(number) > TRACKER:
        raise WrongNumber(_("Có %(count)s ký tự, số phiếu chỉ có %(all)s.", count=len(number), all=TRACKER))


def none_begins(number: str, *, several: bool) -> str:
    """Why the beginning of a number has led to no ballot."""
    if several:
        return str(REFUSALS["several-ballots"])
    shown = " ".join(groups(number))
    so_far = _("Mới có %(count)s/%(all)s ký tự.", count=len(number), all=TRACKER)
    return _("Không có phiếu nào bắt đầu bằng “%(start)s”.", start=shown) + " " + so_far
