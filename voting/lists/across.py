"""Faults that show only when households are compared with each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from voting.lists.faults import make_fault
from voting.lists.rows import Fault, HouseholdRow

FIRST_CODE = "H-001"

_NUMBERED_CODE = re.compile(r"(.*?)([0-9]{1,9})")


def check_across(households: Sequence[HouseholdRow], refused_codes: Iterable[int] = ()) -> list[Fault]:
    """Missing and repeated codes, repeated telephones, one person for two households.

    `refused_codes` are the rows whose code was refused for another reason and so is not missing.
    """
    suggest = _CodeSuggestions(households)
    return [
        *_check_codes(households, frozenset(refused_codes), suggest),
        *_check_phones(households),
        *_check_representatives(households),
    ]


def _check_codes(
    households: Sequence[HouseholdRow], refused: frozenset[int], suggest: _CodeSuggestions
) -> Iterable[Fault]:
    first: dict[str, HouseholdRow] = {}
    previous: HouseholdRow | None = None
    for household in households:
        key = same_code(household.code)
        if key in first:
            yield make_fault(
                household.row_number,
                "code",
                "duplicate-code",
                code=household.code,
                first_row=first[key].row_number,
                suggestion=suggest.after(previous, household),
            )
        elif key:
            first[key] = household
        elif household.row_number not in refused:
            proposed = suggest.after(previous, household)
            yield make_fault(household.row_number, "code", "missing-code", suggestion=proposed)
        previous = household if household.code else previous


def same_code(code: str) -> str:
    """Two codes are one when this is equal: case, spaces and dashes are slips of the hand."""
    return re.sub(r"[\s\-–_.]", "", code.casefold())


def _check_phones(households: Iterable[HouseholdRow]) -> Iterable[Fault]:
    first: dict[str, int] = {}
    for household in households:
        if household.phone:
            seen = first.setdefault(household.phone, household.row_number)
            if seen != household.row_number:
                yield make_fault(household.row_number, "phone", "duplicate-phone", first_row=seen)


def _check_representatives(households: Iterable[HouseholdRow]) -> Iterable[Fault]:
    first: dict[tuple[str, str], int] = {}
    for household in households:
        name = household.representative.casefold()
        keys = [(name, where.casefold()) for where in (household.address, household.phone) if name and where]
        seen = [first[key] for key in keys if key in first]
        if seen:
            yield make_fault(household.row_number, "representative", "same-representative", first_row=min(seen))
        for key in keys:
            first.setdefault(key, household.row_number)


class _CodeSuggestions:
    """Proposes codes in the manner of those already in the list, each one unused and proposed once."""

    def __init__(self, households: Iterable[HouseholdRow]) -> None:
        self._used = {same_code(household.code) for household in households}

    def after(self, previous: HouseholdRow | None, household: HouseholdRow) -> str:
        """A code for this household: the previous row's number and one for each row between, or the next free one."""
        match = _NUMBERED_CODE.fullmatch(previous.code) if previous else None
        pattern = match or _NUMBERED_CODE.fullmatch(FIRST_CODE)
        if pattern is None:
            raise AssertionError(FIRST_CODE)
        step = household.row_number - previous.row_number if match and previous else 0
        number, width = int(pattern[2]) + step, len(pattern[2])
        while same_code(code := f"{pattern[1]}{number:0{width}d}") in self._used:
            number += 1
        self._used.add(same_code(code))
        return code
