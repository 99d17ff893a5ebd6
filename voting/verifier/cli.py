"""The command: `python -m voting.verifier PATH|URL`.

Exit 0: everything that could be checked holds; 1: something does not; 2: there was nothing to read.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path

from voting.ledger.policy import MAX_POLICY_BYTES
from voting.record.register import REGISTER_MAX_BYTES
from voting.verifier.crime_sentences import CRIMES
from voting.verifier.errors import BadOption, UnreadableInput
from voting.verifier.evidence import Trusted
from voting.verifier.inputs import hashes_in, read_file, read_input
from voting.verifier.limits import KEY_MAX_BYTES
from voting.verifier.report import Report
from voting.verifier.sentences import printable
from voting.verifier.verification import verify

HOLDS, FAILS, UNREAD = 0, 1, 2
INTERRUPTED = 130
_PROGRESS = {"vi": "đã kiểm {done}/{total} phiếu", "en": "checked {done}/{total} ballots"}
_STEPS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, verify, print; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        report = _verified(options)
    except UnreadableInput as error:
        return _unread(options, error.code, str(error))
    except (MemoryError, BrokenExecutor, OSError) as error:
        return _unread(options, "unreadable", str(error) or type(error).__name__)
    except KeyboardInterrupt:
        return INTERRUPTED
    _print(options, report)
    return HOLDS if report.ok else FAILS


def _verified(options: argparse.Namespace) -> Report:
    trusted = Trusted(
        vkey=_vkey(options.vkey),
        policy=_option(options.policy, MAX_POLICY_BYTES),
        register=_option(options.register, REGISTER_MAX_BYTES),
        documents=frozenset(hashes_in(Path(options.documents))) if options.documents else frozenset(),
    )
    evidence = read_input(options.input)
    return verify(evidence, trusted=trusted, processes=options.processes, progress=_Progress(options.lang))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.verifier",
        description="Kiểm tra lại một cuộc biểu quyết từ dữ liệu công khai (verify a vote from its public record).",
    )
    parser.add_argument("input", metavar="PATH|URL", help="bundle.zip, thư mục, <uuid>.bel, hoặc địa chỉ web")
    parser.add_argument("--json", action="store_true", help="in báo cáo JSON cho chương trình khác (JSON report)")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của báo cáo (language)")
    parser.add_argument("--register", metavar="FILE", help="sổ thẻ, để đối chiếu danh sách (card register)")
    parser.add_argument("--documents", metavar="DIR", help="thư mục văn bản của cuộc biểu quyết (papers shown with it)")
    parser.add_argument("--policy", metavar="FILE", help="quy ước đáng tin, thay cho bản đi kèm (trusted policy)")
    parser.add_argument("--vkey", metavar="FILE|TEXT", help="khóa của sổ in trên giấy (trusted log key)")
    parser.add_argument("--processes", metavar="N", type=_processes, default=_cores(), help="số tiến trình (processes)")
    return parser


def _processes(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 64:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("1 .. 64")
    return number


def _cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _vkey(given: str | None) -> str:
    """A key's text, or the file that holds it: only the text has plus signs and no file of that name."""
    if not given:
        return ""
    if "+" in given and not Path(given).exists():
        return given.strip()
    try:
        return read_file(Path(given), KEY_MAX_BYTES).decode().strip()
    except UnicodeDecodeError as error:
        raise BadOption(f"{given}: not text") from error


def _option(path: str | None, most: int) -> bytes:
    return read_file(Path(path), most) if path else b""


class _Progress:
    """Numbers on standard error: one line that is written over on a terminal, every twentieth part elsewhere."""

    def __init__(self, language: str) -> None:
        self._template, self._live = _PROGRESS[language], sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        line = self._template.format(done=done, total=total)
        if self._live:
            print(f"\r{line}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        elif done == total or done % max(1, total // _STEPS) == 0:
            print(line, file=sys.stderr, flush=True)


def _print(options: argparse.Namespace, report: Report) -> None:
    if options.json:
        print(json.dumps(report.value(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(report.lines(options.lang)))


def _unread(options: argparse.Namespace, code: str, detail: str) -> int:
    vi, en = CRIMES[code]
    vi, en = f"Không kiểm được {printable(options.input)}: {vi}", f"Cannot check {printable(options.input)}: {en}"
    if options.json:
        error = {"code": code, "detail": printable(detail), "sentence_vi": vi, "sentence_en": en}
        print(json.dumps({"ok": False, "input": options.input, "error": error, "checks": [], "vote": None, "votes": []},
                         ensure_ascii=False, indent=1))  # fmt: skip
    print(f"{vi if options.lang == 'vi' else en} ({printable(detail)})", file=sys.stderr)
    return UNREAD
