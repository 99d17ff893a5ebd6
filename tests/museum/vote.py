"""A vote that can be told: what stands before it, its opening, what happens while it is open, who opens the tally."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from record.sample_village import draws, member_secret, server_secret

from museum.deeds import Deed
from voting.crypto.proofs import Entropy
from voting.record.fields import minute, show_minute
from voting.record.register import CardRegister


@dataclass(frozen=True)
class Vote:
    """`before` is the commune's book up to the opening, `opened` the opening's fields without the credential list's."""

    uuid: str
    before: tuple[bytes, ...]
    opened: dict[str, Any]
    credentials: tuple[str, ...]
    deeds: tuple[Deed, ...]
    cards: tuple[str, ...]
    register: CardRegister

    @property
    def owners(self) -> Sequence[int]:
        """The server, then the three counting members."""
        return (1, 2, 3, 4)

    @property
    def timestamp(self) -> int:
        """The archive's, in unix seconds."""
        return int(minute(self.opened["at"]).timestamp())

    def after(self, hours: float) -> str:
        """The minute so many hours after the opening."""
        return show_minute(minute(self.opened["at"]) + timedelta(hours=hours))

    def opener(self, owner: int) -> tuple[int, Entropy]:
        """A trustee's secret and its draws."""
        secret = server_secret(self.uuid) if owner == 1 else member_secret(1, owner - 1)
        return secret, draws(f"partial|{self.uuid}|{owner}")
