"""What a new household list would do: to households, to the cards they hold, and whether it looks like a mistake."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from voting.lists.header import fold
from voting.lists.rows import HouseholdRow
from voting.storage.cards import Card
from voting.storage.rolls import Household
from voting.texts.codes import code_key
from voting.texts.sameness import likeness

_KINDS = "(thon|xom|ban|lang|ap|khom|buon|bon|plei|phum|soc|khu|khu pho|khu dan cu|tdp|to|to dan pho)"
"""The words before a village's name, folded."""
FEW_CARDS = 5
"""Up to so many cards may end without the village's name being typed."""


class Danger(StrEnum):
    """Why a list is taken over only by whoever types the village's name."""

    MOST_VANISH = "most-codes-vanish"
    MANY_CARDS_END = "many-cards-end"
    OTHER_PEOPLE = "other-people"
    OTHER_VILLAGE = "other-village"


@dataclass(frozen=True)
class Named:
    """A household that comes or goes, or whose people changed: ``before`` is who stood there. Personal data."""

    code: str
    name: str
    before: str = ""
    has_card: bool = False


@dataclass(frozen=True)
class Impact:
    """What taking a list over would do, against the list in force. Personal data."""

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    swapped: tuple[Named, ...]
    """Households whose head and representative are both other people now; they keep their card."""
    changed: int
    respelled: int
    cards_ending: int
    dangers: tuple[Danger, ...] = ()
    resembles: str = ""
    """The other village that the list seems to be of: kind and name."""

    @property
    def nothing(self) -> bool:
        """Whether households and their details are those of the list in force."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Neighbour:
    """Another village of the commune, with its list."""

    name: str
    unit_kind: str
    households: Sequence[Household]


def known_spellings(
    present: Iterable[Household], every_card: Iterable[Card], valid: Iterable[Card]
) -> Mapping[str, str]:
    """Key -> the spelling to keep: that of a valid card before that of the list, before that of an old card."""
    codes = [*(card.household_code for card in every_card), *(one.code for one in present)]
    codes += [card.household_code for card in valid]
    return {code_key(code): code for code in codes}


def keep_spelling(rows: Iterable[HouseholdRow], known: Mapping[str, str]) -> tuple[HouseholdRow, ...]:
    """The rows with each code as it is spelled already."""
    return tuple(replace(row, code=known.get(code_key(row.code), row.code)) if row.code else row for row in rows)


def impact_of(
    rows: Sequence[HouseholdRow], present: Sequence[Household], cards: Sequence[Card], respelled: int
) -> Impact:
    """What these rows (in known spelling) would change, without a look at the neighbours."""
    before = {code_key(one.code): one for one in present}
    after = {code_key(row.code): row for row in rows if row.code}
    held = {code_key(card.household_code) for card in cards}
    gone = before.keys() - after.keys()
    both = [(one, after[key]) for key, one in before.items() if key in after]
    impact = Impact(
        added=tuple(Named(row.code, _name(row)) for key, row in after.items() if key not in before),
        removed=tuple(Named(one.code, _name(one), has_card=key in held) for key, one in before.items() if key in gone),
        swapped=tuple(Named(row.code, _name(row), _name(one), code_key(row.code) in held) for one, row in both
                      if _other_people(one, row)),
        changed=sum(_details(one) != _details(row) for one, row in both),
        respelled=respelled,
        cards_ending=len(held & gone),
    )  # fmt: skip
    return replace(impact, dangers=tuple(_dangers(impact, len(before), len(cards))))


def with_neighbours(
    impact: Impact, rows: Sequence[HouseholdRow], title: str, own_name: str, neighbours: Iterable[Neighbour]
) -> Impact:
    """The same, with a warning when the list is another village's: by its people, or by the title above it."""
    kept = len(rows) - len(impact.added) - len(impact.swapped)
    for neighbour in neighbours:
        theirs = {(code_key(one.code), likeness(one.head_name)) for one in neighbour.households}
        shared = sum((code_key(row.code), likeness(row.head_name)) in theirs for row in rows)
        if (shared * 2 > len(rows) and shared > kept) or _is_titled(title, neighbour, own_name):
            return replace(
                impact,
                dangers=(*impact.dangers, Danger.OTHER_VILLAGE),
                resembles=f"{neighbour.unit_kind} {neighbour.name}",
            )
    return impact


def _dangers(impact: Impact, present: int, cards: int) -> Iterable[Danger]:
    if len(impact.removed) * 2 > present:
        yield Danger.MOST_VANISH
    elif impact.cards_ending > FEW_CARDS and impact.cards_ending * 5 > cards:
        yield Danger.MANY_CARDS_END
    if len(impact.swapped) * 2 > present - len(impact.removed):
        yield Danger.OTHER_PEOPLE


def _is_titled(title: str, neighbour: Neighbour, own_name: str) -> bool:
    """Whether the title names the neighbour with its kind ("thôn Tây Hòa") and nowhere the village itself."""
    folded = f" {fold(title)} "
    named = f" {_KINDS} "
    other, own = _bare(neighbour.name), _bare(own_name)
    return bool(other and own and other != own and re.search(named + re.escape(other) + " ", folded)
                and not re.search(named + re.escape(own) + " ", folded))  # fmt: skip


def same_name(typed: str, name: str) -> bool:
    """Whether what was typed is the village's name: with or without accents, spaces, and the word before it."""
    return bool(fold(name)) and _bare(typed).replace(" ", "") == _bare(name).replace(" ", "")


def _bare(name: str) -> str:
    """A village's name folded, without the word for what kind of village it is."""
    return re.sub(f"^{_KINDS} (?=.)", "", fold(name))


def _name(one: Household | HouseholdRow) -> str:
    return one.representative or one.head_name


def _other_people(before: Household, now: HouseholdRow) -> bool:
    were = {likeness(name) for name in (before.head_name, before.representative) if name}
    return bool(were) and were.isdisjoint(likeness(name) for name in (now.head_name, now.representative) if name)


def _details(one: Household | HouseholdRow) -> tuple[object, ...]:
    return (one.head_name, one.representative, one.address, one.phone, one.members, one.smartphone)
