"""From what was typed on the command line to `Evidence`: a zip, a folder, an archive, or an address."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from voting.ledger.tiles import Tile, tiles_of
from voting.verifier import limits
from voting.verifier.errors import InputNotFound, InputTooLarge, OtherVersion, UnknownInput
from voting.verifier.evidence import Evidence
from voting.verifier.formats import bundle_evidence, commune_evidence, read_bytes


def read_input(given: str) -> Evidence:
    """The evidence at a path or address; raises an `UnreadableInput`."""
    if "://" in given:
        from voting.verifier.fetching import fetch_input  # noqa: PLC0415 - no network code where none is asked for

        return fetch_input(given)
    path = Path(given)
    if _kind_of(path) == "folder":
        return _read_folder(path, given)
    return read_bytes(read_file(path, limits.INPUT_MAX_BYTES), given)


def read_file(path: Path, most: int) -> bytes:
    """A regular file of at most `most` bytes; raises `InputNotFound` or `InputTooLarge`."""
    if _kind_of(path) != "file":
        raise InputNotFound(f"{path}: not a regular file")
    try:
        with path.open("rb") as source:
            data = source.read(most + 1)
    except OSError as error:
        raise InputNotFound(f"{path}: {error.strerror}") from error
    if len(data) > most:
        raise InputTooLarge(f"{path}: more than {most} bytes")
    return data


def hashes_in(folder: Path) -> Iterator[str]:
    """SHA-256 (hex) of the regular files in a folder, by any name; raises `InputNotFound` or `InputTooLarge`."""
    if _kind_of(folder) != "folder":
        raise InputNotFound(f"{folder}: not a folder")
    for path in islice(sorted(_listed(folder, "*")), limits.DOCUMENTS_MAX):
        if path.is_file() and not path.is_symlink():
            yield sha256(read_file(path, limits.PAYLOAD_MAX_BYTES)).hexdigest()


def _listed(folder: Path, pattern: str) -> list[Path]:
    """What a folder holds, up to a limit; raises `InputNotFound` where it may not be read."""
    try:
        return list(islice(folder.glob(pattern), limits.MEMBERS_MAX))
    except OSError as error:
        raise InputNotFound(f"{folder}: {error.strerror}") from error


def _kind_of(path: Path) -> str:
    """ "file", "folder" or "other"; raises `InputNotFound`. A pipe or a device is never opened."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputNotFound(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _read_folder(folder: Path, source: str) -> Evidence:
    """An unpacked bundle if it has the commune's book and the vote's, else a commune's book by itself."""
    if (folder / "commune" / "checkpoint").exists():
        return bundle_evidence(dict(_unpacked(folder)), source)
    if (folder / "vote").is_file() or (folder / "entries" / "0.json").exists():
        raise OtherVersion("an unpacked bundle of an older form, which showed a part of one log")
    if not (folder / "checkpoint").exists():
        raise UnknownInput(f"{folder} holds neither a bundle (commune/, vote/) nor a commune's book (checkpoint)")
    return _mirror(folder, source)


def _unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an unpacked bundle; links and files that are none of its are passed over."""
    total = 0
    for path in _listed(folder, "**/*"):
        name = path.relative_to(folder).as_posix()
        most = limits.most_bytes(name)
        if most is not None and not path.is_symlink() and path.is_file():
            raw = read_file(path, min(most, limits.INPUT_MAX_BYTES - total))
            total += len(raw)
            yield name, raw


def _mirror(folder: Path, source: str) -> Evidence:
    def read(name: str, most: int) -> bytes | None:
        try:
            return read_file(folder / name, most)
        except InputNotFound:
            return None

    evidence = commune_evidence(read, source)
    tiles = dict(_tiles(folder, len(evidence.commune.entries)))
    return replace(evidence, tiles=tiles, payloads=dict(_payloads(folder)))


def _tiles(folder: Path, size: int) -> Iterator[tuple[Tile, bytes]]:
    """The hash tiles that the mirror has; the entries alone would do."""
    for tile in tiles_of(size):
        try:
            yield tile, read_file(folder / tile.path, limits.TILE_MAX_BYTES)
        except InputNotFound:
            continue


def _payloads(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What entries refer to by hash, where a mirror keeps it."""
    for path in sorted(_listed(folder, "payloads/*")):
        if limits.most_bytes(f"payloads/{path.name}") and not path.is_symlink() and path.is_file():
            yield path.name, read_file(path, limits.PAYLOAD_MAX_BYTES)
