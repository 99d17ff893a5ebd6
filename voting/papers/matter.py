"""What the papers of a matter have in common, and those up to its vote (Decree 59/2023, Art. 5(1) to (3))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voting.law.articles import cite
from voting.law.classification import QUESTIONS, OnlineRefused, classify
from voting.law.majority import Majority, needed
from voting.law.matters import CHANNEL_NAMES, MATTERS, Channel
from voting.papers.sheet import Block, Head, Para, Rows, Sheet, Signer, Stamp, clock, listed, number, paras

BASIS = (
    Para("Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;", italic=True),
    Para("Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ;", italic=True),
)
"""What papers of this law rest on, in italics (Decree 30/2020)."""


BLANK = "……………………………………"
"""What is filled in by hand."""


@dataclass(frozen=True)
class MatterFacts:
    """A matter as papers tell it. Names of places are whole ("xã Đông Hòa", "thôn Đông Hòa"); ``head_title`` is
    "Trưởng thôn"; ``head`` and ``front`` are names; ``day`` is the paper's; ``number`` the matter's in the village.
    """

    commune: str
    village: str
    head_title: str
    head: str
    front: str
    number: int
    title: str
    description: str
    questions: tuple[str, ...]
    proposer: str
    households: int
    day: date
    stamp: Stamp | None = None

    @property
    def signer(self) -> Signer:
        """The head's signature."""
        return Signer(self.head_title, self.head)

    @property
    def front_signer(self) -> Signer:
        """The signature of the head of the Front committee."""
        return Signer("Trưởng ban công tác Mặt trận", self.front)

    @property
    def commune_offices(self) -> tuple[str, ...]:
        """Who receives what is sent to the commune."""
        return (f"Ủy ban nhân dân {self.commune}", f"Ủy ban Mặt trận Tổ quốc Việt Nam {self.commune}")


@dataclass(frozen=True)
class TeamMember:
    """A member of the online-voting team: name, and what they stand for there."""

    name: str
    stands_for: str
    leads: bool = False


def sheet(
    facts: MatterFacts, titles: tuple[str, str, str], blocks: Sequence[Block], signers: Sequence[Signer], *,
    form: str = "", to: tuple[str, ...] = (),
) -> Sheet:  # fmt: skip
    """A paper of this matter; ``titles`` are its kind for programs, its kind in words, and its subject."""
    place = facts.village[:1].upper() + facts.village[1:]
    head = Head(f"Ủy ban nhân dân {facts.commune}", facts.village, place, facts.day)
    return Sheet(*titles, head, tuple(blocks), tuple(signers), facts.stamp, form, to)


def presided(facts: MatterFacts) -> str:
    """Who took the chair, and who wrote: Mẫu 03 names both."""
    return f"Chủ trì: {facts.head_title} {facts.head}. Thư ký: {BLANK}."


def what(facts: MatterFacts) -> tuple[Block, ...]:
    """The matter itself: its words and what is asked."""
    asked = [Para("Câu hỏi lấy ý kiến", bold=True), *listed(facts.questions)] if facts.questions else []
    return (*paras(facts.description), *asked)


@dataclass(frozen=True)
class Consents:
    """How many households consent to a proposal: said by card, or signed on paper; and whether the Front backs them."""

    number: int
    by_card: bool = False
    backed: bool = False


def proposal(facts: MatterFacts, consents: Consents | None = None) -> Sheet:
    """LAW.md 5, #1."""
    consents = consents or Consents(0)
    said = "đồng ý bằng thẻ của hộ, đếm trong sổ; danh sách" if consents.by_card else "danh sách kèm theo"
    kept = f"{said} là phụ lục riêng"
    carried = [f"Số hộ đồng ý đề xuất: {number(consents.number)}/{number(facts.households)} hộ; {kept}."]
    if consents.backed:
        carried.append("Chưa đủ 10% số hộ; Ban công tác Mặt trận ủng hộ đề xuất này.")
    blocks: tuple[Block, ...] = (
        Para("Nội dung đề xuất", bold=True), *what(facts),
        *paras(f"Người đề xuất: {facts.proposer}.", *(carried if consents.number else ())),
    )  # fmt: skip
    return sheet(facts, ("proposal", "Đề xuất", f"Về việc: {facts.title}"), blocks, [Signer("Người đề xuất")])


