"""Personal data goes when nobody needs it any more (LAW.md): uploads never taken over, forms never
sent, replaced household lists, and the names of a matter that is over.

Of a replaced list the names are deleted and the salt of its commitment is forgotten for good; N stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from voting.record.facts import Phase
from voting.services.desk import Desk
from voting.services.forms import NUMBERS_KEPT, WAITING_KEPT
from voting.services.matters.forgetting import annexes_due, destroy_annexes, forget, forgotten_due
from voting.storage.database import Transaction
from voting.storage.rolls import Roll

UPLOADS_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Erased:
    """How many uploaded files, replaced household lists and kept forms were erased; of how many matters the names,
    and the private lists."""

    uploads: int = 0
    rolls: int = 0
    forms: int = 0
    matters: int = 0
    annexes: int = 0


def erase_due(desk: Desk) -> Erased:
    """Erase what is due in every commune; reads first, so that nothing is locked while nothing is due."""
    before = desk.now() - UPLOADS_KEPT
    aged = (desk.now() - WAITING_KEPT, desk.now() - NUMBERS_KEPT)
    with desk.database.reading() as tx:
        communes = [commune.code for commune in tx.communes.list()]
        due = [
            code
            for code in communes
            if tx.rolls.has_uploads_before(code, before) or _replaced(tx, code) or tx.forms.has_old(code, *aged)
        ]
        over = [(code, matter) for code in communes for matter in forgotten_due(tx, code, desk.now())]
        listed = [(code, matter) for code in communes for matter in annexes_due(tx, code, desk.now())]
    uploads = rolls = forms = 0
    for commune in due:
        with desk.database.transaction() as tx:
            forms += tx.forms.delete_old(commune, *aged)
            uploads += tx.rolls.delete_uploads_before(commune, before)
            for roll in _replaced(tx, commune):
                tx.rolls.erase(roll.commune_id, roll.village_code, roll.version)
                rolls += 1
    gone = sum(_done(desk, forget, *one) for one in over), sum(_done(desk, destroy_annexes, *one) for one in listed)
    return Erased(uploads, rolls, forms, *gone)


def _done(desk: Desk, erase: Callable[[Desk, Transaction, str, str], bool], commune: str, matter: str) -> bool:
    with desk.database.transaction() as tx:
        return erase(desk, tx, commune, matter)


def _replaced(tx: Transaction, commune: str) -> list[Roll]:
    """Lists that a later frozen one has replaced, and that no open vote of their village needs."""
    replaced = tx.rolls.superseded(commune)
    if not replaced:
        return []
    voting = {vote.village_code for vote in tx.votes.list(commune, states=[Phase.OPEN])}
    return [roll for roll in replaced if roll.village_code not in voting]
