"""Writing out, to devices that may be full, closed or of another encoding."""

import os
import sys

from voting.verifier.errors import OutputFailed

_PROGRESS = {"vi": "đã kiểm {done}/{total} phiếu", "en": "checked {done}/{total} ballots"}
_STEPS = 10


def prepared() -> None:
    """Both streams print UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write_out(text: str) -> None:
    """The whole text on standard output, or `OutputFailed`; what failed to be written is not tried again at the end."""
    if sys.stdout is None:
        raise OutputFailed("standard output is closed")
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        _discard()
        raise OutputFailed(str(error)) from error


def _discard() -> None:
    """Let what is left in the buffer go nowhere: the interpreter flushes again when it ends, and would complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        sys.stdout = None


def write_error(text: str) -> None:
    """A line on standard error, if there is anybody to read it."""
    try:
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        pass


class Progress:
    """Numbers on standard error: one line that is written over on a terminal, every tenth part elsewhere."""

    def __init__(self, language: str) -> None:
        self._template, self._live = _PROGRESS[language], sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many ballots are checked."""
        line = self._template.format(done=done, total=total)
        if self._live:
            self._over(line, "\n" if done == total else "")
        elif done == total or done % max(1, total // _STEPS) == 0:
            write_error(line)

    def _over(self, line: str, end: str) -> None:
        try:
            print(f"\r{line}", end=end, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            self._live = False
