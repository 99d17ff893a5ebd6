"""Matters of a village at every step of their roads, by name; and at which step's page each of them stands.

ids = set_out(village) | decide(village)          # ids["settle"] is a matter whose roll is settled
role, name = STEP_AT["hinh-thuc"]                 # ("team", "settle"): who takes that step, of which matter
"""

from collections.abc import Mapping
from datetime import timedelta

from village.life import YES, Village
from village.people import VILLAGE
from village.road import Walk

STEP_AT: Mapping[str, tuple[str, str]] = {
    "dua-ra-ban": ("head", "carried-by-cards"),
    "ung-ho": ("front", "few"),
    "thong-nhat": ("head", "classify"),
    "bao-cao-xa": ("head", "agree"),
    "xa-nhan-bao-cao": ("commune", "agree"),
    "lap-to": ("head", "inform"),
    "chot-danh-sach": ("team", "appoint"),
    "ket-qua-hoi": ("team", "answered"),
    "hoi-bang-the": ("team", "unasked"),
    "hinh-thuc": ("team", "settle"),
    "bien-ban": ("team", "voted"),
    "quyet-dinh": ("head", "minuted"),
    "niem-yet": ("head", "resolved"),
    "gui-xa": ("head", "resolved"),
    "xa-nhan-ket-qua": ("commune", "resolved"),
    "da-lam": ("head", "resolved"),
    "bao-cao": ("head", "carried"),
    "chuyen": ("head", "unwanted"),
    "moi-hop": ("head", "refused"),
    "ket-qua-hop": ("front", "convened"),
    "cong-nhan": ("head", "held"),
    "dung": ("head", "stopped"),
    "bai-bo": ("commune", "resolved"),
}
"""A step's page, by the last part of its address: the role that takes it, and the matter it is open for."""


def set_out(village: Village, at: str = VILLAGE) -> dict[str, str]:
    """A matter before each step of its road up to the notice; others on their way by a meeting."""
    found = {name: Walk(village, at).propose(f"Sửa cổng nhà văn hóa, {name}").id for name in ("proposed", "stopped")}
    for number, name in enumerate(("classify", "agree", "inform", "appoint", "settle", "poll"), 1):
        found[name] = Walk(village, at).propose(f"Giờ thu gom rác ở ngõ {number}").walk(name).id
    found |= asked(village, at)
    found["ready"] = Walk(village, at).propose("Lịch dùng sân bóng của thôn").walk("poll").id
    unwanted = Walk(village, at).propose("Lịch trực vệ sinh đường thôn").walk("settle")
    unwanted.poll(1, 2)
    found["unwanted"] = unwanted.id
    for done, name in enumerate(("refused", "convened", "entered", "held")):
        walk = Walk(village, at).propose(f"Sửa hương ước, điều {done + 1}")
        walk.classify(**{"village-rules": True})
        for step in (walk.convene, walk.enter, walk.confirm)[:done]:
            step()
        found[name] = walk.id
    return found


def asked(village: Village, at: str = VILLAGE) -> dict[str, str]:
    """Matters of which households say something by card, or on paper: consents that carry one, too few, the form."""
    services, phones = village.services, village.phones_at[at]
    later = village.clock() + timedelta(days=3)
    carried = Walk(village, at).raise_("Ghế đá ở sân đình", until_utc=later)
    few = Walk(village, at).raise_("Tủ sách ở nhà văn hóa", consents=1, for_front=True)
    gathering = Walk(village, at).raise_("Lối đi cho xe lăn", until_utc=later)
    unasked = Walk(village, at).propose("Chỗ để xe ở nhà văn hóa").walk("settle")
    polled = Walk(village, at).propose("Giờ mở loa của thôn").walk("settle")
    services.preparing.ask_form(village.actors["team"], polled.id, later)
    for number, (household, phone) in enumerate(sorted(phones.items())):
        for walk in (carried, polled) if number else (carried, polled, gathering):
            subject = services.statements.get(services.matters.get(walk.id).asked.subject)
            services.statements.take(subject.id, phone.letter(subject.terms, "yes" if number % 4 else "no", 1, ""))
        assert household
    services.statements.close(village.actors["team"], services.matters.get(polled.id).asked.subject)
    found = {"carried-by-cards": carried, "few": few, "gathering": gathering, "unasked": unasked, "answered": polled}
    return {name: walk.id for name, walk in found.items()}


def decide(village: Village, at: str = VILLAGE) -> dict[str, str]:
    """Matters whose vote has its result: without minutes, without decision, with it, being carried out."""
    found, head = {}, village.actors["head"]
    for done, name in enumerate(("voted", "minuted", "resolved", "carried")):
        walk = Walk(village, at).propose(f"Trồng cây ở ngõ {done + 1}").walk("poll")
        vote = walk.open()
        village.cast_all(vote, [YES] * len(village.phones_at[at]), at=at)
        village.services.votes.close(head, vote)
        village.count(vote)
        for step in (walk.minute, walk.resolve)[:done]:
            step()
        found[name] = walk.id
    village.services.decisions.carry_out(head, found["carried"], "Đã trồng một nửa")
    return found
