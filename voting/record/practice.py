"""What a practice vote is: its own fixed words, a few cards of its own, and nothing that could be taken for real."""

from voting.ballots.election import Election
from voting.law import practice as law
from voting.record.entries.vote import VoteOpened
from voting.record.errors import WrongPractice
from voting.record.facts import Village

CARDS = range(law.FEWEST_CARDS, law.MOST_CARDS + 1)


def require_practice(village: Village, entry: VoteOpened, election: Election) -> None:
    """One at a time in a village, of a few cards that are not the households', in its words; else ``WrongPractice``."""
    if village.practice:
        raise WrongPractice(f"practice vote {village.practice} of the village is still open")
    if entry.households not in CARDS or entry.spares:
        raise WrongPractice(f"{entry.households} practice cards and {len(entry.spares)} spare ones")
    if entry.register == village.register:
        raise WrongPractice("the cards of the households vote in it")
    if (entry.clause, entry.citation, entry.proposals, entry.documents) != (0, "", ((),), ()):
        raise WrongPractice("practice has no clause, no article, no papers, and puts nothing to a majority")
    if (election.name, election.description) != (law.TITLE, law.DESCRIPTION) or not _asks_what_is_fixed(election):
        raise WrongPractice("what is asked is not what is asked in practice")


def _asks_what_is_fixed(election: Election) -> bool:
    asked = [(one.text, tuple(one.answers), one.minimum, one.maximum, one.blank) for one in election.questions]
    return asked == [(law.QUESTION, law.ANSWERS, 1, 1, False)]
