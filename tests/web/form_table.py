"""Every form that officials send, one line each: who sends it, where it stands, what is typed, what it makes.

`test_every_form` finds the forms in the URL map and walks each through Back, reload, two tabs, a double click, a lost
session and three posts at once; a form without a line here fails there.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from village.clock import Clock
from village.life import YES, Village
from village.matters import STEP_AT, decide, set_out
from village.people import MEMBERS, ROLL, VILLAGE, form_committee, give_cards, import_roll, roll_of
from village.states import appointed
from village.supervising import hold, plan, recommend
from village.witness import SocketWitness

from voting.law.periods import half_of, quarter_of
from voting.manage.rehearsal import CountingMember, Phone
from voting.services.households.subjects import SubjectKind
from voting.services.matters.terms import QUESTIONS
from voting.services.oversight.disclosure import NewDisclosure
from voting.services.oversight.petitions import NewPetition
from voting.services.people.accounts import NewAccount
from voting.services.people.announcements import NewAnnouncement
from voting.services.permissions import Actor, Grant, Role
from voting.services.record.watchers import NewWatcher
from voting.services.reports.frozen import Which
from voting.services.votes.drafting import NewDocument

EMPTY, NEW, LOST, VOTED, KEYLESS, COUNTED = "tay-hoa", "moi-hoa", "lac-hoa", "du-hoa", "khoa-hoa", "dem-hoa"
DONE, MERGED, TOGETHER = "xong-hoa", "hop-hoa", "chung-hoa"
NAMES = {
    VILLAGE: "Đông Hòa", EMPTY: "Tây Hòa", NEW: "Mới Hòa", LOST: "Lạc Hòa", VOTED: "Đủ Hòa", KEYLESS: "Khóa Hòa",
    COUNTED: "Đếm Hòa", DONE: "Xong Hòa", MERGED: "Hợp Hòa", TOGETHER: "Chung Hòa",
}  # fmt: skip
PAPER, RIGHT_PAPER = b"%PDF-1.4 sai", b"%PDF-1.4 dung"
REASON = "Mưa bão kéo dài"
Text = Callable[[Village], str]


@dataclass(frozen=True)
class Sent:
    """One form. `typed` and `files` are by field name, `picked` values of boxes and lists; `button` a selector.

    `counts` is a query whose answer changes by `makes`, once; 0 for what only shows or keeps something.
    """

    login: str
    page: Text
    button: str = "main form button[type=submit]:not([name]):not(.unseen)"
    typed: Mapping[str, str] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    counts: str = "SELECT count(*) FROM log_entries WHERE book = ''"
    makes: int = 1


@dataclass(frozen=True)
class Script:
    """What a page's script sends: address and body, and a query that changes by `makes`, once."""

    login: str
    page: Text
    address: Text
    body: Text
    counts: str
    makes: int


def at(*parts: str) -> Text:
    """An address with the village's votes, drafts and accounts by name: `at("/dieu-hanh/{extend}/gia-han")`."""
    return lambda village: "".join(parts).format_map(village.votes)


def everything(place: Path) -> Village:
    """A commune in which every form can be sent; the time is the real one, because a server of its own reads it."""
    village = appointed(place, Clock(datetime.now(UTC)), names=NAMES, serving=tuple(NAMES))
    village.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    rolls = {VILLAGE: roll_of(8), NEW: roll_of(12), LOST: ROLL, VOTED: roll_of(1), COUNTED: roll_of(1),
             DONE: roll_of(1), MERGED: roll_of(1)}  # fmt: skip
    for code, roll in rolls.items():
        import_roll(village.services, village.actors["head"], roll, code)
        village.phones_at[code] = give_cards(village.services, village.actors["cards"], code)
        form_committee(village.services, village.actors, village.seeds, code)
    _hold_votes(village)
    village.votes |= set_out(village, NEW) | decide(village, DONE)
    _wait_for_answers(village)
    services, head, accounts = village.services, village.actors["head"], [*MEMBERS, "counting"]
    services.committees.form(head, KEYLESS, [village.actors[one].account_id for one in accounts])
    services.committees.form_together(head, TOGETHER, [village.actors[one].account_id for one in accounts])
    import_roll(services, head, ROLL, KEYLESS)
    services.chores.run()  # words beside votes that are over end with them
    return village


