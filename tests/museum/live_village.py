"""A server that holds the museum's own record in its database, and is offered the bad ballots."""

import json
from datetime import datetime
from pathlib import Path

from record.sample_village import CODE, COMMUNE, LOG_KEY, ORIGIN, server_secret
from services.twin_village import desk_on
from sqlalchemy import func, select

from museum.honest import START
from voting.record.bundle import Bundle
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteOpened
from voting.record.facts import Phase
from voting.record.fields import minute
from voting.services.books import LOG_KEY as LOG_KEY_KIND
from voting.services.errors import RefusedBallot
from voting.services.house import Services
from voting.services.votes.closing import VOTE_KEY
from voting.services.votes.plan import Plan
from voting.storage.accounts import Account
from voting.storage.communes import Commune, Village
from voting.storage.tables.record import ballot_ciphertexts
from voting.storage.votes import Vote

ENDS = {VoteClosed: Phase.CLOSED, VoteCancelled: Phase.CANCELLED}


class LiveVillage:
    """Services on a migrated, empty database, whose books begin with those of a bundle: the vote's up to an entry."""

    def __init__(self, url: str, folder: Path, shown: Bundle, *, until: int | None = None) -> None:
        self.now = START
        self.desk = desk_on(url, folder, lambda: self.now)
        self.services = Services.at(self.desk)
        self.vote = shown.vote
        self._settle(shown)
        opened = next(n for n, raw in enumerate(shown.commune.entries) if self._opens(raw)) + 1
        for raw in shown.commune.entries[:opened]:
            self._take(raw)
        for raw in shown.book.entries[:until]:
            self._take_in_vote(raw)
        for raw in shown.commune.entries[opened:]:
            self._take(raw)

    def _settle(self, shown: Bundle) -> None:
        with self.desk.database.transaction() as tx:
            tx.communes.add(Commune(COMMUNE, "Xã Đông Hòa", ORIGIN))
            tx.communes.add_village(Village(COMMUNE, CODE, "Đông Hòa", "thôn"))
            tx.secrets.put(COMMUNE, LOG_KEY_KIND, ORIGIN, LOG_KEY.unsafe_skey().encode(), at=START)
            tx.accounts.add(Account(COMMUNE, "head", "head", "Trưởng thôn", "no password opens this", START))
            for raw in shown.payloads.values():
                tx.payloads.put(COMMUNE, raw)

    def _opens(self, raw: bytes) -> bool:
        return b'"type":"vote-opened"' in raw and json.loads(raw)["vote"] == self.vote

    def _take(self, raw: bytes) -> None:
        """Append an entry to the commune's book as it stands, and do what a server does with it."""
        entry = parse_entry(raw, Book.COMMUNE)
        self.now = max(self.now, entry.at)
        with self.desk.database.transaction() as tx:
            self.desk.books.append(tx, COMMUNE, [entry])
            if isinstance(entry, VoteOpened) and entry.vote == self.vote:
                tx.log.start(COMMUNE, entry.vote, entry.book)
                tx.votes.add(_row(entry))
                secret = server_secret(entry.vote).to_bytes(32, "big")
                tx.secrets.put(COMMUNE, VOTE_KEY, entry.vote, secret, at=START, own_key=True)
            if type(entry) in ENDS and entry.subject() == self.vote:
                tx.votes.set_state(COMMUNE, self.vote, expected=Phase.OPEN, state=ENDS[type(entry)])

    def _take_in_vote(self, raw: bytes) -> None:
        """Append an entry to the vote's book as it stands; a ballot is cast."""
        if json.loads(raw)["type"] == "ballot":
            self.cast(raw)
            return
        entry = parse_entry(raw, Book.VOTE)
        self.now = max(self.now, entry.at)
        with self.desk.database.transaction() as tx:
            self.desk.books.append_in_vote(tx, COMMUNE, self.vote, [entry])

    def cast(self, entry: bytes) -> None:
        """Post the envelope of a ballot entry at the entry's minute; the server's own `RefusedBallot` comes through."""
        self.now = max(self.now, time_of(entry))
        self.services.casting.cast(self.vote, envelope_of(entry))

    def code_for(self, entry: bytes) -> str:
        """The code with which the server refuses a ballot entry's envelope; "" if it accepts."""
        try:
            self.cast(entry)
        except RefusedBallot as error:
            return error.code
        return ""

    def stored(self) -> tuple[int, bytes, int, int]:
        """What must not change when a ballot is refused: size and root of the vote's book, ballots, ciphertexts."""
        with self.desk.database.reading() as tx:
            head = tx.log.head(COMMUNE, self.vote)
            ciphertexts = tx._work.scalar(select(func.count()).select_from(ballot_ciphertexts))
            return head.size, head.root, tx.ballots.count(COMMUNE, self.vote), int(ciphertexts)

    def close(self) -> None:
        self.desk.database.close()


def _row(entry: VoteOpened) -> Vote:
    plan = Plan((), entry.majority, entry.citation)
    return Vote(
        COMMUNE, entry.vote, CODE, "Họp thôn", "", Phase.OPEN.value, START, "head", plan.show(),
        households=entry.households, committee=entry.committee,
        opens_at_utc=entry.opens_at, closes_at_utc=entry.closes_at,
    )  # fmt: skip


def envelope_of(entry: bytes) -> bytes:
    """The envelope's bytes in a ballot entry, also in one that no strict reader reads."""
    return entry[entry.index(b'"envelope":') + len(b'"envelope":') : -1]


def time_of(entry: bytes) -> datetime:
    return minute(json.loads(entry)["at"])
