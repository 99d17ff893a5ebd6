"""Writes the museum anew: `python tests/museum/make.py` (the same bytes each time). A test compares what it writes.

Needed when the record's entries or the archive change their form; look at the difference of `index.json` afterwards.
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __package__ in {None, ""}:
    sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from record.sample_village import LOG_KEY  # noqa: E402

from museum.crimes_setup import REGISTERS  # noqa: E402
from museum.honest import practised, small, usual  # noqa: E402
from museum.judges import NOW, audit  # noqa: E402
from museum.keeping import PACKED, kept_as, pack  # noqa: E402
from museum.labels import LABELS, WHY_IT_ACCEPTS, why_the_tool_accepts  # noqa: E402
from museum.pieces import Piece, bad_pieces, good_pieces  # noqa: E402
from museum.witnesses import POLICY  # noqa: E402
from voting.record.fields import show_minute  # noqa: E402

PIECES = HERE / "pieces"
README = HERE / "README.md"
TABLE = "| piece | crime | refused by | server | belenios-tool 3.0 |\n| --- | --- | --- | --- | --- |\n"


def register_file(register: bytes) -> str:
    """The name of a card register's file."""
    return f"register-{sha256(register).hexdigest()[:8]}.json"


def receipt_file(piece: Piece) -> str:
    """The name of the file of the receipt that a household holds beside a piece."""
    return f"{piece.name}.tlog-proof"


def files(pieces: list[Piece]) -> Iterator[tuple[str, bytes]]:
    """What the visitor of the pieces holds, a file each."""
    yield "log.vkey", f"{LOG_KEY.vkey}\n".encode()
    yield "policy", POLICY.encode()
    own = [vote().register for vote in (usual, small, practised)]
    for register in (*own, *(make() for make in REGISTERS.values())):
        yield register_file(register.raw), register.raw
    for piece in pieces:
        if piece.receipt:
            yield receipt_file(piece), piece.receipt


def index(good: list[Piece], bad: list[Piece]) -> bytes:
    """`index.json`: every piece with what is to be said of it, for verifiers in other languages."""
    value = {
        "about": "Accept the good pieces, refuse the bad ones for the reason given; see ../README.md.",
        "trusted": {"vkey": "log.vkey", "policy": "policy", "now": show_minute(NOW)},
        "good": [_place(piece) for piece in good],
        "bad": [_place(piece) | _verdict(piece) for piece in bad],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _place(piece: Piece) -> dict[str, object]:
    kind: dict[str, object] = {"name": piece.name, "file": kept_as(piece)}
    kind |= {"register": register_file(piece.register)} if piece.is_bundle else {}
    return kind | ({"receipt": receipt_file(piece)} if piece.receipt else {})


def _verdict(piece: Piece) -> dict[str, object]:
    label = LABELS[piece.name]
    value: dict[str, object] = {
        "crime": label.crime,
        "refused_by": list(label.refused_by),
        "archive": audit(piece.archive) or None,
        "belenios_tool_refuses": label.tool_refuses,
    }
    return value | ({"ballot_entry": piece.ballot, "server": label.server} if label.server else {})


def table(bad: list[Piece]) -> str:
    """The README's table: one line a piece."""
    return TABLE + "".join(f"{_row(piece)}\n" for piece in bad)


def _row(piece: Piece) -> str:
    label = LABELS[piece.name]
    refused_by = " ".join(f"`{one}`" for one in label.refused_by)
    tool = "refuses"
    if not label.tool_refuses:
        tool = f"accepts: {why_the_tool_accepts(piece.name, sound=piece.name not in WHY_IT_ACCEPTS)}"
    server = f"`{label.server}`" if label.server else ""
    return f"| `{piece.name}` | {label.crime} | {refused_by} | {server} | {tool} |"


def main() -> None:
    """Write everything."""
    good, bad = list(good_pieces()), list(bad_pieces())
    PIECES.mkdir(exist_ok=True)
    for old in PIECES.iterdir():
        old.unlink()
    for name, raw in files([*good, *bad]):
        (PIECES / name).write_bytes(raw)
    (PIECES / "index.json").write_bytes(index(good, bad))
    head = README.read_text(encoding="utf-8").partition(TABLE)[0]
    README.write_text(head + table(bad), encoding="utf-8")
    PACKED.write_bytes(pack([*good, *bad]))
    print(f"{len(good)} good and {len(bad)} bad pieces, {PACKED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
