"""The boards at work: sessions in every state, recommendations at every step, an answer that is late."""

from datetime import timedelta

from village.life import Village
from village.people import PASSWORD, VILLAGE
from voting.services.oversight.recommendations import NewRecommendation
from voting.services.oversight.supervision import Ended, NewSession
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role

CERTIFIER = "mat.tran.xa"
STEPS = (
    ("certified", CERTIFIER, ""), ("sent", "board", ""), ("accepted", "commune", "Xã cho niêm yết trước ngày 15/12."),
    ("done", "board", "Đã niêm yết ở nhà văn hóa."),
)  # fmt: skip
"""What follows a draft, to its end: the step, whose it is, what is written."""


def appoint_certifier(village: Village, *at: str) -> None:
    """An account of the commune's Front, beside that of its People's Committee."""
    grants = tuple(Grant(Role.COMMUNE, one) for one in at or (VILLAGE,))
    new = NewAccount(CERTIFIER, "Lê Thị Mặt Trận", PASSWORD, grants)
    village.actors[CERTIFIER] = village.services.accounts.add(village.actors["admin"], new)


def plan(village: Village, *, board: str = "bttnd", topic: str = "funds", subject: str, before: int, after: int) -> str:
    """A session whose plan was sent so many days before now, to be held so many after."""
    today = (village.clock() + timedelta(hours=7)).date()
    new = NewSession(board, topic, subject, today - timedelta(days=before), today + timedelta(days=after))
    return village.services.supervision.plan(village.actors["board"], VILLAGE, new)


def hold(village: Village, session: str, words: str) -> None:
    """It was held today."""
    today = (village.clock() + timedelta(hours=7)).date()
    village.services.supervision.end_session(village.actors["board"], VILLAGE, session, Ended("held", today, words))


def recommend(village: Village, session: str, words: str, steps: int, about: str = "") -> str:
    """What is recommended after it, so many steps on."""
    new = NewRecommendation("government", about, words)
    board, recommendations = village.actors["board"], village.services.supervision.recommendations
    made = recommendations.draft(board, VILLAGE, session, new)
    for step, who, written in STEPS[:steps]:
        recommendations.move(village.actors[who], VILLAGE, made, step=step, words=written)
    return made


def supervise(village: Village, matter: str = "") -> dict[str, str]:
    """A session that is planned and one that was held, with recommendations at each step; one waits 20 days late."""
    ids = {"planned": plan(village, board="bgsdtcd", topic="works", subject="Đường ngõ 3", before=20, after=30)}
    ids["held"] = plan(village, subject="Sổ quỹ đèn đường", before=9, after=0)
    hold(village, ids["held"], "Sổ quỹ chưa niêm yết quý III.\nThu chi khớp với chứng từ.")
    ids["late"] = recommend(village, ids["held"], "Đề nghị niêm yết sổ quỹ mỗi quý.", 2, matter)
    village.clock.move(days=35)
    for name, steps in (("drafted", 0), ("certified", 1), ("awaited", 2), ("done", 4)):
        ids[name] = recommend(village, ids["held"], f"Đề nghị công khai giá mua đèn, lần {steps + 1}.", steps)
    return ids
