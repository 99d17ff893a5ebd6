"""A counting committee that made one key together, by the services its members' pages call."""

from collections.abc import Sequence

from village.life import Village
from village.people import MEMBERS, PASSWORD, VILLAGE
from voting.manage.rehearsal import CountingMember
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.votes.ceremony import Round

FIVE = (*MEMBERS, "dem.bon", "dem.nam")
"""Logins of a committee of five, of whom three count."""


def counted_by_five(village: Village, confirming: Sequence[str] = FIVE) -> None:
    """Two more counting members, and a key of all five; what is on their papers is in `village.seeds`.

    Only those `confirming` show in the end that they hold their paper.
    """
    for login in (one for one in FIVE if one not in village.actors):
        new = NewAccount(login, f"Người {login}", PASSWORD, (Grant(Role.COUNTING, VILLAGE),))
        village.actors[login] = village.services.accounts.add(village.actors["admin"], new)
        village.seeds[login] = CountingMember.with_new_seed()
    members = [village.actors[login].account_id for login in FIVE]
    village.services.committees.form_together(village.actors["head"], VILLAGE, members)
    ceremony = village.services.ceremony
    for round_ in (one for one in Round if one is not Round.DONE):
        for login in confirming if round_ is Round.CONFIRMED else FIVE:
            part = village.seeds[login].part(ceremony.lobby(village.actors[login], VILLAGE))
            ceremony.hand_in(village.actors[login], VILLAGE, round_, part)
