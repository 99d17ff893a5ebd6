"""A server that holds the museum's own record in its database, and is offered the bad ballots."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from record.sample_village import CODE, COMMUNE, LOG_KEY, ORIGIN, START

from museum.telling import ballot_of
from voting.bootstrap import BootstrapSettings, build
from voting.record.entries import VoteOpened, parse_entry
from voting.record.fields import minute
from voting.services.errors import RefusedBallot
from voting.services.log import LOG_KEY as KEY_NAME
from voting.storage.accounts import Account
from voting.storage.communes import Commune
from voting.storage.communes import Village as VillageRow
from voting.storage.votes import Vote

SECRET_KEY = "for tests only, and long enough to seal keys with"


class LiveVillage:
    """Services on a migrated, empty database, whose log begins with these entries."""

    def __init__(self, url: str, entries: Sequence[bytes]) -> None:
        self.now = START
        self.services = build(BootstrapSettings(url, SECRET_KEY, ORIGIN.split("/", maxsplit=1)[0], lambda: self.now))
        self._desk = self.services.casting._desk
        self.vote = ""
        self._settle()
        for raw in entries:
            self._take(raw)

    def _settle(self) -> None:
        with self.services.database.transaction() as tx:
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
        with self.services.database.transaction() as tx:
            self._desk.logs.append(tx, COMMUNE, [entry])
            if isinstance(entry, VoteOpened):
                self.vote = entry.vote
                tx.votes.add(self._row(entry))

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
        with self.services.database.reading() as tx:
            head = tx.log.head(COMMUNE)
            rows = tx.ballots.list(COMMUNE, self.vote)
            hashes = [sha256(str(one).encode()).digest() for row in rows for one in _ciphertexts(tx, row.idx)]
            return head.size, head.root, len(rows), len(tx.ballots.known_ciphertexts(COMMUNE, self.vote, hashes))

    def close(self) -> None:
        self.services.database.close()


def _ciphertexts(tx, idx: int) -> list[str]:
    ballot = json.loads(ballot_of(envelope_of(tx.log.entry(COMMUNE, idx).raw)))
    return [f"{one['alpha']},{one['beta']}" for answer in ballot["answers"] for one in answer["choices"]]


def envelope_of(entry: bytes) -> bytes:
    """The envelope's bytes in a ballot entry, also in one that no strict reader reads."""
    return entry[entry.index(b'"envelope":') + len(b'"envelope":') : -1]


def time_of(entry: bytes) -> datetime:
    return minute(json.loads(entry)["at"])
