"""What of an archive this program can say nothing about: another version, group or kind of question, or a cut file.

"Not known" is never said as "false" (LEDGER). An archive that says nothing readable here is left to the checks, which
name what is wrong with it.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from voting.ballots import tar_blocks
from voting.ballots.errors import BallotError
from voting.verifier.errors import CutShort, OtherVersion

VERSION, GROUP = 1, "Ed25519"
_QUESTION_FIELDS = frozenset({"answers", "blank", "min", "max", "question"})
_SETUP_FILES = 5
"""The header, and then the files of the setup in any order: election, trustees, credentials, setup."""


def require_known_archive(data: bytes) -> None:
    """Raises `CutShort` or `OtherVersion`."""
    if _is_cut(data):
        raise CutShort("the archive ends in the middle of a file")
    for content in islice(_contents(data), _SETUP_FILES):
        value = _json(content)
        if isinstance(value, dict):
            _require_known(value)


def _contents(data: bytes) -> Iterator[bytes]:
    try:
        for _, content, _ in tar_blocks.members(data):
            yield content
    except BallotError:
        return


def _is_cut(data: bytes) -> bool:
    """Every header is as prescribed, and the last of them, or its file, is not there to its end."""
    place = 0
    while place + tar_blocks.BLOCK_BYTES <= len(data):
        block = data[place : place + tar_blocks.BLOCK_BYTES]
        try:
            size, time = int(block[124:135], 8), int(block[136:147], 8)
            name = block[:100].rstrip(b"\0").decode("ascii")
        except ValueError:
            return False
        if min(size, time) < 0 or tar_blocks.header(name, size, time) != block:
            return False
        place += tar_blocks.BLOCK_BYTES + size + -size % tar_blocks.BLOCK_BYTES
    return place != len(data)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _require_known(value: dict[str, Any]) -> None:
    """The archive's header, or its election."""
    version, group = value.get("version", VERSION), value.get("group", GROUP)
    if (isinstance(version, int) and version != VERSION) or (isinstance(group, str) and group != GROUP):
        raise OtherVersion(f"version {version} over {group}; this program knows version {VERSION} over {GROUP}")
    questions = value.get("questions")
    for question in questions if isinstance(questions, list) else ():
        if isinstance(question, dict) and not question.keys() <= _QUESTION_FIELDS:
            raise OtherVersion("a kind of question that this program does not know")
