"""From what was typed on the command line to `Evidence`: a zip, a folder, an archive, or an address."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from voting.ledger.tiles import Tile, tiles_of
from voting.verifier import limits
from voting.verifier.errors import InputNotFound, InputTooLarge, UnknownInput
from voting.verifier.evidence import Evidence
from voting.verifier.formats import bundle_evidence, read_bytes
from voting.verifier.log_files import read_log


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
    for path in islice(sorted(folder.iterdir()), limits.DOCUMENTS_MAX):
        if path.is_file() and not path.is_symlink():
            yield sha256(read_file(path, limits.PAYLOAD_MAX_BYTES)).hexdigest()


def _kind_of(path: Path) -> str:
    """ "file", "folder" or "other"; raises `InputNotFound`. A pipe or a device is never opened."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputNotFound(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _read_folder(folder: Path, source: str) -> Evidence:
    """An unpacked bundle if it says which vote it is of, else a mirror of a log."""
    if (folder / "vote").exists():
        return bundle_evidence(dict(_unpacked(folder)), source)
    if not (folder / "checkpoint").exists():
        raise UnknownInput(f"{folder} holds neither a bundle (vote) nor a log (checkpoint)")
    return _mirror(folder, source)


def _unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The members of an unpacked bundle; links and files that are none of its are passed over."""
    found: list[tuple[str, Path, int]] = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if limits.is_member(name) and not path.is_symlink() and path.is_file():
            found.append((name, path, path.stat().st_size))
            if len(found) > limits.MEMBERS_MAX:
                break
    limits.require_members((name, size) for name, _, size in found)
    for name, path, size in found:
        yield name, read_file(path, size)


def _mirror(folder: Path, source: str) -> Evidence:
    def read(name: str, most: int) -> bytes:
        return read_file(folder / name, most)

    evidence = read_log(read, source)
    return replace(evidence, tiles=dict(_tiles(read, evidence)), payloads=dict(_payloads(folder)))


def _tiles(read: Callable[[str, int], bytes], evidence: Evidence) -> Iterator[tuple[Tile, bytes]]:
    """The hash tiles that the mirror has; the entries alone would do."""
    for tile in tiles_of(len(evidence.entries)):
        try:
            yield tile, read(tile.path, limits.TILE_MAX_BYTES)
        except InputNotFound:
            continue


def _payloads(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What entries refer to by hash, where a mirror keeps it as a bundle does."""
    for path in sorted((folder / "payloads").glob("*"))[: limits.MEMBERS_MAX]:
        if limits.is_member(f"payloads/{path.name}") and not path.is_symlink():
            yield path.name, read_file(path, limits.PAYLOAD_MAX_BYTES)
