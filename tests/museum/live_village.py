"""A server that holds the museum's own record in its database, and is offered the bad ballots."""

import json
from collections.abc import Sequence
from datetime import datetime

from record.sample_village import CODE, COMMUNE, LOG_KEY, ORIGIN, START, server_secret
from sqlalchemy import func, select
from voting.services.log import LOG_KEY as KEY_NAME

from voting.bootstrap import BootstrapSettings, build
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.fields import minute
from voting.services.clock import Clock
from voting.services.errors import RefusedBallot
from voting.services.house import Services
from voting.services.votes.closing import VOTE_KEY
from voting.storage.accounts import Account
from voting.storage.communes import Commune
from voting.storage.communes import Village as VillageRow
from voting.storage.tables.record import ballot_ciphertexts
from voting.storage.votes import Vote

SECRET_KEY = "for tests only, and long enough to seal keys with"


def services_on(url: str, clock: Clock) -> Services:
    """Services of their own on this database, as another process of the same server has them."""
    return build(BootstrapSettings(url, SECRET_KEY, ORIGIN.split("/", maxsplit=1)[0], clock))


class LiveVillage:
    """Services on a migrated, empty database, whose log begins with these entries."""

    def __init__(self, url: str, entries: Sequence[bytes]) -> None:
        self.now = START
        self.services = services_on(url, lambda: self.now)
        self._desk = self.services.casting._desk
        self.vote = ""
        self._settle()
        for raw in entries:
            self._take(raw)

    def _settle(self) -> None:
        with self._desk.database.transaction() as tx:
            tx.communes.add(Commune(COMMUNE, "Xã Đông Hòa", ORIGIN))
            tx.communes.add_village(VillageRow(COMMUNE, CODE, "Đông Hòa", "thôn"))
            tx.secrets.put(COMMUNE, KEY_NAME, ORIGIN, LOG_KEY.unsafe_skey().encode(), at=START)
            tx.accounts.add(Account(COMMUNE, "head", "head", "Trưởng thôn", "no password opens this", START))

    def _take(self, raw: bytes) -> None:
        """Append an entry as it stands; a ballot is cast."""
        value = json.loads(raw)
        self.now = minute(value["at"])
        if value["type"] == "ballot":
            self.cast(raw)
            return
        entry = parse_entry(raw)
        with self._desk.database.transaction() as tx:
            self._desk.logs.append(tx, COMMUNE, [entry])
            if isinstance(entry, VoteOpened):
                self.vote = entry.vote
                tx.votes.add(self._row(entry))
                secret = server_secret(entry.vote).to_bytes(32, "big")
                tx.secrets.put(COMMUNE, VOTE_KEY, entry.vote, secret, at=START)

    def _row(self, entry: VoteOpened) -> Vote:
        plan = {"questions": [], "majority": entry.majority, "citation": entry.citation}
        return Vote(
            COMMUNE, entry.vote, CODE, "Họp thôn", "", "open", START, "head", plan,
            households=entry.households, committee=entry.committee,
            opens_at_utc=entry.opens_at, closes_at_utc=entry.closes_at,
        )  # fmt: skip

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
        """What must not change when a ballot is refused: log size and root, ballots, ciphertexts."""
        with self._desk.database.reading() as tx:
            head = tx.log.head(COMMUNE)
            ciphertexts = tx._work.scalar(select(func.count()).select_from(ballot_ciphertexts))
            return head.size, head.root, tx.ballots.count(COMMUNE, self.vote), int(ciphertexts)

    def log(self) -> tuple[bytes, ...]:
        """Every entry stored, in order."""
        with self._desk.database.reading() as tx:
            return tuple(row.raw for row in tx.log.entries(COMMUNE, 0, tx.log.head(COMMUNE).size))

    def close(self) -> None:
        self.services.close()


def envelope_of(entry: bytes) -> bytes:
    """The envelope's bytes in a ballot entry, also in one that no strict reader reads."""
    return entry[entry.index(b'"envelope":') + len(b'"envelope":') : -1]


def time_of(entry: bytes) -> datetime:
    return minute(json.loads(entry)["at"])
