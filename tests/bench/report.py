"""The figures as a table for people, as JSON for programs, and as Markdown for the README."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure, number

QUOTED = {
    "what": "Helios' booth, first load",
    "figure": "46 kB of scripts gzipped and a page of 6 kB",
    "source": "by Helios' own repository; quoted, not measured here",
}
NEVER_MEASURED = (
    "TCP and TLS handshakes of a real mobile network (Chromium's throttling leaves them out)",
    "real phones: the slow processor is this machine's, throttled by Chromium",
    "a generator on another machine: it shares the processor with the server here",
)
NAME, VALUE, UNIT = 66, 9, 15


@dataclass
class Part:
    """The figures taken together, why they end early if they do, and how busy the machine was before and after."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    missing: str = ""
    seconds: float = 0
    load: tuple[float, float] = (0, 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "figures": [figure.as_json() for figure in self.figures],
            "not_measured": self.missing or None,
            "seconds": round(self.seconds, 1),
            "load_1_min": list(self.load),
        }


@dataclass
class Report:
    """A whole run."""

    machine: dict[str, Any]
    parts: list[Part]

    def write(self, folder: Path) -> None:
        """`bench.json` and `bench.md`."""
        content = {
            "machine": self.machine,
            "parts": [part.as_json() for part in self.parts],
            "quoted": QUOTED,
            "never_measured": NEVER_MEASURED,
        }
        (folder / "bench.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (folder / "bench.md").write_text(self.markdown(), encoding="utf-8")

    def table(self) -> str:
        """What `make bench` prints."""
        return "\n".join([self._machine_line(), *self._lines(), *self._endnotes()])

    def _lines(self) -> Iterator[str]:
        for part in self.parts:
            yield f"\n{part.title}  (load {part.load[0]:.1f} to {part.load[1]:.1f})"
            yield from (_line(figure) for figure in part.figures)
            if part.missing:
                yield f"  not measured: {part.missing}"

    def _endnotes(self) -> Iterator[str]:
        yield f"\nQuoted, not measured: {QUOTED['what']}: {QUOTED['figure']} ({QUOTED['source']})."
        yield "Not measured: " + "; ".join(NEVER_MEASURED) + "."

    def markdown(self) -> str:
        """A table to copy into the README."""
        lines = [self._machine_line(), "", "| what | measured | aim |", "| --- | --- | --- |"]
        for part in self.parts:
            lines += [_row(part, figure) for figure in part.figures]
            if part.missing:
                lines.append(f"| {part.title} | not measured: {part.missing} | |")
        lines.append(f"| {QUOTED['what']} | {QUOTED['figure']} ({QUOTED['source']}) | |")
        loads = [load for part in self.parts for load in part.load]
        busy = f"Load average while measuring: {min(loads):.1f} to {max(loads):.1f} on {self.machine['cores']} cores."
        return "\n".join([*lines, "", busy, "Not measured: " + "; ".join(NEVER_MEASURED) + ".", ""])

    def _machine_line(self) -> str:
        it = self.machine
        libraries = ", ".join(f"{name} {version}" for name, version in it["libraries"].items())
        return (
            f"{it['date_utc']} UTC, {it['processor']}, {it['cores']} cores, {it['memory_gib']} GiB, "
            f"Python {it['python']}, SQLite {it['sqlite']}, {libraries}, "
            f"fsync {it['fsync_ms']} ms, commit {it['commit']}"
        )


def _line(figure: Figure) -> str:
    return f"  {figure.name:{NAME}}{number(figure.value):>{VALUE}} {figure.unit:{UNIT}} {_aim(figure)}".rstrip()


def _row(part: Part, figure: Figure) -> str:
    return f"| {part.title}: {figure.name} | {number(figure.value)} {figure.unit} | {_aim(figure)} |"


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    return f"{figure.aim}, {'met' if figure.aim.met(figure.value) else 'NOT met'}"


def progress(text: str) -> None:
    """Tells the person who waits, apart from the table."""
    print(text, file=sys.stderr, flush=True)
