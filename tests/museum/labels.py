"""What each piece promises, out of `labels.txt`: two lines a piece, the second being its crime.

`piece | what refuses it | the server's code | what belenios-tool says`
What refuses it: all checks of the verifier that fail, each as `check:error` or `check:error/crime`, the first being the
one the piece is named for; "input" means that it cannot be read at all. The server's code is that of a posted ballot,
"-" where the crime is none. belenios-tool is shown the archive, also the one inside a bundle: "ok" where it says that
all checks passed, "no" where it does not. The browser's own verifier says what the verifier says.
"""

from dataclasses import dataclass
from pathlib import Path

_CANNOT_SEE = "the archive is sound: the crime is in the books beside it"
_TALLY = "it opens the published sum and does not multiply the ballots itself"
_LIST = "it takes the credential list as it comes, and looks at no credential that has not voted"
_PARTS = "it keeps one part of each owner"
_SIZE = "PROTOCOL 9: it looks at neither the number nor the weight"
_ENDING = "PROTOCOL 9: it does not ask where the ballots end"

WHY_IT_ACCEPTS = {
    "replayed-ballot": "it counts the last ballot of a credential, and the second is the first again",
    "own-ciphertext-again": "it has no rule against a ciphertext of the same credential seen before",
    "identity-alpha": "the identity is a member of the group, and every proof holds",
    "unsorted-credentials": _LIST,
    "duplicate-credential": _LIST,
    "identity-credential": _LIST,
    "credential-outside-the-group": _LIST,
    "server-key-is-a-members": "two trustees may have one key: each has proven to hold it",
    "identity-key": "the identity is a member of the group, and the proof holds",
    "more-choices-than-answers": "it leaves the sense of a question to whoever asks it",
    "election-with-an-escape": "it reads any JSON, and hashes the bytes as they are",
    "blank-false": "it reads an absent field and a false one alike",
    "tally-including-a-replaced-ballot": _TALLY,
    "tally-of-both-ballots-of-a-household": _TALLY,
    "tally-leaving-a-ballot-out": _TALLY,
    "tally-with-a-vote-added": _TALLY,
    "archive-without-a-ballot": _TALLY,
    "wrong-num-tallied": _SIZE,
    "wrong-total-weight": _SIZE,
    "duplicate-partial": _PARTS,
    "member-opens-twice": _PARTS,
    "missing-end-ballots": _ENDING,
    "ballot-after-end-ballots": _ENDING,
}
"""Archives that we refuse and belenios-tool 3.0 accepts, each with the reason."""


_ZIP = "they are shown the files, not the zip: its form is for whoever unpacks it"
WHY_THE_SCRIPTS_ARE_SILENT = {
    **dict.fromkeys(
        (
            "member-in-a-folder-above", "policy-twice", "zip-bomb", "packed-with-bzip2", "truncated-bundle",
            "second-zip-behind-the-first", "something-before-the-zip", "zip-with-a-comment", "two-names-of-a-member",
            "member-with-another-checksum",
        ),
        _ZIP,
    ),
    "another-version": "they are never shown an archive of another version: the page's server makes its own",
    "truncated-archive": "a download that broke off is tried again, and not looked at",
}  # fmt: skip
"""Pieces that the browser's verifier is not shown, each with the reason: all are refused before the first check."""


@dataclass(frozen=True)
class Label:
    """Two lines of the table, read."""

    crime: str
    refused_by: tuple[str, ...]
    server: str
    tool_refuses: bool

    @property
    def check(self) -> str:
        """The check that the piece is named for."""
        return self.refused_by[0].partition(":")[0]

    @property
    def cannot_be_read(self) -> bool:
        """Whether the verifier refuses it before its first check."""
        return self.check == "input"


def _read(row: str, crime: str) -> tuple[str, Label]:
    name, refused_by, server, tool = (column.strip() for column in row.split("|"))
    return name, Label(crime.strip(), tuple(refused_by.split()), server.strip("-"), tool == "no")


_LINES = Path(__file__).with_name("labels.txt").read_text(encoding="utf-8").splitlines()
LABELS: dict[str, Label] = dict(_read(*pair) for pair in zip(_LINES[::2], _LINES[1::2], strict=True))


def why_the_tool_accepts(name: str, *, sound: bool) -> str:
    """Why belenios-tool accepts the archive of a bad piece; `sound` says that we find nothing wrong with it either."""
    return _CANNOT_SEE if sound else WHY_IT_ACCEPTS[name]