def _hold_votes(village: Village) -> None:
    votes = village.votes
    votes["counted"] = village.open_vote("Ngày tổng vệ sinh", at=COUNTED)
    votes["closed"] = village.open_vote("Giờ đóng cổng", at=VOTED)
    for name, code in (("counted", COUNTED), ("closed", VOTED)):
        village.cast_all(votes[name], [YES], at=code)
    village.services.votes.close(village.actors["head"], votes["counted"])
    for name in ("extended", "cancelled"):
        votes[name] = village.open_vote(f"Việc {name}")
    votes["corrected"] = village.open_vote("Việc corrected", documents=[NewDocument("a.pdf", "application/pdf", PAPER)])


def _wait_for_answers(village: Village) -> None:
    """Card questions, previews, drafts and accounts; `votes` names their numbers too."""
    services, actors, votes = village.services, village.actors, village.votes
    for household in ("DH-001", "DH-002", "DH-003", "DH-004"):
        services.cards.revoke(actors["team"], LOST, household, "Hộ báo mất thẻ")
    services.replacing.ask(actors["team"], VILLAGE, "DH-005", "Hộ báo mất thẻ")
    votes["preview"] = services.rolls.preview(actors["head"], EMPTY, "ho.csv", ROLL.encode()).id
    closes = datetime.now(UTC) + timedelta(days=2)
    typed = [("title", "Việc nháp"), ("opens", "now"), ("questions-0-text", "Làm đường hoa?"), *HELPER.items(),
             ("closes_day", f"{closes:%Y-%m-%d}"), ("closes_at", "20:00")]  # fmt: skip
    own, shared = ("matter", votes["poll"]), ("matter", votes["ready"])
    votes["draft"] = services.drafts.begin(actors["head"], NEW, "mot", [*typed, own])
    votes["edited"] = services.drafts.begin(actors["head"], NEW, "hai", [*typed, shared, ("description", "Cũ")])
    for name in ("roles", "closing", "renewed"):
        new = NewAccount(f"vai.{name}", f"Người {name}", "mat khau cho kiem thu", (Grant(Role.FRONT, NEW),))
        votes[name] = services.accounts.add(actors["admin"], new).account_id
    office = NewAccount("van.phong", "Người văn phòng", "mat khau cho kiem thu", (Grant(Role.COMMUNE),))
    services.accounts.add(actors["admin"], office)
    told = NewAnnouncement("Mai cắt điện.", "UBND xã", datetime.now(UTC).date() + timedelta(days=9))
    votes["announcement"] = services.announcements.post(actors["head"], VILLAGE, told)
    votes["put-right"] = services.announcements.post(actors["head"], VILLAGE, replace(told, words="Mai thu rác muộn."))
    for name, place, who in (
        ("public", VILLAGE, actors["head"]), ("taken-down", VILLAGE, actors["head"]),
        ("commune-public", "", _office(village)), ("commune-taken-down", "", _office(village)),
    ):  # fmt: skip
        day = datetime.now(UTC).date() - timedelta(days=1)
        shown = NewDisclosure(6, f"Nhà văn hóa, {name}", day, day, ("posting",))
        votes[name] = services.disclosures.make_public(who, place, shown)
    services.communes.declare_nobody_else(actors["admin"], LOST, "Thôn ít người")
    for number, office in enumerate(("Ban giám sát", "Thôn Đoài", "Thôn bên")):
        key = SocketWitness(f"w{number}.example", [], 0).signer.vkey
        services.watchers.add(actors["admin"], NewWatcher(office, key, "", 1), "")
    services.reminding.mark(actors["team"], votes["corrected"], ["DH-002"], "call")
    services.help_desks.open(actors["team"], VILLAGE, "one")
    services.practice.make_cards(actors["cards"], NEW, {f"TAP-{n}": Phone.with_new_card().key for n in (1, 2, 3)})
    for name, code in (("asked", VILLAGE), ("erased", COUNTED), ("spoken", VOTED)):
        votes[name] = _asked(village, code)
    votes["petitioned"] = votes["inform"]
    for number in (1, 2):
        new = NewPetition("commune", "content", f"Bà con chưa được báo trước, lần {number}.")
        services.petitions.hand_in(votes["petitioned"], new, f"{number:016x}")
    for who, code in ((_office(village), ""), (village.actors["head"], VILLAGE)):
        services.frozen_reports.freeze(who, Which(code, YEAR), 0)
    votes |= _supervised(village)
    votes["words"] = _spoken_beside(village, votes["corrected"])