def classification(facts: MatterFacts, answers: dict[str, bool], clause: int, channel: Channel) -> Sheet:
    """LAW.md 5, #2: the questions of the classification with their answers, and what follows."""
    rows = Rows(
        (10, 70, 20), ("STT", "Câu hỏi", "Trả lời"),
        tuple((str(n), one.text_vi, "Có" if answers[one.key] else "Không") for n, one in enumerate(QUESTIONS, 1)),
    )  # fmt: skip
    found = classify(answers)
    reasons = listed([f"{one.reason_vi} ({cite(one.citation).short_vi})" for one in found.reasons]) if isinstance(
        found, OnlineRefused
    ) else ()  # fmt: skip
    name = MATTERS[clause].name_vi if clause else "Việc vượt ra ngoài phạm vi thôn, tổ dân phố"
    place = f" ({cite(MATTERS[clause].citation).short_vi})" if clause else ""
    blocks: tuple[Block, ...] = (
        rows, *reasons,
        Para(f"Loại việc: {name}{place}."),
        Para(f"Hình thức bàn và quyết định: {CHANNEL_NAMES[channel][0]}."),
    )  # fmt: skip
    return sheet(facts, ("classification", "Bản xếp loại việc", f"Về việc: {facts.title}"), blocks, [facts.signer])


def agreement(facts: MatterFacts) -> Sheet:
    """LAW.md 5, #3 (Art. 5(1)a)."""
    same = " Một người giữ cả hai chức danh." if facts.head == facts.front else ""
    blocks = paras(
        f"{facts.head_title} {facts.head} và Trưởng ban công tác Mặt trận {facts.front} đã trao đổi về việc: "
        f"{facts.title}.{same}",
        "Hai bên thống nhất việc này không cần tổ chức cuộc họp của cộng đồng dân cư hoặc phát phiếu lấy ý kiến; "
        "tổ chức biểu quyết trực tuyến theo điểm a khoản 1 Điều 5 Nghị định số 59/2023/NĐ-CP.",
    )
    titles = ("Biên bản thống nhất", "Về việc tổ chức biểu quyết trực tuyến")
    return sheet(facts, ("agreement", *titles), (*BASIS, *blocks, *what(facts)), [facts.front_signer, facts.signer])


def report(facts: MatterFacts) -> Sheet:
    """LAW.md 5, #4 (Art. 5(2)a): before it is done, to the People's Committee and the Front of the commune."""
    blocks: tuple[Block, ...] = (
        *BASIS,
        *paras(
            f"{facts.head_title} và Trưởng ban công tác Mặt trận {facts.village} đã thống nhất tổ chức biểu quyết "
            f"trực tuyến về việc: {facts.title}.",
        ),
        *what(facts),
        *paras(
            f"Tổng số hộ gia đình của {facts.village}: {number(facts.households)} hộ; mỗi hộ một phiếu, "
            "do đại diện hộ bỏ.",
            f"{facts.village[:1].upper()}{facts.village[1:]} xin báo cáo trước khi tổ chức thực hiện.",
        ),
    )
    titles = ("Báo cáo", "Về việc tổ chức biểu quyết trực tuyến")
    return sheet(facts, ("report", *titles), blocks, [facts.front_signer, facts.signer], to=facts.commune_offices)


def team(facts: MatterFacts, members: Sequence[TeamMember]) -> Sheet:
    """LAW.md 5, #5 (Art. 5(2)b)."""
    rows = Rows(
        (10, 42, 48), ("STT", "Họ và tên", "Thành phần"),
        tuple(
            (str(n), one.name, f"{one.stands_for[:1].upper()}{one.stands_for[1:]}{'; Tổ trưởng' if one.leads else ''}")
            for n, one in enumerate(members, 1)
        ),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        *BASIS,
        *paras(
            f"Theo thống nhất giữa {facts.head_title} và Trưởng ban công tác Mặt trận {facts.village},",
        ),
        Para("QUYẾT ĐỊNH:", bold=True, centred=True),
        *paras(
            f"Điều 1. Thành lập Tổ lấy ý kiến biểu quyết trực tuyến về việc: {facts.title}, gồm:",
        ),
        rows,
        *paras(
            "Điều 2. Tổ có trách nhiệm lập nhóm hoặc chọn nền tảng, mời đại diện các hộ tham gia, thông báo hình thức, "
            "nội dung, thời gian, hướng dẫn cách tham gia, theo dõi việc biểu quyết và lập biên bản khi kết thúc.",
            "Điều 3. Quyết định có hiệu lực từ ngày ký. Các thành viên có tên tại Điều 1 thực hiện Quyết định này.",
        ),
    )  # fmt: skip
    titles = ("Quyết định", "Về việc thành lập Tổ lấy ý kiến biểu quyết trực tuyến")
    return sheet(facts, ("team", *titles), blocks, [facts.signer])


