"""Signs worth a look about who must co-sign: a policy that waits, one that changed during a vote, one brought along."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from voting.law import wording
from voting.ledger.errors import PolicyMalformed
from voting.ledger.policy import parse_policy
from voting.record.policies import Era, Standing
from voting.verifier.case import Case


@dataclass(frozen=True)
class Sign:
    """One thing to look at. `name` names its sentence, `values` fill it."""

    name: str
    values: Mapping[str, object]


def signs_of_policy(case: Case) -> Iterator[Sign]:
    """As far as the policies of the commune's book could be judged (check 3)."""
    if case.policies is not None:
        for look in OF_POLICY:
            yield from look(case, case.policies)


def waiting(case: Case, found: Standing) -> Iterator[Sign]:
    """A newer policy waits for the quorum of the one in force."""
    if found.waiting:
        index = found.waiting[-1].index
        yield Sign("policy-waiting", {"index": index, "day": _day(case, index)})


def changed(case: Case, found: Standing) -> Iterator[Sign]:
    """Since the examined vote was opened another policy has come into force."""
    opened = case.vote.opening.index if case.vote else None
    meanwhile = [era.index for era in found.eras if opened is not None and era.index > opened]
    if meanwhile:
        yield Sign("policy-changed", {"index": meanwhile[-1], "day": _day(case, meanwhile[-1])})


def differs(case: Case, found: Standing) -> Iterator[Sign]:
    """The policy that the user brought is another than the one in force."""
    trusted = case.trusted.policy
    if trusted and parse_policy(trusted).text != _spelled(found.in_force):
        yield Sign("policy-differs", {})


OF_POLICY: tuple[Callable[[Case, Standing], Iterator[Sign]], ...] = (waiting, changed, differs)


def _spelled(era: Era) -> str:
    """A policy in its plain spelling; as it stands where it is none, which the replay refuses."""
    try:
        return era.policy.text
    except PolicyMalformed:
        return era.text


def _day(case: Case, index: int) -> str:
    entry = case.commune_lines[index].entry
    return wording.day(entry.at) if entry else ""