def _office(village: Village) -> Actor:
    """An official of the commune's own office."""
    return replace(village.actors["commune"], grants=frozenset({Grant(Role.COMMUNE)}))


def _supervised(village: Village) -> dict[str, str]:
    """A session that is planned, one that was held, and what is recommended after that."""
    planned = plan(village, subject="Sổ quỹ đèn đường", before=9, after=0)
    held = plan(village, subject="Sổ quỹ vệ sinh", before=9, after=0)
    hold(village, held, "Sổ quỹ khớp với chứng từ.")
    return {"planned": planned, "supervised": held, "recommended": recommend(village, held, "Đề nghị niêm yết.", 0)}


def _asked(village: Village, code: str) -> str:
    """What the village asks its households; the first has objected."""
    statements = village.services.statements
    closes = datetime.now(UTC) + timedelta(days=2)
    found = statements.open(village.actors["team"], code, SubjectKind.LIST_REVIEW, closes)
    statements.take(found.id, village.phones_at[code]["DH-001"].letter(found.terms, "objection", 1, "Sai tên"))
    return found.id


def _spoken_beside(village: Village, vote: str) -> str:
    """What households say in words beside a vote; the first has."""
    statements = village.services.statements
    found = next(one for one in statements.in_village(VILLAGE) if one.about == vote)
    statements.take(found.id, village.phones["DH-001"].letter(found.terms, "said", 1, "Nên làm sớm."))
    return found.id


CLOSES = {"closes_day": f"{datetime.now(UTC) + timedelta(days=5):%Y-%m-%d}", "closes_at": "20:00"}
HELPER = {"helper": "Bà Lê Thị Mận", "phone": "0912 345 678"}
VOTE = {"title": "Lịch dùng nhà văn hóa", "description": "Chi đoàn đề xuất.", "questions-0-text": "Theo lịch mới?"}
RING = {"ring_name": "Nguyễn Thị Lan", "ring_office": "Phó trưởng thôn", "ring_phone": "0912 345 678"}
ASKED = "SELECT count(*) FROM card_requests WHERE action = '{}' AND state = 'asked'"

PUBLIC = {"title": "Quyết toán quỹ", "decided": f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"}
PROOF = {"proof": ("da-nhan.pdf", PAPER)}
LATER = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m-%d}"
TODAY = datetime.now(UTC).date()
LAST_QUARTER = quarter_of(TODAY).before.code
HALF, YEAR = half_of(datetime.now(UTC).date()).code, str(datetime.now(UTC).year)
LONG_POSTED = f"{datetime.now(UTC) + timedelta(days=70):%Y-%m-%d}"
"""Longer than `account.change_number` may have made the least there is."""
CLAUSE_6 = "&".join(f"{question.key}=khong" for question in QUESTIONS)


OTHER_KEY = SocketWitness("mat-tran.example", [], 0).signer.vkey
BOARDS_KEY = SocketWitness("ban-thanh-tra.example", [], 0).signer.vkey

