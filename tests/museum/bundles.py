"""A bundle's files and their zip, made by hand: a second writer of the form, which also writes what nobody should."""

import io
import zipfile
from collections.abc import Sequence

from voting.ledger.tiles import bundles_of, make_bundle

A_REAL_DATE = (1980, 1, 1, 0, 0, 0)


def files_of(folder: str, entries: Sequence[bytes]) -> dict[str, bytes]:
    """A book's entries as the files of its folder."""
    tiles = bundles_of(len(entries))
    return {f"{folder}/{tile.path}": make_bundle(entries[tile.start : tile.end]) for tile in tiles}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A bundle's zip of these files, whatever they are, with the fixed date of a real one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, raw in files.items():
            info = zipfile.ZipInfo(name, A_REAL_DATE)
            info.compress_type, info.external_attr = method, 0o644 << 16
            target.writestr(info, raw)
    return out.getvalue()


def unzipped(raw: bytes) -> dict[str, bytes]:
    """The files of a zip of ours, by a lenient reader."""
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        return {name: source.read(name) for name in source.namelist()}
