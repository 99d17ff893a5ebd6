"""`python -m voting.verifier watch URL --keep DIR`: follows a vote until it is over, and stops at a contradiction.

Each round makes every check of what is shown now, compares it with what was shown before, and the scripts and heads of
books that several kinds of devices are given. Exit 0: over, or as many rounds as asked for, and nothing contradicts; 1:
something does, with the evidence on disk; 2: nothing can be said. A server that cannot be reached for a while is only
told.
"""

import argparse
import shutil
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voting.record.entries.entry import Book
from voting.verifier.diff import compare
from voting.verifier.errors import (
    BadState,
    DatedBeforeCosignature,
    HeadsDiffer,
    ScriptsDiffer,
    UnknownInput,
    UnreadableInput,
)
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.fetching import fetch_input
from voting.verifier.findings import Status
from voting.verifier.growth import MADE_BEFORE_S, require_dated
from voting.verifier.inputs import read_input
from voting.verifier.kept_files import files_of
from voting.verifier.options import add_language, add_processes, read_vkey
from voting.verifier.output import write_out
from voting.verifier.report import Report
from voting.verifier.sentence import Sentence, printable
from voting.verifier.sentences import crime_sentence
from voting.verifier.served_heads import require_same_heads
from voting.verifier.served_scripts import require_same_scripts
from voting.verifier.unread_sentences import UNREAD
from voting.verifier.verification import verify
from voting.verifier.watching import BOOKS, STILL_AWAITED
from voting.verifier.witness_sentences import EVIDENCE
from voting.verifier.witness_state import Memory

KEPT, SEEN_AT = "kept", "seen-at"
CANNOT = Sentence(
    "Không theo dõi được: {why} ({detail}) Điều này không nói gì về cuộc biểu quyết.",
    "Cannot watch: {why} ({detail}) This says nothing about the vote.",
)
_ROUND = Sentence(
    "{at} ✔ sổ chung {commune} dòng, sổ riêng {book} dòng, {scripts} chương trình như nhau trên mọi máy; chỉ thêm.",
    "{at} ✔ commune's book {commune} entries, own book {book} entries, {scripts} scripts alike for all; only grown.",
)
_AWAY = Sentence("{at} – {why} ({detail})", "{at} – {why} ({detail})")
_STOPPED = Sentence("{at} ✘ {what}", "{at} ✘ {what}")
_OVER = Sentence("Cuộc biểu quyết đã xong. {conclusion}", "The vote is over. {conclusion}")
_ENDS = frozenset({"decided", "cancelled"})


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="python -m voting.verifier watch",
        description="Theo dõi một cuộc biểu quyết đến khi xong (follow a vote until it is over).",
    )
    made.add_argument("url", metavar="URL", help="địa chỉ cuộc biểu quyết, hay sổ chung (a vote, or a commune's book)")
    made.add_argument("--keep", metavar="DIR", required=True, help="thư mục giữ bản đã thấy (what was seen)")
    made.add_argument("--vkey", metavar="FILE|TEXT", help="khóa của sổ in trên giấy (trusted log key)")
    made.add_argument(
        "--every", metavar="SECONDS", type=_positive, default=300, help="xem lại sau bấy nhiêu giây (pause)"
    )
    made.add_argument("--rounds", metavar="N", type=_positive, help="chỉ xem bấy nhiêu lần (look so many times)")
    add_language(made)
    add_processes(made)
    return made


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 ..")
    return number


def run(options: argparse.Namespace, now: datetime) -> int:
    """Look, wait, look again; raises an `UnreadableInput` where nothing can be said the first time."""
    folder, vkey, began = Path(options.keep), read_vkey(options.vkey) if options.vkey else "", time.monotonic()
    number = 0
    while True:
        number += 1
        at = now + timedelta(seconds=time.monotonic() - began)
        try:
            ended = _look(options, folder, vkey, at)
        except UnreadableInput as error:
            if number == 1:
                raise
            ended = None
            _say(options, _AWAY, at, why=UNREAD[error.code], detail=printable(str(error)))
        if ended is not None or number == options.rounds:
            return ended or 0
        time.sleep(options.every)


