"""The command: `python -m voting.verifier PATH|URL`; `commands` has those with a name of their own.

Exit 0: everything that could be checked holds; 1: something does not; 2: nothing can be said, because something cannot
be read or used (input, option, output device, or this program itself).
"""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from voting.verifier.conclusion import Verdict
from voting.verifier.errors import BadOption, InternalError, OutputFailed, UnreadableInput
from voting.verifier.inputs import read_input
from voting.verifier.options import add_language, add_processes, read_trusted
from voting.verifier.output import Progress, prepared, write_error, write_out
from voting.verifier.report import Report
from voting.verifier.sentence import Sentence, printable
from voting.verifier.unread_sentences import UNREAD
from voting.verifier.verification import verify

COMMANDS = ("witness", "diff", "watch")
EXIT_HOLDS, EXIT_FAILS, EXIT_UNREAD = 0, 1, 2
INTERRUPTED = 130
_CANNOT = Sentence("Không kiểm được {input}: {why}", "Cannot check {input}: {why}")
_NOTHING_SAID = Sentence("Điều này không nói gì về cuộc biểu quyết.", "This says nothing about the vote.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, verify, print; returns the exit status."""
    prepared()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] and given[0] in COMMANDS:
        from voting.verifier.commands import run_command  # noqa: PLC0415 - no network code where none is asked for

        return run_command(given[0], given[1:])
    try:
        options = _parser().parse_args(given)
    except OutputFailed as error:
        write_error(f"{UNREAD[error.code].vi} {UNREAD[error.code].en}")
        return EXIT_UNREAD
    try:
        report = _verified(options)
        write_out(_text(options, report))
    except UnreadableInput as error:
        return _unread(options, error)
    except (MemoryError, BrokenExecutor, OSError) as error:
        return _unread(options, UnreadableInput(str(error) or type(error).__name__))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a mistake of this program is no word against a vote
        return _unread(options, InternalError(f"{type(error).__name__}: {error}"))
    return EXIT_HOLDS if report.ok else EXIT_FAILS


def _verified(options: argparse.Namespace) -> Report:
    trusted = read_trusted(options)
    evidence = read_input(options.input)
    progress, now = Progress(options.lang), datetime.now(UTC)
    return verify(evidence, trusted=trusted, processes=options.processes, progress=progress, now=now)


class _Parser(argparse.ArgumentParser):
    """Prints its help where a full device is noticed."""

    def print_help(self, file: Any = None) -> None:  # noqa: ARG002 - always standard output
        write_out(self.format_help().rstrip("\n"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m voting.verifier",
        description="Kiểm tra lại một cuộc biểu quyết từ dữ liệu công khai (verify a vote from its public record).",
        epilog="Lệnh khác (other commands): witness, diff, watch; thêm --help để xem (each with --help).",
    )
    parser.add_argument("input", metavar="PATH|URL", help="bundle.zip, thư mục, <uuid>.bel, hoặc địa chỉ web")
    parser.add_argument("--json", action="store_true", help="in báo cáo JSON cho chương trình khác (JSON report)")
    add_language(parser)
    parser.add_argument("--register", metavar="FILE", help="sổ thẻ, để đối chiếu danh sách (card register)")
    parser.add_argument("--documents", metavar="DIR", help="thư mục văn bản của cuộc biểu quyết (papers shown with it)")
    parser.add_argument("--policy", metavar="FILE", help="quy ước đáng tin, thay cho bản đi kèm (trusted policy)")
    parser.add_argument("--vkey", metavar="FILE|TEXT", help="khóa của sổ in trên giấy (trusted log key)")
    parser.add_argument(
        "--receipt", metavar="FILE", action="append", default=[], help="biên nhận, có thể đưa nhiều lần (receipt)"
    )
    add_processes(parser)
    return parser


def _text(options: argparse.Namespace, report: Report) -> str:
    if options.json:
        return json.dumps(report.value(), ensure_ascii=False, indent=1)
    return "\n".join(report.lines(options.lang))


def _unread(options: argparse.Namespace, error: UnreadableInput) -> int:
    """One sentence, without a word against the vote; with `--json` the same as an object."""
    what = error.option if isinstance(error, BadOption) else options.input
    why = UNREAD[error.code]
    said = _CANNOT.filled({"input": printable(what), "why": why})
    detail = printable(str(error))
    if options.json and not isinstance(error, OutputFailed):
        named = {"code": error.code, "detail": detail, "sentence_vi": said.vi, "sentence_en": said.en}
        value = {"ok": False, "verdict": Verdict.UNREADABLE.value, "input": options.input, "error": named}
        nothing: dict[str, object] = {"checks": [], "receipts": [], "signs": [], "vote": None, "votes": []}
        nothing["subject"] = None
        with suppress(OutputFailed):  # the status and the line below say it
            write_out(json.dumps(value | nothing, ensure_ascii=False, indent=1))
    write_error(f"{getattr(said, options.lang)} ({detail}) {getattr(_NOTHING_SAID, options.lang)}")
    return EXIT_UNREAD