STEPS = {
    "dua-ra-ban": {"makes": 2},
    "ung-ho": {"makes": 2},
    "thong-nhat": {},
    "bao-cao-xa": {"picked": ("commune-front",), "files": PROOF},
    "xa-nhan-bao-cao": {"picked": ("commune",)},
    "lap-to": {
        "typed": {f"members-{n}-name": f"Người Tổ {name}" for n, name in enumerate(("Một", "Hai", "Ba"))},
        "picked": ("members-0-front", "members-1-village", "members-1-households", "members-2-it", "leader-0"),
    },
    "chot-danh-sach": {},
    "ket-qua-hoi": {},
    "hoi-bang-the": {"typed": CLOSES, "counts": "SELECT count(*) FROM subjects"},
    "hinh-thuc": {"typed": {"in_favour": "4", "against": "1"}, "picked": ("group",), "files": PROOF},
    "bien-ban": {"typed": {"opinions": "Nên làm cả ngày lễ."}},
    "quyet-dinh": {},
    "niem-yet": {"typed": {"until": LONG_POSTED}, "files": PROOF},
    "gui-xa": {"picked": ("commune-front",), "files": PROOF},
    "xa-nhan-ket-qua": {"picked": ("commune",)},
    "da-lam": {"typed": {"words": "Đã báo giờ mới."}, "files": PROOF},
    "bao-cao": {"typed": {"words": "Bà con thực hiện tốt."}},
    "chuyen": {"typed": {"reason": "Bà con muốn họp."}, "picked": ("meeting",)},
    "moi-hop": {"typed": {"day": LATER, "hour": "19:30", "place": "Nhà văn hóa thôn"}},
    "ket-qua-hop": {
        "typed": {"present": "5", "in_favour": "4", "against": "1", "other": "0"}, "picked": ("hands",),
        "files": PROOF, "counts": "SELECT count(*) FROM matter_papers",
    },
    "cong-nhan": {"typed": {"reason": "Văn bản số 12."}, "picked": ("1",)},
    "bai-bo": {"typed": {"reason": "Quyết định số 12, trái Luật."}, "picked": ("abolished",), "files": PROOF},
    "dung": {"typed": {"reason": "Đề xuất lại."}, "picked": ("withdrawn",)},
}  # fmt: skip
"""What is filled in at each step of a matter, by the last part of its address."""


def step(slug: str, sent: Mapping[str, Any]) -> Sent:
    """The form of a step, of the matter that has come to it."""
    role, matter = STEP_AT[slug]
    return Sent(f"vai.{role}", at(f"/quan-ly/viec/{{{matter}}}/buoc/{slug}"), **sent)