def _look(options: argparse.Namespace, folder: Path, vkey: str, at: datetime) -> int | None:
    """One round: the exit status if it is the last, else nothing."""
    shown = fetch_input(options.url)
    if shown.kind is Kind.ARCHIVE:
        raise UnknownInput("an archive by itself: give the address of the vote, or of the commune's book")
    before = read_input(str(folder / KEPT)) if (folder / KEPT).exists() else None
    report = verify(shown, trusted=Trusted(vkey=vkey), processes=options.processes, now=at)
    wrong = [one.sentence for one in report.failures if one.error not in STILL_AWAITED]
    scripts, heads = _served(options.url, shown, vkey, wrong)
    if before is not None:
        wrong += [*_contradictions(before, shown, vkey), *_backdated(before, shown, _seen_at(folder))]
    if wrong:
        return _stop(options, folder, at, wrong, _stories(wrong, before, shown, heads))
    _keep(folder, shown, at)
    values = {"commune": len(shown.commune.entries), "book": len(shown.book.entries), "scripts": scripts}
    _say(options, _ROUND, at, **values)
    if _is_over(report):
        write_out(getattr(_OVER.filled({"conclusion": report.conclusion}), options.lang))
        return 0
    return None


def _served(address: str, shown: Evidence, vkey: str, wrong: list[Sentence]) -> tuple[int, Mapping[str, bytes]]:
    """How many scripts every kind of device gets, and heads of other books than those shown; adds what is wrong."""
    scripts, holds = 0, not wrong
    try:
        scripts = require_same_scripts(address)
    except ScriptsDiffer as crime:
        wrong.append(crime_sentence(crime.code))
    try:
        if holds:  # else there is nothing to compare heads with
            require_same_heads(address, shown, vkey or shown.vkey)
    except HeadsDiffer as crime:
        wrong.append(crime_sentence(crime.code))
        return scripts, crime.notes
    return scripts, {}


def _contradictions(before: Evidence, shown: Evidence, vkey: str) -> Iterator[Sentence]:
    yield from (one.what for one in compare(before, shown, vkey) if not one.holds)


def _backdated(before: Evidence, shown: Evidence, seen_at: datetime) -> Iterator[Sentence]:
    """What is new in a book is not dated long before it was seen without that."""
    seen_at_s = seen_at.timestamp() - MADE_BEFORE_S
    books = ((Book.COMMUNE, before.commune, shown.commune), (BOOKS[shown.kind], before.book, shown.book))
    for book, old, new in books:
        try:
            require_dated(new.entries, book, size=len(old.entries), seen_at_s=seen_at_s)
        except DatedBeforeCosignature as crime:
            yield crime_sentence(crime.code)


def _seen_at(folder: Path) -> datetime:
    """When what is kept was seen, as far as that is known."""
    try:
        return datetime.fromisoformat((folder / SEEN_AT).read_text(encoding="ascii"))
    except FileNotFoundError:
        return datetime.min.replace(tzinfo=UTC)
    except (OSError, ValueError) as error:
        raise BadState(f"{folder / SEEN_AT}: {error}") from error


def _is_over(report: Report) -> bool:
    """Ended, and nobody's signature is awaited."""
    ended = len(report.votes) == 1 and report.votes[0].examined and report.votes[0].value()["state"] in _ENDS
    return ended and all(one.status is not Status.FAIL for one in report.checks)


def _keep(folder: Path, shown: Evidence, at: datetime) -> None:
    """What was shown takes the place of what was shown before, whole; and beside it when that was."""
    fresh = folder / f"{KEPT}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _write(fresh, shown)
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    fresh.rename(folder / KEPT)
    (folder / SEEN_AT).write_text(at.isoformat(), encoding="ascii")


def _write(folder: Path, evidence: Evidence) -> None:
    for name, raw in files_of(evidence):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def _stories(
    wrong: list[Sentence], before: Evidence | None, shown: Evidence, heads: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """What contradicts, as files: why, both stories, and heads that other devices were given."""
    yield "why.txt", "".join(f"{one.vi}\n{one.en}\n" for one in wrong).encode()
    for name, evidence in (("now", shown), ("before", before)):
        if evidence is not None:
            yield from ((f"{name}/{path}", raw) for path, raw in files_of(evidence))
    yield from ((f"heads/{name}", note) for name, note in heads.items())


def _stop(
    options: argparse.Namespace, folder: Path, at: datetime, wrong: list[Sentence], files: Iterator[tuple[str, bytes]]
) -> int:
    """Keep the stories, and say what contradicts."""
    place = Memory(folder).keep_evidence(f"{at:%Y%m%dT%H%M%SZ}", files)
    for one in wrong:
        _say(options, _STOPPED, at, what=one)
    write_out(getattr(EVIDENCE.filled({"folder": str(place)}), options.lang))
    return 1


def _say(options: argparse.Namespace, sentence: Sentence, at: datetime, **values: object) -> None:
    write_out(getattr(sentence.filled({"at": f"{at.astimezone():%H:%M:%S}", **values}), options.lang))
