"""The communes in which pages are looked at, each built once and served; and the ids that addresses name."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from fixtures.excel_files import saved, workbook_of
from openpyxl.styles import Font
from village.device import Device
from village.life import NO, PRACTICE, YES, Village
from village.matters import decide, set_out
from village.people import (
    HEADER,
    MEMBERS,
    NEIGHBOUR,
    PASSWORD,
    ROLL,
    VILLAGE,
    form_committee,
    give_cards,
    import_roll,
    roll_of,
)
from village.road import HELPER, Walk
from village.served import served
from village.states import appointed, lively, opinions, settled
from village.supervising import appoint_certifier, supervise
from village.witness import SocketWitness, pull

from screens.papers import PNG
from voting.law.periods import day_of
from voting.manage.rehearsal import CountingMember, Phone
from voting.services.carriers import Carriers
from voting.services.house import Services
from voting.services.households.subjects import SubjectKind
from voting.services.oversight.disclosure import Addition, NewDisclosure
from voting.services.oversight.petitions import NewPetition
from voting.services.people.accounts import NewAccount
from voting.services.people.announcements import NewAnnouncement
from voting.services.people.founding import NewVillage
from voting.services.people.identities import Shown
from voting.services.people.passkeys import CounterBack, NewKey
from voting.services.permissions import Actor, Grant, Role
from voting.services.record.watchers import NewWatcher
from voting.services.record.witnessing import Reply
from voting.services.reports.frozen import Which as Report
from voting.services.reports.typed_figures import Which
from voting.services.votes.ceremony import Round
from voting.services.votes.drafting import NewDocument
from voting.web.settings import IdentityProvider
from voting.web.speech.trackers import to_address

PLACES = {VILLAGE: "Đông Hòa", NEIGHBOUR: "Tây Hòa", "dang-lap": "Cầu Kè", "du": "Đồng Sen", "mat-the": "Gò Cao",
          "cung-lam": "Bến Đá"}  # fmt: skip
"""Villages of the commune that is being set up, by how far they are: see `_set_up`."""
FAULTY = f"""{HEADER}DH-001;Nguyễn Văn An;Nguyễn Văn An;Xóm Đông, số 1;0912000001
DH-001;Trần Thị Bình;Trần Thị Bình;Xóm Đông, số 2;0912000002
;Lê Văn Cường;Lê Thị Cúc;Xóm Đoài, số 3;0912000003
DH-004;;;Xóm Đoài, số 4;912000004
DH-005;NguyÔn V¨n Em;NguyÔn V¨n Em;Xóm Đoài, số 5;0912000005
Tổng cộng;5 hộ;;;
"""
SONS = ("Ba", "Tư", "Năm", "Sáu", "Bảy")
ELSEWHERE = tuple(
    IdentityProvider(key=key, name=name, issuer=f"https://{key}.example", client_id="dinh", client_secret="none")
    for key, name in (("vneid", "VNeID"), ("cong-dvc", "Cổng Dịch vụ công quốc gia"))
)
STRANGERS = HEADER + "".join(f"TH-{n:02d};Lò Văn {n};Lò Văn {n};Bản Trên, số {n};\n" for n in range(1, 9))


@dataclass(frozen=True)
class Commune:
    """A village with the ids that addresses of sights name."""

    village: Village
    ids: Mapping[str, str]

    def path(self, address: str) -> str:
        """The address of a sight, its ids filled in."""
        return address.format(**self.ids)


def _lively(folder: Path) -> Commune:
    """A vote in each state; an invitation that nobody has used."""
    village = lively(folder)
    carriers = Carriers(sms=lambda *_: None, mail=lambda *_: None, dry=True)
    village.services = Services.at(replace(village.desk, carriers=carriers))
    village.services.communes.ring_in_commune(village.actors["admin"], "Bà Lê Thị Hạnh", "Văn hóa xã", "0912000012")
    village.services.reminding.mark(village.actors["team"], village.votes["open"], ["DH-002"], "call")
    village.services.help_desks.open(village.actors["team"], VILLAGE, "seen")
    for meetings in (1, 2):
        which = Which(VILLAGE, "2026-2", "hop")
        village.services.typed_figures.fill(village.actors["head"], which, {"meetings": meetings})
    ids = {**village.votes, "team": village.actors["team"].account_id}
    ids |= {"first": str(village.services.votes.history(village.votes["decided"]).events[0].index)}
    ids |= {"receipt": to_address(village.trackers[-1]), "replaced": to_address(village.trackers[0]), "none": "A" * 43}
    ids |= {"asked": _asked(village), "announcement": _announced(village), "passkey": _passkeys(village)}
    ids |= {"identity": _linked(village)}
    ids |= _made_public(village, VILLAGE, village.actors["head"])
    return Commune(village, ids)


def _passkeys(village: Village) -> str:
    """Two keys of the head: one that was used, and one with which something signed that had counted less."""
    passkeys, head = village.services.passkeys, village.actors["head"]
    for number, name in enumerate(("Điện thoại của tôi", "Máy ở nhà văn hóa thôn")):
        device = Device()
        passkeys.add(head, NewKey(name, device.made, b"add %d" % number))
        device.sign_in(village.services, head, count=5)
        with suppress(CounterBack):
            device.sign_in(village.services, head, count=7 - 3 * number)
    return passkeys.of(head)[0].id


def _linked(village: Village) -> str:
    """Two places elsewhere to sign in, and an account at one of them that opens the head's."""
    village.settings = replace(village.settings, identity_providers=ELSEWHERE)
    identities, head = village.services.identities, village.actors["head"]
    identities.link(head, Shown(ELSEWHERE[0].issuer, "lan"))
    identities.authenticate(Shown(ELSEWHERE[0].issuer, "lan"))
    return identities.of(head)[0].id


