"""The commands with a name of their own, and how each ends: its own exit status, or 2 where nothing can be said."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from datetime import UTC, datetime

from voting.verifier import diff, watch, witness
from voting.verifier.errors import InternalError, UnreadableInput
from voting.verifier.output import write_error
from voting.verifier.sentence import Sentence, printable
from voting.verifier.unread_sentences import UNREAD
from voting.verifier.witness_sentences import CANNOT

EXIT_UNREAD, INTERRUPTED = 2, 130
Run = Callable[[argparse.Namespace, datetime], int]
_COMMANDS: Mapping[str, tuple[Callable[[], argparse.ArgumentParser], Run, Sentence]] = {
    "witness": (witness.parser, witness.run, CANNOT),
    "diff": (diff.parser, diff.run, diff.CANNOT),
    "watch": (watch.parser, watch.run, watch.CANNOT),
}


def run_command(name: str, arguments: Sequence[str], now: datetime | None = None) -> int:
    """Run it, at this time if it is said; returns the exit status."""
    parser, run, cannot = _COMMANDS[name]
    options = parser().parse_args(arguments)
    try:
        return run(options, now or datetime.now(UTC))
    except UnreadableInput as error:
        return _unread(options, cannot, error)
    except (MemoryError, BrokenExecutor, OSError) as error:
        return _unread(options, cannot, UnreadableInput(str(error) or type(error).__name__))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a mistake of this program is no word against a book
        return _unread(options, cannot, InternalError(f"{type(error).__name__}: {error}"))


def _unread(options: argparse.Namespace, cannot: Sentence, error: UnreadableInput) -> int:
    said = cannot.filled({"why": UNREAD[error.code], "detail": printable(str(error))})
    write_error(getattr(said, options.lang))
    return EXIT_UNREAD