FORMS: dict[str, Sent] = {
    "account.add_official": Sent(
        "quan.tri", at("/can-bo/them"), typed={"name": "Phạm Thị Mới"}, picked=(NEW, "front"),
        counts="SELECT count(*) FROM accounts"),
    "account.found_village": Sent(
        "quan.tri", at("/can-bo/lap-thon"),
        typed={"name": "Hồng Hà", "head": "Vũ Văn Đầu"}, counts="SELECT count(*) FROM villages"),
    "account.change_roles": Sent(
        "quan.tri", at("/can-bo/vai-tro?tai-khoan={roles}"), picked=(NEW, "team"),
        counts="SELECT count(*) FROM grants"),
    "account.close_official": Sent(
        "quan.tri", at("/can-bo/khoa?tai-khoan={closing}"), counts="SELECT sum(active) FROM accounts", makes=-1),
    "account.renew": Sent(
        "quan.tri", at("/can-bo/moi-lai?tai-khoan={renewed}"),
        counts="SELECT count(*) FROM accounts WHERE password_hash = ''"),
    "account.declare_nobody_else": Sent(
        "quan.tri", at("/can-bo/kiem-nhiem"), typed={"reason": "Thôn ít người"}, picked=(EMPTY,)),
    "account.withdraw_nobody_else": Sent(
        "quan.tri", at(f"/can-bo/kiem-nhiem/rut?thon={LOST}")),
    "account.places": Sent(
        "quan.tri", at("/can-bo/xa-va-thon"), typed=RING,
        counts="SELECT count(*) FROM communes WHERE ring_phone <> ''"),
    "account.village_contact": Sent(
        "vai.head", at(f"/quan-ly/{VILLAGE}/nguoi-de-goi"), typed=RING,
        counts="SELECT count(*) FROM villages WHERE ring_phone <> ''"),
    "account.change_day_off": Sent(
        "quan.tri", at("/can-bo/ngay-nghi"), typed={"day": LATER, "name": "Ngày hội của xã"}, picked=("1",),
        counts="SELECT count(*) FROM calendar_days"),
    "account.change_number": Sent(
        "quan.tri", at("/can-bo/quy-dinh/result.posting"), typed={"value": "60", "reason": REASON}),
    "account.merge_village": Sent(
        "quan.tri", at(f"/can-bo/hop-thon/{MERGED}"), typed={"reason": REASON, "named": "hop hoa"}, picked=(DONE,)),
    "account.add_watcher": Sent(
        "quan.tri", at("/can-bo/giam-sat/them"), typed={"office": "Mặt trận xã", "vkey": OTHER_KEY}, picked=("1",)),
    "account.remove_watcher": Sent(
        "quan.tri", at("/can-bo/giam-sat/bot?ben=thon-doai"), picked=("1",)),
    "account.change_enough": Sent(
        "quan.tri", at("/can-bo/giam-sat/so-ben"), picked=("2",)),
    "account.fill_report": Sent(
        "van.phong", at(f"/can-bo/bao-cao/{HALF}/dien/don-thu"), typed={"received": "3"},
        counts="SELECT count(*) FROM report_figures"),
    "account.freeze_report": Sent("van.phong", at(f"/can-bo/bao-cao/{HALF}/chot")),
    "board.freeze_report": Sent("vai.head", at(f"/giam-sat/{VILLAGE}/bao-cao/{HALF}/chot")),
    "account.send_report": Sent("van.phong", at(f"/can-bo/bao-cao/{YEAR}/gui"), picked=("council",)),
    "board.send_report": Sent("vai.head", at(f"/giam-sat/{VILLAGE}/bao-cao/{YEAR}/gui"), picked=("commune",)),
    "board.fill_report": Sent(
        "vai.head", at(f"/giam-sat/{VILLAGE}/bao-cao/{HALF}/dien/hop"), typed={"meetings": "2"},
        counts="SELECT count(*) FROM report_figures"),
    "board.notes": Sent(
        "vai.board", at(f"/giam-sat/{VILLAGE}/ghi-chep"), typed={"words": "Đã xem sổ chung."},
        counts="SELECT count(*) FROM board_notes"),
    "organizer.upload": Sent(
        "vai.head", at(f"/quan-ly/{EMPTY}/ho"), files={"file": ("ho.csv", ROLL.encode())},
        counts="SELECT count(*) FROM rolls", makes=0),
    "organizer.confirm": Sent(
        "vai.head", at(f"/quan-ly/{EMPTY}/ho/xem-truoc/{{preview}}"), typed={"village_name": "tay hoa"},
        counts="SELECT count(*) FROM rolls"),
    "organizer.begin_draft": Sent(
        "vai.head", at(f"/quan-ly/{NEW}/bieu-quyet/moi?viec={{ready}}"), "button[value=review]",
        typed=VOTE | CLOSES | HELPER, makes=0),
    "organizer.begin_opinion": Sent(
        "vai.head", at(f"/quan-ly/{NEW}/y-kien-kin"), "button[value=review]",
        typed={"title": "Giờ thu gom rác", "questions-0-text": "Giờ nào?", "questions-0-answers": "6 giờ\n18 giờ"},
        makes=0),
    "organizer.open_practice": Sent("vai.head", at(f"/quan-ly/{NEW}/tap-duot")),
    "organizer.propose_now": Sent(
        "vai.front", at(f"/quan-ly/{NEW}/de-xuat"), files={"documents": ("de-xuat.pdf", PAPER)},
        typed={"title": "Sửa cổng thôn", "description": "Cổng cũ.", "questions": "Sửa cổng thôn?"},
        counts="SELECT count(*) FROM matters"),
    "organizer.classify_now": Sent("vai.head", at(f"/quan-ly/viec/{{proposed}}/xep-loai?{CLAUSE_6}")),
    "organizer.confirm_held": Sent("vai.head", at("/quan-ly/viec/{entered}"), "form[action$=xac-nhan] button"),
    "organizer.save_draft": Sent(
        "vai.head", at(f"/quan-ly/{NEW}/bieu-quyet/nhap/{{edited}}/sua"), "button[value=review]",
        typed={"description": "Viết lại."}, makes=0),
    "organizer.open_vote": Sent(
        "vai.head", at(f"/quan-ly/{NEW}/bieu-quyet/nhap/{{draft}}"), "button[value=open]",
        files={"documents": ("quy.pdf", PAPER)}, counts="SELECT count(*) FROM votes"),
    "organizer.remind": Sent(
        "vai.team", at("/dieu-hanh/{extended}/chua-gui"), "#remind button[type=submit]", picked=("DH-001", "call"),
        counts="SELECT count(*) FROM reminders"),
    "organizer.forget_reminder": Sent(
        "vai.team", at("/dieu-hanh/{corrected}/chua-gui"), "aside form button",
        counts="SELECT count(*) FROM reminders", makes=-1),
    "organizer.close_help_desk": Sent(
        "vai.team", at(f"/quan-ly/{VILLAGE}/ban-ho-tro"), "aside form button",
        counts="SELECT count(*) FROM help_desks WHERE closed_at_utc IS NULL", makes=-1),
    "organizer.extend_now": Sent(
        "vai.head", at("/dieu-hanh/{extended}/gia-han"), typed=CLOSES | {"reason": REASON}),
    "organizer.announce_now": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/tin/moi"), typed={"words": "Mai thu rác muộn.", "source": "UBND xã"},
        counts="SELECT count(*) FROM announcements"),
    "organizer.put_right_now": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/tin/{put-right}/dinh-chinh"),
        typed={"words": "Ngày kia thu rác muộn.", "reason": REASON}),
    "organizer.hide_now": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/tin/{announcement}/go"), typed={"reason": REASON},
        counts="SELECT count(*) FROM announcements WHERE hidden_at_utc IS NOT NULL"),
    "organizer.disclose": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/cong-khai/moi"), typed=PUBLIC, picked=("5",)),
    "organizer.add_to_disclosure": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/cong-khai/{public}/them"), picked=("portal",)),
    "organizer.end_disclosure": Sent(
        "vai.head", at("/quan-ly/", VILLAGE, "/cong-khai/{taken-down}/ket-thuc"), typed={"reason": REASON}),
    "account.disclose": Sent("van.phong", at("/can-bo/cong-khai/moi"), typed=PUBLIC, picked=("5",)),
    "account.add_to_disclosure": Sent("van.phong", at("/can-bo/cong-khai/{commune-public}/them"), picked=("other",)),
    "account.end_disclosure": Sent(
        "van.phong", at("/can-bo/cong-khai/{commune-taken-down}/ket-thuc"), typed={"reason": REASON}),
    "account.post_list": Sent("van.phong", at(f"/can-bo/cong-khai/danh-muc/{LAST_QUARTER}")),
    "board.plan_session_now": Sent(
        "vai.board", at(f"/giam-sat/{VILLAGE}/giam-sat/moi"), picked=("bttnd", "funds"),
        typed={"subject": "Sổ quỹ", "sent": f"{TODAY:%Y-%m-%d}", "held": f"{TODAY + timedelta(days=20):%Y-%m-%d}"},
        counts="SELECT count(*) FROM supervision_sessions"),
    "board.end_session": Sent(
        "vai.board", at(f"/giam-sat/{VILLAGE}/giam-sat/", "{planned}"), picked=("cancelled",),
        typed={"words": "Hoãn vì mưa lũ"},
        counts="SELECT count(*) FROM supervision_sessions WHERE state = 'cancelled'"),
    "board.recommend_now": Sent(
        "vai.board", at(f"/giam-sat/{VILLAGE}/giam-sat/", "{supervised}/kien-nghi"), picked=("government",),
        typed={"words": "Đề nghị công khai giá mua đèn."}, counts="SELECT count(*) FROM recommendations"),
    "board.move_recommendation": Sent(
        "vai.commune", at(f"/giam-sat/{VILLAGE}/kien-nghi/", "{recommended}"), picked=("returned",),
        typed={"words": "Viết rõ điều luật."}, counts="SELECT count(*) FROM recommendations WHERE state = 'returned'"),
    "board.answer_petition": Sent(
        "vai.commune", at("/giam-sat/kien-nghi/{petitioned}/1"), typed={"answer": "Xã đã kiểm tra lại."}),
    "board.pass_petition_on": Sent(
        "vai.commune", at("/giam-sat/kien-nghi/{petitioned}/2"), "form[action$=chuyen] button", picked=("inspection",)),
    "organizer.cancel_now": Sent(
        "vai.head", at("/dieu-hanh/{cancelled}/huy"), typed={"reason": REASON}, picked=("y",)),
    "organizer.close_now": Sent(
        "vai.head", at("/dieu-hanh/{closed}"), "form[action$=dong] button",
        counts="SELECT count(*) FROM votes WHERE state = 'open'", makes=-1),
    "organizer.correct_now": Sent(
        "vai.head", at("/dieu-hanh/{corrected}/dinh-chinh"), typed={"reason": "Nhầm tệp"}, picked=("paper:*",),
        files={"documents": ("dung.pdf", RIGHT_PAPER)}),
    "organizer.revoke_now": Sent(
        "vai.team", at(f"/quan-ly/{VILLAGE}/the-ho/huy"), typed={"household": "dh 006"},
        counts=ASKED.format("replace")),
    "organizer.card_question": Sent(
        "vai.cards", at(f"/quan-ly/{VILLAGE}/the-ho/cho-dong-y"), "article:has-text('DH-005') button[value=yes]",
        counts="SELECT count(*) FROM card_requests WHERE state = 'agreed'"),
    "organizer.remake_now": Sent(
        "vai.team", at(f"/quan-ly/{LOST}/the-ho/lam-lai"), typed={"named": "lac hoa"}, counts=ASKED.format("series")),
    "organizer.ask_again": Sent(
        "vai.cards", at(f"/quan-ly/{LOST}/the-ho"), "form[action$=cap-lai] button", counts=ASKED.format("again")),
    "organizer.ask_now": Sent(
        "vai.team", at(f"/quan-ly/{DONE}/hoi-y-kien"), typed=CLOSES, counts="SELECT count(*) FROM subjects"),
    "organizer.answer_household": Sent(
        "vai.team", at("/hoi-y-kien/{asked}"), "form[action$=tra-loi] button", typed={"answer": "Tổ đã sửa tên."},
        counts="SELECT count(*) FROM statement_answers"),
    "organizer.erase_words": Sent(
        "vai.team", at("/hoi-y-kien/{erased}"), "form[action$=xoa-loi] button",
        counts="SELECT count(*) FROM statement_words", makes=-1),
    "organizer.screen_words": Sent(
        "vai.team", at("/hoi-y-kien/{words}"), "form[action$=xem-loi] button", picked=("name",),
        counts="SELECT count(*) FROM statement_words WHERE shown = 0"),
    "organizer.close_subject": Sent(
        "vai.team", at("/hoi-y-kien/{spoken}"), "form[action$=dong] button",
        counts="SELECT count(*) FROM subjects WHERE state = 'open'", makes=-1),
    "committee.form": Sent(
        "vai.head", at(f"/kiem-phieu/{NEW}/lap"), picked=("dem.mot", "dem.hai", "dem.ba")),
}  # fmt: skip

