"""Faults that show only when households are compared with each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from voting.lists.faults import make_fault
from voting.lists.rows import Fault, HouseholdRow
from voting.texts.codes import code_key
from voting.texts.sameness import likeness

FIRST_CODE = "H-001"

_NUMBERED_CODE = re.compile(r"(.*?)([0-9]{1,9})")


def check_across(households: Sequence[HouseholdRow], refused_codes: Iterable[str] = ()) -> list[Fault]:
    """Missing and repeated codes, repeated telephones, one person for two households.

    `refused_codes` are the places of rows whose code was refused for another reason and so is not missing.
    """
    suggest = _CodeSuggestions(households)
    return [
        *_check_codes(households, frozenset(refused_codes), suggest),
        *_check_phones(households),
        *_check_representatives(households),
    ]


def _check_codes(
    households: Sequence[HouseholdRow], refused: frozenset[str], suggest: _CodeSuggestions
) -> Iterable[Fault]:
    first: dict[str, HouseholdRow] = {}
    previous: HouseholdRow | None = None
    for household in households:
        key = code_key(household.code)
        if key in first:
            yield make_fault(
                household,
                "code",
                "duplicate-code",
                code=household.code,
                first_row=first[key].place,
                suggestion=suggest.after(previous, household),
            )
        elif key:
            first[key] = household
        elif household.place not in refused:
            proposed = suggest.after(previous, household)
            yield make_fault(household, "code", "missing-code", suggestion=proposed)
        previous = household if household.code else previous


def _check_phones(households: Iterable[HouseholdRow]) -> Iterable[Fault]:
    first: dict[str, str] = {}
    for household in households:
        if household.phone:
            seen = first.setdefault(household.phone, household.place)
            if seen != household.place:
                yield make_fault(household, "phone", "duplicate-phone", first_row=seen)


def _check_representatives(households: Iterable[HouseholdRow]) -> Iterable[Fault]:
    first: dict[tuple[str, str], HouseholdRow] = {}
    for household in households:
        name = likeness(household.representative)
        keys = [(name, likeness(where)) for where in (household.address, household.phone) if name and where]
        seen = [first[key] for key in keys if key in first]
        if seen:
            place = min(seen, key=lambda one: one.row_number).place
            yield make_fault(household, "representative", "same-representative", first_row=place)
        for key in keys:
            first.setdefault(key, household)


class _CodeSuggestions:
    """Proposes codes in the manner of those already in the list, each one unused and proposed once."""

    def __init__(self, households: Iterable[HouseholdRow]) -> None:
        self._used = {code_key(household.code) for household in households}
        self._tried: dict[tuple[str, int, int], int] = {}

    def after(self, previous: HouseholdRow | None, household: HouseholdRow) -> str:
        """A code for this household: the previous row's number and one for each row between, or the next free one."""
        match = _NUMBERED_CODE.fullmatch(previous.code) if previous else None
        pattern = match or _NUMBERED_CODE.fullmatch(FIRST_CODE)
        if pattern is None:
            raise AssertionError(FIRST_CODE)
        step = household.row_number - previous.row_number if match and previous else 0
        start = (pattern[1], int(pattern[2]) + step, len(pattern[2]))
        # a list without any codes asks from one start for each of its rows: what was tried from there stays tried
        number = self._tried.get(start, start[1])
        while (key := code_key(code := f"{start[0]}{number:0{start[2]}d}")) in self._used:
            number += 1
        self._used.add(key)
        self._tried[start] = number + 1
        return code
