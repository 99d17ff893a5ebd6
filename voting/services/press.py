"""Papers are made before the lock that their entry is written under: making two takes as long as fifty ballots.

A step is first gone through without a lock, nothing of it written, and its papers are made of what it reads then.
Under the lock it is taken: a paper that says the same to the last letter, its place in the book included, is there
already; one that says anything else is made anew.
"""

import secrets
from dataclasses import dataclass, field

from voting.papers.page import html_page
from voting.papers.sheet import Sheet

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Printed:
    """A paper as a page and as a Word file."""

    page: bytes
    word: bytes


@dataclass
class Press:
    """The papers of one step: their random codes, and what was made so far, by all that it says."""

    _codes: list[str] = field(default_factory=list)
    _made: dict[Sheet, Printed] = field(default_factory=dict)

    def code(self, number: int) -> str:
        """The code of the step's paper of this number, from 0: the same whenever it is asked for."""
        while len(self._codes) <= number:
            drawn = "".join(secrets.choice(_CODE) for _ in range(8))
            self._codes.append(f"{drawn[:4]}-{drawn[4:]}")
        return self._codes[number]

    def printed(self, sheet: Sheet) -> Printed:
        """This paper, made only where it is not there yet."""
        from voting.papers.word import word_file  # noqa: PLC0415 - 60 ms that a server's start need not pay

        if sheet not in self._made:
            self._made[sheet] = Printed(html_page(sheet), word_file(sheet))
        return self._made[sheet]
