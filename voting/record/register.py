"""The card register: which public key stands for which household. Its hash is in the record; the file is not public.

Whoever holds it (the village's boards) can check that a vote's credential list is exactly the one these keys give:
nobody was added, nobody left out (PROTOCOL section 2). It holds no secret, but it links a household to its credentials.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from voting.ballots import strict_json
from voting.ballots.credentials import credential_order, parse_household_key, vote_credential
from voting.ballots.errors import BallotError
from voting.record.entries.entry import compact
from voting.record.errors import WrongCards

REGISTER_MAX_BYTES = 4 * 2**20
_FIELDS = ("v", "village", "cards", "spares")
_CARD = ("household", "key")


@dataclass(frozen=True)
class CardRegister:
    """Household code -> household key ``K`` (hex), and the keys of spare cards not yet given to a household."""

    village: str
    cards: tuple[tuple[str, str], ...]
    spares: tuple[str, ...] = ()

    @property
    def raw(self) -> bytes:
        """The file's exact bytes; cards sorted by household code, spares by key."""
        cards = [{"household": code, "key": key} for code, key in sorted(self.cards)]
        return compact({"v": 1, "village": self.village, "cards": cards, "spares": sorted(self.spares)})

    @property
    def sha256(self) -> str:
        """The hash (hex) that ``cards-issued`` and ``vote-opened`` carry."""
        return sha256(self.raw).hexdigest()

    def credentials(self, vote: str) -> tuple[str, ...]:
        """The sorted credential list (hex) that these cards give for a vote, spare cards included."""
        return _credentials(self._keys(), vote)

    def spare_credentials(self, vote: str) -> tuple[str, ...]:
        """Those of the credentials that belong to spare cards, sorted."""
        return _credentials(self.spares, vote)

    def households_with(self, vote: str, credentials: Collection[str]) -> frozenset[str]:
        """The codes of the households to whose cards these credentials of a vote belong."""
        of = {vote_credential(parse_household_key(key), vote).hex: code for code, key in self.cards}
        return frozenset(of[one] for one in credentials if one in of)

    def _keys(self) -> list[str]:
        return [key for _, key in self.cards] + list(self.spares)

    def check(self) -> "CardRegister":
        """Every key in the group and used once, every household once; else ``WrongCards``."""
        keys = self._keys()
        if len(set(keys)) != len(keys) or len({code for code, _ in self.cards}) != len(self.cards):
            raise WrongCards("a household or a key stands twice in the card register")
        for key in keys:
            try:
                parse_household_key(key)
            except BallotError as error:
                raise WrongCards(f"not a household key: {error}") from error
        return self


def _credentials(keys: Iterable[str], vote: str) -> tuple[str, ...]:
    listed = (vote_credential(parse_household_key(key), vote).hex for key in keys)
    return tuple(sorted(listed, key=credential_order))


def parse_register(raw: bytes) -> CardRegister:
    """The register of these bytes, or ``WrongCards`` if they are not exactly a register file."""
    try:
        value = strict_json.load(raw, size_max_bytes=REGISTER_MAX_BYTES)
        version, village, cards, spares = strict_json.fields(value, _FIELDS)
        strict_json.integer(version, 1, 1)
        register = CardRegister(
            strict_json.text(village),
            tuple(_card(card) for card in strict_json.items(cards)),
            tuple(strict_json.text(spare) for spare in strict_json.items(spares)),
        )
    except BallotError as error:
        raise WrongCards(f"not a card register: {error}") from error
    if register.raw != raw:
        raise WrongCards("the card register is not sorted")
    return register.check()


def _card(value: object) -> tuple[str, str]:
    household, key = strict_json.fields(value, _CARD)
    return strict_json.text(household), strict_json.text(key)