def _announced(village: Village) -> str:
    """What the village tells everyone: one message, and one that was taken off."""
    announcements, head = village.services.announcements, village.actors["head"]
    until = village.clock().date() + timedelta(days=30)
    told = (
        ("Lớp học bơi cho trẻ em bắt đầu ngày mai.", "Thông báo số 9 của Đoàn xã"),
        ("Thứ Bảy này cắt điện từ 7 giờ đến 17 giờ.\nBà con chuẩn bị nước.", "Thông báo số 12 của Điện lực xã"),
    )
    hidden, standing = (
        announcements.post(head, VILLAGE, NewAnnouncement(words, source, until)) for words, source in told
    )  # fmt: skip
    announcements.hide(head, VILLAGE, hidden, "Ghi nhầm ngày")
    return standing


def _made_public(village: Village, place: str, who: Actor) -> dict[str, str]:
    """A budget that hangs, late, with a photograph of the board; a list that ended; a rule that stays for good."""
    disclosures, day = village.services.disclosures, village.clock().date()
    paper = NewDocument("quyet-toan.png", "image/png", PNG)
    told = (
        NewDisclosure(5, "Quyết toán quỹ nhà văn hóa năm 2026", day - timedelta(days=12), day, ("posting",), "12/KH"),
        NewDisclosure(7, "Danh sách hộ nghèo năm 2026", day, day, ("posting", "loudspeaker"), document=paper),
        NewDisclosure(13, "Thủ tục xác nhận cư trú", day, day, ("posting", "portal")),
    )
    budget, poor, _rule = (disclosures.make_public(who, place, one) for one in told)
    disclosures.add(who, place, budget, Addition((), day, paper))
    disclosures.end(who, place, poor, "Ghi thiếu một hộ, niêm yết lại")
    return {"public": budget}


def _asked(village: Village) -> str:
    """What the village asks its households: one says right, two object, one of them was answered."""
    statements, team = village.services.statements, village.actors["team"]
    subject = statements.open(team, VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + timedelta(days=3))
    said = [("right", ""), ("objection", "Thiếu tên con trai tôi.\nXin ghi thêm."), ("objection", "Tên viết sai dấu.")]
    for phone, (value, words) in zip(village.phones.values(), said, strict=False):
        tracker = statements.take(subject.id, phone.letter(subject.terms, value, 1, words)).tracker
    statements.answer(team, subject.id, tracker, "Tổ đã sửa.")
    return subject.id


