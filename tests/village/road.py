"""A matter walked through the real services, each step by whom the law names, up to its vote and after it.

matter = Walk(village).propose("Giờ thu gom rác")     # then .classify() .agree() .inform() .appoint() ...
uuid = Walk(village).to_vote("Giờ thu gom rác")       # all of it
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from screens.papers import PNG

from voting.law.classification import QUESTIONS
from voting.law.road import Office
from voting.services.matters.content import Proposal
from voting.services.matters.meetings import Counted
from voting.services.matters.preparing import Helper, Member, Poll
from voting.services.matters.proposals import NewProposal
from voting.services.matters.terms import Channel
from voting.services.votes.drafting import NewDocument, NewVote

if TYPE_CHECKING:
    from village.life import Village

VILLAGE = "dong-hoa"
SIX = {question.key: False for question in QUESTIONS}
"""Answers that make it a matter of clause 6."""
TEAM = (
    Member("Lê Thị Mận", ("front",), leads=True),
    Member("Phạm Văn Đủ", ("village", "households")),
    Member("Đỗ Thị Lan", ("it",)),
)
HELPER = Helper("Bà Lê Thị Mận", "0912 345 678")
QUESTION = "Có đổi giờ thu gom rác sang 6 giờ sáng không?"
PHOTO = NewDocument("giay-da-nhan.png", "image/png", PNG)


class Walk:
    """One matter; every method is one step, by the official it belongs to."""

    def __init__(self, village: "Village", at: str = VILLAGE) -> None:
        self.village, self.at = village, at
        self.services, self.actors = village.services, village.actors
        self.id = ""

    def propose(
        self,
        title: str,
        *questions: str,
        description: str = "",
        by: str = "head",
        documents: tuple[NewDocument, ...] = (),
    ) -> "Walk":
        words = Proposal(title, description, questions or (QUESTION,))
        new = NewProposal(words, documents=documents)
        self.id = self.services.proposals.propose(self.actors[by], self.at, new)
        return self

    def raise_(self, title: str, **consents: Any) -> "Walk":
        """Households propose it, with so many consents: on paper, or to be gathered by card."""
        new = NewProposal(Proposal(title, "", (QUESTION,)), by="citizens", **consents)
        self.id = self.services.proposals.propose(self.actors["head"], self.at, new)
        return self

    def classify(self, **yes: bool) -> None:
        self.services.proposals.classify(self.actors["head"], self.id, SIX | yes)

    def agree(self) -> None:
        self.services.proposals.agree(self.actors["head"], self.id)
        self.services.proposals.agree(self.actors["front"], self.id)

    def inform(self) -> None:
        self.services.proposals.receive(self.actors["commune"], self.id, Office.COMMUNE)
        self.services.proposals.inform(self.actors["head"], self.id, Office.COMMUNE_FRONT, PHOTO)

    def appoint(self) -> None:
        self.services.preparing.appoint(self.actors["head"], self.id, TEAM)

    def settle(self) -> None:
        self.services.preparing.settle(self.actors["team"], self.id)

    def poll(self, in_favour: int = 0, against: int = 0) -> None:
        households = self.services.rolls.current(self.at).households
        poll = Poll("group", in_favour or households, against, PHOTO)
        self.services.preparing.poll(self.actors["team"], self.id, poll)

    def open(
        self, new: NewVote | None = None, *, starts_in_h: float = 0, lasts_h: float = 48,
        documents: tuple[NewDocument, ...] = (),
    ) -> str:  # fmt: skip
        """The notice and the vote: of these words, or of those proposed; its uuid."""
        opens = self.village.clock() + timedelta(hours=starts_in_h)
        if new is None:
            words = self.services.matters.get(self.id).words
            new = NewVote(
                words.title, words.description, words.asked, opens, opens + timedelta(hours=lasts_h), documents
            )
        return self.services.preparing.open(self.actors["head"], self.id, new, HELPER)

    @property
    def steps(self) -> dict[str, Callable[[], object]]:
        """The steps after the proposal, by name, in order."""
        names = ("classify", "agree", "inform", "appoint", "settle", "poll", "open")
        return {name: getattr(self, name) for name in names}

    def walk(self, until: str) -> "Walk":
        """The steps after the proposal up to this one."""
        for name, step in self.steps.items():
            step()
            if name == until:
                break
        return self

    def minute(self) -> None:
        self.services.decisions.minute(self.actors["team"], self.id, ("Nên làm cả ngày lễ.",))

    def resolve(self) -> None:
        self.services.decisions.resolve(self.actors["head"], self.id)

    def turn(self) -> None:
        self.services.meetings.turn(self.actors["head"], self.id, Channel.MEETING, "Bà con muốn họp")

    def convene(self) -> None:
        held = self.village.clock() + timedelta(days=3)
        self.services.meetings.convene(self.actors["head"], self.id, held, "Nhà văn hóa thôn")

    def enter(self) -> None:
        households = self.services.rolls.current(self.at).households
        counted = Counted(households, households, 0, 0)
        self.services.meetings.enter(self.actors["front"], self.id, counted, PHOTO)

    def confirm(self) -> None:
        self.services.meetings.confirm(self.actors["head"], self.id)

    def to_vote(self, new: NewVote) -> str:
        """The whole road to this vote; its uuid."""
        self.propose(new.title).walk("poll")
        return self.open(new)
