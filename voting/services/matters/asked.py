"""What households say of a matter by card: consents to their proposal, the poll of the form; how it stands."""

from dataclasses import dataclass

from voting.law.initiatives import consents_needed
from voting.law.majority import Majority, needed
from voting.law.road import Mark
from voting.record.facts import Matter as MatterKnown
from voting.record.subject_kinds import YES, SubjectKind
from voting.services.lookups import subject_facts, village_facts
from voting.services.matters.acts import Stand
from voting.services.subject_lookups import opinions_of
from voting.storage.database import Transaction
from voting.storage.matters import Matter

CONSENTS = "consents"
"""Where a matter's notes have how many households consented on paper."""
CONSENTERS = "consenters"
"""Where they have which, a line each, until the proposal goes on the road and the list is sealed."""


@dataclass(frozen=True)
class Asked:
    """How it stands: ``subject`` is empty where households signed on paper; ``yes`` of ``listed`` households say so,
    ``needed`` at least.
    """

    stand: Stand = Stand.NOTHING
    kind: SubjectKind | None = None
    subject: str = ""
    yes: int = 0
    listed: int = 0
    needed: int = 0


def asked_of(tx: Transaction, row: Matter, known: MatterKnown) -> Asked:
    """What households are asked of a matter now, or were last."""
    if Mark.RAISED in known.marks and Mark.PROPOSED not in known.marks:
        return _consents(tx, row, known)
    if known.asked:
        yes, listed, closed = _counted(tx, row.commune_id, known.asked)
        least = needed(Majority.MORE_THAN_HALF, listed)
        stand = Stand.COUNTED if closed else Stand.OPEN
        return Asked(stand, SubjectKind.FORM_POLL, known.asked, yes, listed, least)
    return Asked()


def _consents(tx: Transaction, row: Matter, known: MatterKnown) -> Asked:
    """Enough carry it at once; fewer are backed, or not, once nobody else can consent."""
    if known.asked:
        yes, listed, closed = _counted(tx, row.commune_id, known.asked)
    else:
        listed = village_facts(tx, row.commune_id, row.village_code).households
        yes, closed = int(row.notes.get(CONSENTS, 0)), True
    least = consents_needed(listed)
    stand = Stand.CARRIED if yes >= least else Stand.OPEN if not closed else Stand.FEW if yes else Stand.NOBODY
    return Asked(stand, SubjectKind.CONSENT, known.asked, yes, listed, least)


def _counted(tx: Transaction, commune: str, subject: str) -> tuple[int, int, bool]:
    """Households that say yes, those asked, and whether that is closed."""
    facts, opinions = subject_facts(tx, commune, subject), opinions_of(tx.log.head(commune, subject))
    if facts is None or opinions is None:
        raise ValueError(f"subject {subject} has not begun")
    return dict(opinions.counts).get(YES, 0), facts.listed, facts.closing is not None