FORMS |= {f"organizer.take_step {slug}": step(slug, sent) for slug, sent in STEPS.items()}

SCRIPTS: dict[str, Script] = {
    "organizer.issue": Script(
        "vai.cards", at(f"/quan-ly/{KEYLESS}/the-ho"), at(f"/quan-ly/{KEYLESS}/the-ho"),
        lambda _: CARDS, "SELECT count(*) FROM cards", 5),
    "organizer.issue_practice": Script(
        "vai.cards", at(f"/quan-ly/{KEYLESS}/tap-duot/the"), at(f"/quan-ly/{KEYLESS}/tap-duot/the"),
        lambda _: PRACTICE_CARDS, "SELECT count(*) FROM practice_cards", 3),
    "board.offer_key": Script(
        "vai.board", at(f"/giam-sat/{VILLAGE}/the-giam-sat"), at(f"/giam-sat/{VILLAGE}/the-giam-sat"),
        lambda _: json.dumps({"vkey": BOARDS_KEY}), "SELECT count(*) FROM witnesses WHERE answer = 'offered'", 1),
    "committee.publish_key": Script(
        "dem.mot", at(f"/kiem-phieu/{KEYLESS}"), at(f"/kiem-phieu/{KEYLESS}/khoa"),
        lambda village: village.seeds["dem.mot"].key_message.decode(),
        "SELECT count(*) FROM log_entries WHERE book = ''", 1),
    "committee.hand_in": Script(
        "dem.mot", at(f"/kiem-phieu/{TOGETHER}"), at(f"/kiem-phieu/{TOGETHER}/phong/certificate"),
        lambda village: _certificate(village), "SELECT count(*) FROM log_entries WHERE book = ''", 1),  # noqa: PLW0108
    "committee.publish_part": Script(
        "dem.mot", at("/mo-phieu/{counted}"), at("/mo-phieu/{counted}/phan"),
        lambda village: _part(village), "SELECT count(*) FROM log_entries WHERE book = ''", 1),  # noqa: PLW0108
}  # fmt: skip
"""What scripts send: no field is typed, the session's end is told to the script, which keeps what it made."""

