"""Papers of a meeting or of slips, recorded and not run here: invitation, count and decision (LAW.md 6, 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voting.law.matters import COUNTED_ON_PAPER, SHOWING_NAMES, Showing
from voting.papers.matter import BASIS, BLANK, MatterFacts, presided, sheet, what
from voting.papers.sheet import Block, Para, Rows, Sheet, Signer, clock, long_day, number, outcome_of, paras


@dataclass(frozen=True)
class Held:
    """What a meeting or slips decided: where and when; how people voted; households, those present, the answers, and
    what it took."""

    place: str
    at: datetime
    households: int
    present: int
    in_favour: int
    against: int
    other: int
    needed: int
    passed: bool
    showing: Showing

    @property
    def slips(self) -> bool:
        """Whether the households were asked by slips, and no meeting was held."""
        return self.showing is Showing.SLIPS

    @property
    def is_counted(self) -> bool:
        """Whether papers were counted: a show of hands leaves no count paper (D 3)."""
        return self.showing in COUNTED_ON_PAPER

    @property
    def said(self) -> str:
        """The outcome in a sentence that names the answer and its number."""
        return outcome_of(self.in_favour, self.households, self.needed, passed=self.passed)

    @property
    def way(self) -> str:
        """How it was decided, within a sentence."""
        by = SHOWING_NAMES[self.showing].vi
        return "phát phiếu lấy ý kiến" if self.slips else f"họp cộng đồng dân cư, biểu quyết bằng {by}"


@dataclass(frozen=True)
class Called:
    """A meeting as it is called: when, where, whom to ring, the delegates (offices), papers that come with it."""

    at: datetime
    place: str
    contact: str = ""
    delegates: str = ""
    documents: str = ""


def invitation(facts: MatterFacts, called: Called) -> Sheet:
    """Mẫu 01: to a meeting of the community."""
    blocks: tuple[Block, ...] = (
        *paras(
            f"{facts.village[:1].upper()}{facts.village[1:]} trân trọng kính mời đại diện hộ gia đình dự cuộc họp của "
            "cộng đồng dân cư.",
            f"Thời gian: {clock(called.at)}.",
            f"Địa điểm: {called.place}.",
            f"Chủ trì: {facts.head_title} {facts.head}.",
            f"Đại biểu: {called.delegates or BLANK}.",
            f"Nội dung: {facts.title}.",
        ),
        *what(facts),
        *paras(
            f"Tài liệu kèm theo: {called.documents or 'không có'}.",
            f"Liên hệ: {called.contact or BLANK}.",
        ),
    )
    titles = ("Giấy mời", f"Về việc: {facts.title}")
    to = ("Đại diện hộ gia đình ……………………………",)
    return sheet(facts, ("invitation", *titles), blocks, [facts.signer], form="Mẫu số 01", to=to)


def _figures(held: Held) -> Rows:
    return Rows(
        (20, 20, 20, 20, 20),
        ("Có mặt" if not held.slips else "Phiếu thu về", "Đồng ý", "Không đồng ý", "Ý kiến khác", "Cần từ"),
        (
            (
                number(held.present),
                number(held.in_favour),
                number(held.against),
                number(held.other),
                number(held.needed),
            ),
        ),
    )


def count(facts: MatterFacts, held: Held, witnesses: Sequence[str] = ()) -> Sheet:
    """Mẫu 02 after a secret ballot at a meeting, Mẫu 04 after slips."""
    way = "lấy ý kiến hộ gia đình" if held.slips else "bỏ phiếu kín tại cuộc họp"
    blocks: tuple[Block, ...] = (
        *paras(
            f"Kiểm phiếu {way} về việc: {facts.title}. Thời gian: {clock(held.at)}. Địa điểm: {held.place}.",
            f"Trưởng ban kiểm phiếu: {BLANK}.",
            f"Thành viên (nhiều nhất bốn người): {BLANK}.",
            f"Người chứng kiến (hai đại diện hộ gia đình): {' và '.join(witnesses) or BLANK}.",
            f"Tổng số đại diện hộ gia đình: {number(held.households)}.",
        ),
        _figures(held),
    )
    titles = ("Biên bản kiểm phiếu", f"Về việc: {facts.title}")
    signers = [Signer("Trưởng ban kiểm phiếu"), *(Signer("Người chứng kiến", one) for one in witnesses or ("", ""))]
    return sheet(facts, ("count", *titles), blocks, signers, form="Mẫu số 04" if held.slips else "Mẫu số 02")


def decided(facts: MatterFacts, held: Held) -> Sheet:
    """Mẫu 03: what the community decided, content of Art. 20(2)."""
    way = (
        "Phát phiếu lấy ý kiến của hộ gia đình" if held.slips
        else f"{held.way[:1].upper()}{held.way[1:]} theo lựa chọn của quá nửa số đại diện hộ có mặt"
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        *BASIS,
        Para("1. Thời gian, địa điểm", bold=True), *paras(f"{clock(held.at)}, tại {held.place}.", presided(facts)),
        Para("2. Đại diện hộ gia đình", bold=True),
        *paras(
            f"Tổng số hộ: {number(held.households)}. Số hộ tham gia: {number(held.present)}. "
            f"Số hộ không tham gia: {number(held.households - held.present)}."
        ),
        Para("3. Nội dung", bold=True), *paras(f"{facts.title}."), *what(facts),
        Para("4. Hình thức", bold=True), *paras(f"{way}."),
        Para("5. Kết quả", bold=True), _figures(held),
        Para("6. Quyết định", bold=True),
        *paras(held.said),
    )  # fmt: skip
    titles = ("Nghị quyết", f"Về việc: {facts.title}")
    witnesses = [Signer("Đại diện hộ gia đình"), Signer("Đại diện hộ gia đình")]
    return sheet(facts, ("decided", *titles), blocks, [facts.signer, facts.front_signer, *witnesses], form="Mẫu số 03")


def posting(facts: MatterFacts, held: Held, until: date) -> Sheet:
    """LAW.md 5, #12, 6 (Law, Art. 23(2)): what a meeting or slips decided."""
    blocks: tuple[Block, ...] = (
        *paras(f"Kết quả {held.way}, {clock(held.at)}, tại {held.place}."),
        _figures(held),
        *paras(held.said, f"Niêm yết tại nhà văn hóa và các điểm sinh hoạt cộng đồng đến hết {long_day(until)}."),
    )
    titles = ("Niêm yết kết quả", f"Về việc: {facts.title}")
    return sheet(facts, ("posting", *titles), blocks, [facts.signer])


def dispatch(facts: MatterFacts, held: Held) -> Sheet:
    """LAW.md 5, #13, 6 (Law, Art. 20(3)): to the People's Committee and the Front of the commune."""
    blocks: tuple[Block, ...] = (
        *paras(
            f"{facts.village[:1].upper()}{facts.village[1:]} gửi kết quả {held.way} về việc: {facts.title}, "
            f"{clock(held.at)}, tại {held.place}.",
        ),
        _figures(held),
        *paras(held.said, f"Kèm theo: nghị quyết{'; biên bản kiểm phiếu' if held.is_counted else ''}."),
    )
    titles = ("Công văn", f"V/v gửi kết quả {held.way}")
    return sheet(facts, ("dispatch", *titles), blocks, [facts.signer], to=facts.commune_offices)
