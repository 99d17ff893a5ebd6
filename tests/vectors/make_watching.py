"""Makes tests/vectors/watching.json: what a board decides, by the `witness` command and in the browser's console alike.

Run `python -m tests.vectors.make_watching` in the repository to write it; a test asserts that it is what this makes.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from voting.ledger.checkpoint import Checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.record.entries.entry import Book
from voting.record.policies import CLOCKS_DIFFER_S
from voting.verifier.errors import Crime
from voting.verifier.growth import require_dated, require_growth, require_not_ahead, sizes_to_sign, time_to_sign

FILE = Path(__file__).resolve().parent / "watching.json"
ENTRY = '{"v":1,"type":"officials-changed","village":"","at":"MINUTE","commitment":"' + "0" * 64 + '","by":"admin"}'
"""An entry of this minute."""
ENTRIES = [f"dòng {number}" for number in range(9)]
NOW = int(datetime(2026, 11, 24, 1, 0, tzinfo=UTC).timestamp())


def root(entries):
    """Of these texts, in hex."""
    return CompactRange().extend(leaf_hash(one.encode()) for one in entries).root().hex()


def growth():
    """Heads of a book, and what is shown of it."""
    honest = {size: root(ENTRIES[:size]) for size in (1, 4, 7, 9)}
    changed = [*ENTRIES[:2], "sửa", *ENTRIES[3:]]
    told = {
        "never-seen": (ENTRIES, []),
        "grown": (ENTRIES, [(4, honest[4])]),
        "as-it-was": (ENTRIES, [(9, honest[9])]),
        "all-heads": (ENTRIES, sorted(honest.items(), reverse=True)),
        "rolled-back": (ENTRIES[:6], [(7, honest[7])]),
        "rolled-back-by-one-of-two": (ENTRIES[:7], [(4, honest[4]), (9, honest[9])]),
        "changed": (changed, [(4, honest[4])]),
        "changed-after": (changed, [(1, honest[1])]),
        "changed-before-one-of-two": (changed, [(1, honest[1]), (7, honest[7])]),
        "two-roots-of-one-size": (ENTRIES, [(4, honest[4]), (4, root(changed[:4]))]),
        "changed-and-rolled-back": (changed[:7], [(4, honest[4]), (9, honest[9])]),
    }
    return [grown(name, entries, heads) for name, (entries, heads) in told.items()]


def grown(name, entries, heads):
    def run():
        for size, head in sorted(heads, key=lambda one: one[0]):
            require_growth(Checkpoint("o", size, bytes.fromhex(head)), [one.encode() for one in entries])

    given = [{"size": size, "root": head} for size, head in heads]
    return {"name": name, "entries": entries, "heads": given, "error": error_of(run)}


def dated():
    """Minutes of entries, when this board saw how many of them, and the present second."""
    minutes = ["2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-24T00:59Z"]
    seen = int(datetime(2026, 11, 23, 9, 0, tzinfo=UTC).timestamp())
    told = {
        "never-seen": (None, minutes, NOW),
        "new-and-later": ((2, seen), minutes, NOW),
        "new-at-the-edge": ((1, seen + 120), minutes, NOW),
        "new-but-earlier": ((1, seen + 121), minutes, NOW),
        "nothing-new": ((3, seen + 10_000_000), minutes, NOW),
        "last-at-the-edge": (None, minutes, NOW - 60 - 120),
        "last-of-the-future": (None, minutes, NOW - 60 - 121),
        "empty": (None, [], NOW),
    }
    return [dated_case(name, *one) for name, one in told.items()]


def dated_case(name, before, minutes, now):
    entries = [ENTRY.replace("MINUTE", one).encode() for one in minutes]
    last = datetime.fromisoformat(minutes[-1]) if minutes else None
    known = {"size": before[0], "at": before[1]} if before else None

    def run():
        if before:
            require_dated(entries, Book.COMMUNE, size=before[0], seen_at_s=before[1] - CLOCKS_DIFFER_S)
        require_not_ahead(last, now)

    error = error_of(run)
    return {"name": name, "before": known, "minutes": minutes, "now": now, "error": error}


def times():
    """The minute of the entry that follows a head, the present second, and the time of a line under it."""
    told = [(None, NOW), ("2026-11-24T00:30Z", NOW), ("2026-11-24T01:30Z", NOW)]
    return [
        {"following": one, "now": now, "time": time_to_sign(datetime.fromisoformat(one) if one else None, now)}
        for one, now in told
    ]


def error_of(run):
    """The code that a decision is refused with, or nothing."""
    try:
        run()
    except Crime as crime:
        return crime.code
    return None


def sizes():
    """What was signed last, the book's size, where others stand."""
    told = [(0, 9, []), (0, 9, [4]), (4, 9, [7]), (4, 9, [4, 7]), (7, 9, [4]), (9, 9, [4, 9]), (0, 9, [9, 7, 7, 3]),
            (0, 1, [0]), (5, 9, [12])]  # fmt: skip
    return [{"known": a, "size": b, "others": c, "signed": sizes_to_sign(a, b, c)} for a, b, c in told]


def text():
    """The file's text."""
    return (
        json.dumps(
            {"growth": growth(), "dated": dated(), "sizes": sizes(), "times": times()}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
