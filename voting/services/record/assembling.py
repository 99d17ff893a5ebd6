"""A vote's archive and bundle put together piece by piece: memory does not grow with the ballots."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from voting.ledger.tiles import TILE_WIDTH
from voting.record.book_files import BookFiles
from voting.record.bundle import Bundle, write_bundle
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.export import archive_of
from voting.record.payloads import names_in
from voting.services.desk import Desk
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE_BOOK
from voting.services.record.snapshots import Snapshot


class Assembling:
    """Writes the files of snapshots."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def archive(self, snapshot: Snapshot, target: BinaryIO) -> None:
        """``<uuid>.bel``."""
        opened, *after = self._told(snapshot)
        if not isinstance(opened, VoteOpened):
            raise NotFound(code="unknown-vote")
        raws = self._raws(snapshot.commune.code, snapshot.uuid, snapshot.book_size)
        entries = (parse_entry(raw, Book.VOTE) for raw in raws)
        ballots = (entry for entry in entries if isinstance(entry, BallotCast))
        for piece in archive_of(opened, self._payload(snapshot, opened.credentials), ballots, after):
            target.write(piece)