def _opinions(folder: Path) -> Commune:
    """Votes that only ask for opinions, one in each state."""
    village = opinions(folder)
    return Commune(village, {**village.votes, "receipt": to_address(village.trackers[-1])})


def _bare(folder: Path) -> Commune:
    """Officials, and nothing that they have done."""
    return Commune(appointed(folder), {})


def _set_up(folder: Path) -> Commune:
    """Villages on their way to a first vote: new, being set up, ready, and one where a card is lost during a vote."""
    village = appointed(folder, names=PLACES, serving=tuple(PLACES))
    import_roll(village.services, village.actors["head"], ROLL)
    ids = _previews(village) | _invitations(village)
    _half_way(village)
    _ready(village, "du", roll_of(30))
    ids["draft"] = _draft(village)
    village.services.replacing.ask_series(village.actors["team"], "du", "Thẻ in hỏng hàng loạt", named="Đồng Sen")
    _ready(village, "mat-the", roll_of(10))
    ids["open"] = village.open_vote("Giữ yên tĩnh sau 22 giờ", at="mat-the")
    village.cast_all(ids["open"], [YES] * 10, at="mat-the")
    village.services.replacing.ask(village.actors["team"], "mat-the", "DH-003", "Hộ báo mất thẻ")
    ids["practised"] = village.practise("mat-the")
    village.cast_all(ids["practised"], [YES, NO, YES], at=PRACTICE)
    village.services.votes.close(village.actors["head"], ids["practised"])
    village.count(ids["practised"])
    ids["practising"] = village.practise("mat-the")
    return Commune(village, ids)