ELSEWHERE = {
    "account.sign_in": "every walk signs in by it, and what was typed goes through it",
    "account.sign_out": "makes nothing; signed out already, it leads to the first page",
    "account.password": "passwords are never carried; ends every session: tests/web/door/test_sessions.py",
    "account.add_passkey": "needs a device, and what it hands in is never carried: tests/web/account/test_passkeys*.py",
    "account.link_identity": "asks for a password, then leads to a provider: tests/web/account/test_oidc*.py",
    "account.unlink_identity": "asks for a password; ends the other sessions: tests/web/account/test_oidc*.py",
    "account.remove_passkey": "asks for a password; ends the other sessions: tests/web/account/test_passkeys*.py",
    "account.leave_help_desk": "a password is never carried; ends the desk: tests/web/booth/test_help_desk.py",
    "organizer.send_messages": "needs a gateway; its chores go on with what waits: tests/web/organizer",
    "account.mail_wish": "needs a mail server: tests/web/account/test_mail_wish.py",
    "organizer.open_help_desk": "ends its own session, and is once: tests/web/booth, tests/services/test_help_desks.py",
    "committee.lobby": "makes nothing, says how far a key is: tests/web/committee/test_lobby.py",
    "noticeboard.petition_now": "anyone's, without a session: tests/web/noticeboard/test_petitions.py",
    "account.invited": "its owner has no session yet; sent twice it is once: tests/services/test_invitations.py",
}


def _certificate(village: Village) -> str:
    lobby = village.services.ceremony.lobby(village.actors["dem.mot"], TOGETHER)
    return village.seeds["dem.mot"].part(lobby).decode()


def _part(village: Village) -> str:
    task = village.services.counting.task(village.actors["dem.mot"], village.votes["counted"])
    return village.seeds["dem.mot"].partial_decryption(task.election.encode(), task.encrypted_tally.encode()).decode()


def _cards(code: str, many: int) -> str:
    keys = (f'{{"household": "{code}{n}", "key": "{Phone.with_new_card().key}"}}' for n in range(1, many + 1))
    return f'{{"cards": [{", ".join(keys)}]}}'


CARDS = _cards("DH-00", 5)
PRACTICE_CARDS = _cards("TAP-", 3)