def roll(facts: MatterFacts, leader: str, objections: int) -> Sheet:
    """LAW.md 5, #6: numbers only; the list itself stays in the village's file."""
    blocks = paras(
        f"Tổ lấy ý kiến đã rà soát danh sách hộ gia đình của {facts.village} cho việc: {facts.title}.",
        f"Tổng số hộ gia đình: {number(facts.households)} hộ; mỗi hộ một người đại diện "
        "theo khoản 2 Điều 18 Luật Thực hiện dân chủ ở cơ sở.",
        f"Số ý kiến của các hộ về danh sách: {number(objections)}; đã trả lời: {number(objections)}." if objections else
        "Không có hộ nào có ý kiến về danh sách.",
    )  # fmt: skip
    titles = ("Biên bản", "Về việc chốt danh sách hộ gia đình")
    return sheet(facts, ("roll", *titles), blocks, [Signer("Tổ trưởng", leader)])


def poll(facts: MatterFacts, leader: str, numbers: tuple[int, int], where: str) -> Sheet:
    """LAW.md 5, #7 (Art. 5(2)c): households for an online vote, and against; and whether more than half want it."""
    for_it, against = numbers
    least = needed(Majority.MORE_THAN_HALF, facts.households)
    said = "đạt quá nửa, tổ chức biểu quyết trực tuyến" if for_it >= least else "chưa quá nửa, phải họp hoặc phát phiếu"
    blocks = paras(
        f"Tổ lấy ý kiến đã hỏi đại diện các hộ về hình thức biểu quyết việc: {facts.title}. Hỏi qua: {where}.",
        f"Tổng số hộ: {number(facts.households)}. Đồng ý biểu quyết trực tuyến: {number(for_it)} hộ. "
        f"Không đồng ý: {number(against)} hộ.",
        f"Cần từ {number(least)} hộ đồng ý (quá nửa tổng số hộ). Kết quả: {said}.",
    )
    titles = ("Biên bản", "Về kết quả hỏi ý kiến hình thức biểu quyết")
    return sheet(facts, ("poll", *titles), blocks, [Signer("Tổ trưởng", leader)])


@dataclass(frozen=True)
class Window:
    """When ballots are taken, where, and whom to call for help.

    ``means`` are the households that vote by themselves, need help, and cannot (Art. 5(1)c), where the village counted.
    """

    opens_at: datetime
    closes_at: datetime
    address: str
    helper: str
    phone: str
    means: tuple[int, int, int] | None = None


def _means(facts: MatterFacts, means: tuple[int, int, int] | None) -> tuple[str, ...]:
    if means is None:
        return ()
    alone, helped, unable = map(number, means)
    counted = f"{alone} hộ tự biểu quyết được, {helped} hộ cần hỗ trợ, {unable} hộ không thể"
    return (f"Thống kê trên tổng số {number(facts.households)} hộ: {counted}.",)


def notice(facts: MatterFacts, leader: str, window: Window) -> Sheet:
    """LAW.md 5, #8 (Art. 5(3))."""
    least = needed(Majority.MORE_THAN_HALF, facts.households)
    blocks: tuple[Block, ...] = (
        Para("Nội dung", bold=True), *what(facts),
        Para("Hình thức và thời gian", bold=True),
        *paras(
            "Biểu quyết trực tuyến, mỗi hộ một phiếu, chọn một trong ba: Đồng ý, Không đồng ý, Ý kiến khác.",
            f"Nhận phiếu từ {clock(window.opens_at)} đến {clock(window.closes_at)}.",
            f"Thông qua khi có từ {number(least)}/{number(facts.households)} hộ đồng ý.",
        ),
        Para("Cách tham gia", bold=True),
        *paras(
            f"Dùng điện thoại quét mã trên thẻ của hộ, hoặc vào {window.address} và gõ mã trên thẻ.",
            f"Cần giúp, xin gọi: {window.helper}, điện thoại {window.phone}.",
            "Hộ không có điện thoại có thể biểu quyết trên máy chung tại nhà văn hóa, có người của Tổ hướng dẫn.",
            *_means(facts, window.means),
        ),
    )  # fmt: skip
    titles = ("Thông báo", f"Về việc biểu quyết trực tuyến: {facts.title}")
    return sheet(facts, ("notice", *titles), blocks, [Signer("Tổ trưởng", leader)])