def _ready(village: Village, code: str, roll: str) -> None:
    import_roll(village.services, village.actors["head"], roll, code)
    village.phones_at[code] = give_cards(village.services, village.actors["cards"], code)
    village.seeds = village.seeds or {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(village.services, village.actors, village.seeds, code)


def _half_way(village: Village) -> None:
    """A list, cards for some, a committee in which one of three has a paper; five cards to be made again."""
    services, actors = village.services, village.actors
    import_roll(services, actors["head"], roll_of(60), "dang-lap")
    some = services.cards.pending(actors["cards"], "dang-lap")[:12]
    keys = {todo.household_code: Phone.with_new_card().key for todo in some}
    services.cards.issue(actors["cards"], "dang-lap", keys)
    for number in range(1, 6):
        services.cards.revoke(actors["team"], "dang-lap", f"DH-{number:03d}", "Hộ báo mất thẻ")
    services.committees.form(actors["head"], "dang-lap", [actors[login].account_id for login in MEMBERS])
    seed = CountingMember.with_new_seed()
    services.committees.publish_key(actors[MEMBERS[0]], "dang-lap", seed.key_message.decode())
    services.committees.form_together(actors["head"], "cung-lam", [actors[login].account_id for login in MEMBERS])
    part = seed.part(services.ceremony.lobby(actors[MEMBERS[0]], "cung-lam"))
    services.ceremony.hand_in(actors[MEMBERS[0]], "cung-lam", Round.CERTIFICATE, part)


def _previews(village: Village) -> dict[str, str]:
    """Lists that were read and not taken over."""
    book = workbook_of(["Mã hộ", "Chủ hộ"], *([f"X-{n}", f"Trần Văn {n}"] for n in range(1, 4)), title="Xóm Trên")
    other = book.create_sheet("Xóm Dưới")
    for row in (["Mã hộ", "Chủ hộ"], ["X-8", "Lê Văn Tám"], ["X-9", "Lê Văn Chín"]):
        other.append(row)
    marked = workbook_of(["Mã hộ", "Chủ hộ"], *([f"X-{n}", f"Trần Văn {name}"] for n, name in enumerate(SONS, 1)))
    for cell in marked.active[3]:
        cell.font = Font(strike=True)
    for cell in marked.active[5]:
        cell.font = Font(color="FFFFFF")
    marked.active.row_dimensions[6].hidden = True
    lists = {
        "marked": (NEIGHBOUR, "ho-gach.xlsx", saved(marked)),
        "faults": (VILLAGE, "ho.csv", FAULTY.encode()),
        "good": (VILLAGE, "ho.csv", f"{ROLL}DH-006;Ngô Văn Phú;Ngô Văn Phú;Xóm Đoài, số 6;0912000006\n".encode()),
        "dangers": (VILLAGE, "danh sach ban tren.csv", STRANGERS.encode()),
        "sheets": (NEIGHBOUR, "ho.xlsx", saved(book)),
    }
    head, rolls = village.actors["head"], village.services.rolls
    give_cards(village.services, village.actors["cards"])
    return {name: rolls.preview(head, *one).id for name, one in lists.items()}


def _draft(village: Village) -> str:
    """A vote whose matter has come to its notice, typed and not opened, with a paper."""
    drafts, head = village.services.drafts, village.actors["head"]
    typed = (
        ("matter", Walk(village, "du").propose("Trồng cây ở sân nhà văn hóa").walk("poll").id),
        ("helper", HELPER.name), ("phone", HELPER.phone),
        ("title", "Trồng cây gì ở sân nhà văn hóa?"), ("description", "Chi đoàn đề xuất.\nKhông tốn tiền của hộ nào."),
        ("questions-0-text", "Hộ mình có đồng ý trồng cây bàng không?"), ("opens", "now"),
        ("closes_day", "2026-11-28"), ("closes_at", "20:00"),
    )  # fmt: skip
    draft = drafts.begin(head, "du", "0123456789abcdef0123456789abcdef", typed)
    drafts.add_papers(head, "du", draft, [NewDocument("Bản vẽ sân.png", "image/png", PNG)])
    return draft


def _invitations(village: Village) -> dict[str, str]:
    """A village founded with its people, who have not come in; one that has nobody else; an account to close."""
    services, admin = village.services, village.actors["admin"]
    people = {Role.HEAD: "Nguyễn Văn Hậu", Role.COUNTING: "Đỗ Văn Một\nĐỗ Văn Hai", Role.BOARD: "Phạm Văn Giám"}
    services.founding.found(admin, NewVillage("Lũng Pô", "bản", people), "form")
    services.communes.declare_nobody_else(admin, NEIGHBOUR, "Thôn có 31 hộ, hai người làm mọi việc")
    new = services.accounts.add(admin, NewAccount("", "Lê Thị Tổ", "", (Grant(Role.TEAM, "dang-lap"),)))
    return {"official": new.account_id, "token": services.invitations.slips(admin)[0].token}


def _roads(folder: Path) -> Commune:
    """A village with a matter at every step of its road, and one whose vote is open."""
    village = settled(folder)
    ids = set_out(village) | decide(village)
    ids |= _petitioned(village, ids["resolved"])
    return Commune(village, ids | {"announced": Walk(village).propose("Giữ yên tĩnh sau 22 giờ").walk("open").id})


def _petitioned(village: Village, matter: str) -> dict[str, str]:
    """Two petitions about a matter: one that waits, and one that was answered."""
    petitions, made = village.services.petitions, []
    for number, (to, about) in enumerate((("commune", "procedure"), ("inspection", "content"))):
        words = "Nhà tôi không được báo trước ngày biểu quyết.\nXin xem lại danh sách hộ của ngõ 3."
        sender = "Bà Lê Thị Hồng, 0912 000 345"
        made.append(petitions.hand_in(matter, NewPetition(to, about, words, sender), f"{number:016x}"))
    petitions.answer(village.actors["board"], matter, 2, "Ban đã xem: giấy báo dán ở nhà văn hóa từ ngày 2/11.")
    return {"sent": made[0], "answered-petition": made[1]}


def _supervised(folder: Path) -> Commune:
    """A village in which the boards are at work."""
    village = appointed(folder)
    appoint_certifier(village)
    return Commune(village, supervise(village, Walk(village).propose("Đèn đường ngõ 3").id))


def _merged(folder: Path) -> Commune:
    """A village that became part of another, in which clocks have run out; a number that was changed."""
    village = appointed(folder, names={**PLACES, "nui": "Núi Trên"}, serving=(*PLACES, "nui"))
    services, actors = village.services, village.actors
    for code in (VILLAGE, NEIGHBOUR, "nui"):
        _ready(village, code, roll_of(5))
    ids = decide(village)
    services.settings.change(actors["admin"], "implementation.report", 14, "Việc nhỏ, làm trong nửa tháng")
    services.accounts.add(
        actors["admin"], NewAccount("van.phong", "Người văn phòng", PASSWORD, (Grant(Role.COMMUNE),))
    )  # fmt: skip
    office = replace(actors["commune"], grants=frozenset({Grant(Role.COMMUNE)}))
    ids |= _made_public(village, "", office)
    for who, code in ((office, ""), (actors["head"], VILLAGE)):
        services.frozen_reports.freeze(who, Report(code, "2026"), 0)
    services.frozen_reports.send(actors["head"], Report(VILLAGE, "2026"), 1, "commune", day_of(village.clock()))
    Walk(village, NEIGHBOUR).propose("Lịch trực vệ sinh đường thôn").walk("agree")
    reason = "Nghị quyết của HĐND xã ngày 20/6/2026"
    services.mergers.merge(actors["admin"], NEIGHBOUR, [VILLAGE], reason, "Tây Hòa")
    village.clock.move(days=20)
    ids["open"] = village.open_vote("Giữ yên tĩnh sau 22 giờ", at="nui")
    return Commune(village, ids)


def _watched(folder: Path) -> Commune:
    """Two watch: one has signed with the result in it, one has found the book rolled back; a third waits to begin."""
    village = settled(folder, roll=ROLL)
    admin, services, clock = village.actors["admin"], village.services, village.clock
    board, front = (SocketWitness(f"{name}.example/dong-hoa", [], 0) for name in ("giam-sat", "mat-tran"))
    services.watchers.add(admin, NewWatcher("Ban Thanh tra nhân dân thôn Đông Hòa", board.signer.vkey, "", 1), "")
    address = "https://mat-tran.example/w"
    services.watchers.add(admin, NewWatcher("Mặt trận xã", front.signer.vkey, address, 1), "")
    pull(village, board)
    ids = {"decided": village.decide([YES, YES, YES])}
    clock.move(minutes=30)
    pull(village, board)
    services.watchers.add(admin, NewWatcher("Thôn Đoài", SocketWitness("doai.example", [], 0).signer.vkey, "", 2), "")
    services.witnessing.round(lambda _url, _body: Reply(409, b"9999\n"))
    services.boards.offer(village.actors["front"], VILLAGE, SocketWitness("xom.example", [], 0).signer.vkey)
    services.boards.note(village.actors["board"], VILLAGE, "note", "Ngày 24/11/2026: sổ chung 25 dòng, đã ký.")
    found = "Mặt trận xã báo sổ bị lùi.\nĐã giữ hai dấu niêm, chờ hỏi người vận hành."
    services.boards.note(village.actors["front"], VILLAGE, "finding", found)
    return Commune(village, ids)


BUILDERS: Mapping[str, Callable[[Path], Commune]] = {
    "lively": _lively, "bare": _bare, "set-up": _set_up, "roads": _roads, "opinions": _opinions, "merged": _merged,
    "watched": _watched, "supervised": _supervised,
}  # fmt: skip


class Communes:
    """Each commune, built below a folder when it is first asked for, and served when it is first looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Commune] = {}
        self._serving = ExitStack()

    def __getitem__(self, name: str) -> Commune:
        """The commune as it stands in its database; served or not."""
        if name not in self._made:
            place = self._folder / name
            place.mkdir()
            self._made[name] = BUILDERS[name](place)
        return self._made[name]

    def served(self, name: str) -> Commune:
        """The commune behind a real server: it has an address."""
        commune = self[name]
        if not commune.village.address:
            self._serving.enter_context(served(commune.village))
        return commune

    def close(self) -> None:
        """Ends what serves."""
        self._serving.close()


@contextmanager
def communes(folder: Path) -> Iterator[Communes]:
    """All communes, until the end of this block."""
    all_of_them = Communes(folder)
    try:
        yield all_of_them
    finally:
        all_of_them.close()
