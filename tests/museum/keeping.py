"""The pieces as they are kept: `pieces.tar.xz`, a folder or a file each.

Around its crime a piece is like its neighbours, so all of them packed together take a tenth of what they take apart.
"""

import io
import lzma
import tarfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

from museum.bundles import unzipped, zipped
from museum.pieces import Piece

PACKED = Path(__file__).resolve().parent / "pieces.tar.xz"
CHECK = lzma.CHECK_CRC64
PRESET = 9 | lzma.PRESET_EXTREME


def kept_as(piece: Piece) -> str:
    """What `pieces.tar.xz` calls a piece: `NAME.bel` an archive; `NAME` a bundle as folder, `NAME.zip` one whose zip is
    the crime."""
    if not piece.is_bundle:
        return f"{piece.name}.bel"
    return piece.name if _is_told_by_its_files(piece.raw) else f"{piece.name}.zip"


def pack(pieces: Iterable[Piece]) -> bytes:
    """`pieces.tar.xz` of these pieces."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as target:
        for piece in pieces:
            name = kept_as(piece)
            files = {name: piece.raw}
            if name == piece.name:
                files = {f"{name}/{file}": raw for file, raw in unzipped(piece.raw).items()}
            for path, raw in files.items():
                info = tarfile.TarInfo(path)
                info.size = len(raw)
                target.addfile(info, io.BytesIO(raw))
    return lzma.compress(out.getvalue(), check=CHECK, preset=PRESET)


@cache
def kept() -> dict[str, bytes]:
    """What is kept by its name in `pieces.tar.xz`, a folder as the zip it was."""
    folders: dict[str, dict[str, bytes]] = {}
    whole: dict[str, bytes] = {}
    with tarfile.open(PACKED, "r:xz") as source:
        for info in source:
            member = source.extractfile(info)
            assert member is not None, info.name
            name, _, path = info.name.partition("/")
            if path:
                folders.setdefault(name, {})[path] = member.read()
            else:
                whole[name] = member.read()
    return whole | {name: zipped(files) for name, files in folders.items()}


def _is_told_by_its_files(raw: bytes) -> bool:
    try:
        return zipped(unzipped(raw)) == raw
    except (BadZipFile, ValueError):
        return False
