"""A matter of the sample village, walked step by step in the commune's book."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from record import sample_village
from voting.ballots.election import Question
from voting.record.content import content_hash
from voting.record.entries.decision import MatterMinuted, MatterPublished, MatterResolved, MatterSent
from voting.record.entries.matter import (
    MatterAgreed,
    MatterAnnounced,
    MatterBacked,
    MatterClassified,
    MatterInformed,
    MatterPolled,
    MatterProposed,
    MatterRaised,
    MatterRoll,
    MatterTeam,
    MatterVote,
    OfMatter,
)
from voting.record.entries.village import RollFrozen

RAISED = sha256("đề xuất".encode()).hexdigest()
TITLE = "Họp thôn tháng 11"
TEAM = {"members": 4, "of_village": 1, "of_front": 1, "of_households": 1, "of_it": 1, "leader": "front"}


class Matter:
    """One matter; each method is a step, written as an honest village would, with fields to change."""

    def __init__(
        self, village: "sample_village.Village", number: int = 1, questions: tuple[Question, ...] = (), hours: int = 48
    ) -> None:
        self.village, self.questions = village, questions or (sample_village.USUAL,)
        self.hours = hours
        self.id = sample_village.base58(f"matter|{village.code}|{number}", 14)
        self.uuid = sample_village.base58(f"vote|{village.code}|{number}", 14)
        self.documents = (sample_village.commitment("giấy mời họp"),)

    def step(self, kind: type[OfMatter], office: str, **fields: Any) -> None:
        by = fields.pop("by", office)
        papers = fields.pop("papers", (sample_village.commitment(f"{kind.type} {by}"),))
        fields = {"matter": self.id, "by": by, "papers": papers} | fields
        self.village.write(kind, **fields)

    def raise_(self, **fields: Any) -> None:
        self.step(MatterRaised, "citizens", **{"content": RAISED} | fields)

    def back(self, **fields: Any) -> None:
        self.step(MatterBacked, "front", **fields)

    def propose(self, by: str = "head", **fields: Any) -> None:
        values = {"content": RAISED, "consents": 0, "counted_in": "", "backed": 0, "annex": ()} | fields
        self.step(MatterProposed, by, **values)

    def classify(self, **fields: Any) -> None:
        self.step(MatterClassified, "head", **{"clause": 6, "channel": "online"} | fields)

    def agree(self, by: str, **fields: Any) -> None:
        self.step(MatterAgreed, by, **{"joint": 0} | fields)

    def inform(self, to: str, **fields: Any) -> None:
        self.step(MatterInformed, "head", **{"to": to, "way": "account"} | fields)

    def appoint(self, **fields: Any) -> None:
        self.step(MatterTeam, "head", **TEAM | {"commitment": sample_village.commitment("tổ")} | fields)

    def settle(self, **fields: Any) -> None:
        entries = self.village.commune.entries
        frozen = max(
            n for n, one in enumerate(entries) if isinstance(one, RollFrozen) and one.village == self.village.code
        )
        households = self.village.commune.village(self.village.code).households
        values = {"roll": frozen, "households": households, "objections": 0, "answered": 0} | fields
        self.step(MatterRoll, "team", **values)

    def poll(self, **fields: Any) -> None:
        households = self.village.commune.village(self.village.code).households
        values = {"way": "group", "counted_in": "", "households": households, "in_favour": households, "against": 0}
        self.step(MatterPolled, "team", **values | fields)

    def announce(self, **fields: Any) -> None:
        content = content_hash(TITLE, "", self.questions, self.documents)
        values = {
            "content": content,
            "opens_at": self.village.at,
            "closes_at": self.village.at + timedelta(hours=self.hours),
        } | fields
        self.step(MatterAnnounced, "team", **values)

    def tie(self, **fields: Any) -> None:
        self.step(MatterVote, "head", **{"uuid": self.uuid} | fields)

    def minute(self, **fields: Any) -> None:
        self.step(MatterMinuted, "team", **{"participants": sample_village.commitment("danh sách tham gia")} | fields)

    def resolve(self, **fields: Any) -> None:
        self.step(MatterResolved, "head", **{"questions": len(self.questions), "passed": len(self.questions)} | fields)

    def publish(self, **fields: Any) -> None:
        self.step(MatterPublished, "head", **{"until": self.village.at + timedelta(hours=48)} | fields)

    def send(self, to: str, **fields: Any) -> None:
        self.step(MatterSent, "head", **{"to": to, "way": "paper"} | fields)

    @property
    def steps(self) -> dict[str, Callable[[], None]]:
        """Every step up to the vote, by name, in order."""
        return {
            "propose": self.propose,
            "classify": self.classify,
            "agree-head": lambda: self.agree("head"),
            "agree-front": lambda: self.agree("front"),
            "inform-commune": lambda: self.inform("commune"),
            "inform-front": lambda: self.inform("commune-front"),
            "appoint": self.appoint,
            "settle": self.settle,
            "poll": self.poll,
            "announce": self.announce,
            "tie": self.tie,
        }

    def walk(self, until: str = "tie") -> None:
        """All steps up to this one."""
        for name, step in self.steps.items():
            step()
            if name == until:
                return
