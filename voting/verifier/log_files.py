"""A whole log out of its C2SP files: `checkpoint`, `tile/entries/...`, and beside them `log.vkey` and `policy`."""

from collections.abc import Callable
from dataclasses import replace

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.errors import CheckpointMalformed, LedgerDataError, NoteMalformed
from voting.ledger.note import MAX_NOTE_BYTES, parse_note
from voting.ledger.policy import MAX_POLICY_BYTES
from voting.ledger.tiles import Tile, bundles_of, parse_bundle
from voting.verifier import limits
from voting.verifier.errors import FetchFailed, InputNotFound, InputTooLarge, UnknownInput
from voting.verifier.evidence import Evidence, Kind

Read = Callable[[str, int], bytes]
"""Reads a file of the log by its path and the most bytes it may have; raises `InputNotFound` if there is none."""


def read_log(read: Read, source: str) -> Evidence:
    """Everything up to the checkpoint's size, or up to the first bundle that is missing or broken (`damage`)."""
    checkpoint = read("checkpoint", MAX_NOTE_BYTES)
    try:
        size = parse_checkpoint(parse_note(checkpoint).text).size
    except (NoteMalformed, CheckpointMalformed) as error:
        raise UnknownInput(f"the checkpoint: {error}") from error
    if size > limits.LOG_MAX_ENTRIES:
        raise InputTooLarge(f"a log of {size} entries")
    evidence = Evidence(
        source,
        Kind.LOG,
        checkpoint=checkpoint,
        vkey=_text(read, "log.vkey", limits.KEY_MAX_BYTES).removesuffix("\n"),
        policy=_text(read, "policy", MAX_POLICY_BYTES),
    )
    return _with_entries(read, evidence, size)


def _text(read: Read, name: str, most: int) -> str:
    """A text file beside the log, or nothing: the log's first entry has it too."""
    try:
        return read(name, most).decode()
    except (InputNotFound, FetchFailed):
        return ""
    except UnicodeDecodeError as error:
        raise UnknownInput(f"{name} is not text") from error


def _with_entries(read: Read, evidence: Evidence, size: int) -> Evidence:
    entries: dict[int, bytes] = {}
    damage: LedgerDataError | None = None
    total = 0
    for tile in bundles_of(size):
        try:
            found = _entry_bundle(read, tile)
        except InputNotFound:
            break  # the check of the entries says which are missing
        except LedgerDataError as error:
            damage = error
            break
        entries.update(enumerate(found, start=tile.start))
        total += sum(map(len, found))
        if total > limits.INPUT_MAX_BYTES:
            raise InputTooLarge(f"entries of more than {limits.INPUT_MAX_BYTES} bytes")
    return replace(evidence, entries=entries, damage=damage)


def _entry_bundle(read: Read, tile: Tile) -> tuple[bytes, ...]:
    """The bundle at this width, or cut out of the full one that a log that has grown keeps instead."""
    try:
        return parse_bundle(tile, read(tile.path, limits.ENTRY_BUNDLE_MAX_BYTES))
    except InputNotFound:
        if tile.is_full:
            raise
        full = Tile(tile.level, tile.index)
        return parse_bundle(full, read(full.path, limits.ENTRY_BUNDLE_MAX_BYTES))[: tile.width]
