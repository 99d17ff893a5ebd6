"""The road of a matter in the demonstration: each step by the official whose page offers it, up to the commune's files.

What is told of it afterwards comes from the commune's book and the public page, as any neighbour takes them.
"""

import base64
import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from voting.manage.browsing import Browser, Refused
from voting.manage.demo_steps import COMMUNE, VILLAGE, Stage

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
KEYS = ("contribution", "community-money", "village-rules", "persons", "beyond-village")
"""The questions of the classification, one a page."""
TILE = 256
"""Lines of a book in one file of it (C2SP tlog-tiles)."""
POSTED_DAYS, MEETING_DAYS, VOTING_DAYS = 40, 4, 4
IN_FAVOUR_PERCENT = 80
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A photograph of a paper that was signed for, as small as one can be."""
TEAM = {
    "members-0-name": "Lê Thị Mận", "members-0-front": "y",
    "members-1-name": "Phạm Văn Đủ", "members-1-village": "y", "members-1-households": "y",
    "members-2-name": "Đỗ Thị Lan", "members-2-it": "y",
    "leader": "1",
}  # fmt: skip
ONLINE_REFUSED = "không được biểu quyết trực tuyến"
_ARTICLE = re.compile(r"khoản \d+ điều \d+", re.IGNORECASE)
_OF_MATTER = re.compile(r"/quan-ly/viec/(\w+)")


@dataclass(frozen=True)
class Words:
    """What a matter is about, and what its households are asked."""

    title: str
    description: str
    question: str


WASTE = Words(
    "Lịch đổ rác của thôn năm 2027",
    "Xe gom rác đi một vòng quanh thôn vào tối thứ Ba và tối thứ Sáu, từ 18:00. Ban công tác Mặt trận đề xuất.",
    "Hộ có tán thành lịch đổ rác này không?",
)
QUIET = Words(
    "Giờ yên tĩnh buổi tối",
    "Từ 22:00 đến 5:00 các hộ không mở loa, không khoan cắt.",
    "Hộ có tán thành giờ yên tĩnh này không?",
)
CAMERA = Words(
    "Lắp camera ở các ngõ",
    "Mua và lắp sáu camera ở đầu các ngõ. Mỗi hộ đóng 100.000 đồng.",
    "Hộ có tán thành lắp camera, mỗi hộ đóng 100.000 đồng không?",
)


@dataclass(frozen=True)
class Matter:
    """A matter on its road: its id in addresses, and its words."""

    stage: Stage
    id: str
    words: Words

    @property
    def page(self) -> str:
        """The officials' page of it."""
        return f"/quan-ly/viec/{self.id}"

    def step(self, who: str, slug: str, said: str, fields: Mapping[str, str] | None = None, photo: str = "") -> None:
        """One step's form, which the official's page must offer; ``photo`` is the field for a photograph."""
        browser, page = self.stage.browser(who), f"{self.page}/buoc/{slug}"
        if page not in browser.get(self.page).text:
            raise Refused(f"{who}: {page}", 200, "bước này chưa được mở".encode())
        if photo:
            answer = browser.upload(page, photo, "da-ky-nhan.png", PHOTO, fields or {})
        else:
            answer = browser.submit(page, fields or {})
        if not answer.path.startswith(self.page):  # the matter's page, or the next step of the same sitting
            raise Refused(f"{who}: {page}", answer.status, answer.body)
        self.told(who, said)

    def told(self, who: str, said: str) -> None:
        """A line of progress: who did what."""
        self.stage.say(f"  {self.stage.officials[who].name}: {said}")


def propose(stage: Stage, words: Words, yes: tuple[str, ...] = ()) -> Matter:
    """The head proposes, then answers the law's questions, one a page; ``yes`` names those that are true of it."""
    head = stage.browser("head")
    answer = head.submit(f"/quan-ly/{VILLAGE}/de-xuat", {
        "title": words.title, "description": words.description, "questions": words.question,
    })  # fmt: skip
    matter = Matter(stage, _OF_MATTER.findall(answer.path)[0], words)
    matter.told("head", f"đề xuất “{words.title}”.")
    address, mark = f"{matter.page}/xep-loai", "?"
    for key in KEYS:
        if key not in head.get(address).text:
            raise Refused(address, 200, key.encode())
        address, mark = f"{address}{mark}{key}={'co' if key in yes else 'khong'}", "&"
    head.submit(address, {})
    if not yes:
        matter.told("head", "xếp loại: thuộc khoản 6, được biểu quyết trực tuyến.")
    return matter


def refused(stage: Stage) -> dict[str, Any]:
    """A matter with a contribution is stopped with reason and article, and goes on to a meeting with its Mẫu 01."""
    matter = propose(stage, CAMERA, ("contribution",))
    page = stage.browser("head").get(matter.page).text
    said = [line for line in _lines(page) if ONLINE_REFUSED in line or _ARTICLE.search(line)]
    if not any(map(_ARTICLE.search, said)) or ONLINE_REFUSED not in "".join(said) or "/buoc/thong-nhat" in page:
        raise Refused(matter.page, 200, "việc phải đóng góp mà không được chặn lại".encode())
    matter.told("head", f"xếp loại: {' '.join(said)}")
    day = datetime.now(CLOCK) + timedelta(days=MEETING_DAYS)
    place = {"day": f"{day:%Y-%m-%d}", "hour": "19:30", "place": "Nhà văn hóa thôn"}
    matter.step("head", "moi-hop", "lập giấy mời họp theo Mẫu số 01.", place)
    return {**_told(matter), "reasons": said}


def prepare(matter: Matter) -> None:
    """From the agreement of two to the poll of the form."""
    matter.step("head", "thong-nhat", "thống nhất không phải họp.")
    matter.step("front", "thong-nhat", "thống nhất không phải họp.")
    matter.step("commune", "xa-nhan-bao-cao", "đã nhận báo cáo.", {"to": "commune"})
    matter.step("head", "bao-cao-xa", "đã giao báo cáo giấy cho Mặt trận xã, có ảnh.", {"to": "commune-front"}, "proof")
    matter.step("head", "lap-to", "lập Tổ lấy ý kiến, ba người.", TEAM)
    matter.step("team", "chot-danh-sach", "chốt danh sách hộ.")
    households = len(matter.stage.phones)
    wanted = -(-households * IN_FAVOUR_PERCENT // 100)
    poll = {"way": "group", "in_favour": str(wanted), "against": str(households - wanted)}
    said = f"{wanted}/{households} hộ muốn biểu quyết trực tuyến, có ảnh."
    matter.step("team", "hinh-thuc", said, poll, "proof")


def open_vote(matter: Matter) -> str:
    """Notice and opening, looked over once more; closes in some days. The vote's uuid."""
    closes, head = datetime.now(CLOCK) + timedelta(days=VOTING_DAYS), matter.stage.browser("head")
    form = f"/quan-ly/{VILLAGE}/bieu-quyet/moi"
    review = head.send_form_of(f"{form}?viec={matter.id}", form, {
        "act": "review", "matter": matter.id, "title": matter.words.title, "description": matter.words.description,
        "questions-0-text": matter.words.question, "opens": "now",
        "closes_day": closes.strftime("%Y-%m-%d"), "closes_at": closes.strftime("%H:%M"),
        "helper": TEAM["members-0-name"], "phone": "0912 345 678",
    })  # fmt: skip
    opened = head.submit(review.path, {"act": "open"})
    if opened.path == review.path:
        raise Refused(review.path, opened.status, opened.body)
    uuid = opened.path.rsplit("/", 1)[-1]
    matter.told("head", f"ra thông báo và mở biểu quyết ({uuid}).")
    return uuid


def finish(matter: Matter) -> dict[str, Any]:
    """After the count: minutes, decision, posting, the commune has it; what passed is carried out and reported. What is
    told.
    """
    until = datetime.now(CLOCK) + timedelta(days=POSTED_DAYS)
    opinion = {"opinions": "Nên có thêm một chuyến vào ngày lễ."}
    matter.step("team", "bien-ban", "lập biên bản của Tổ.", opinion)
    matter.step("head", "quyet-dinh", "lập biên bản kết quả theo Mẫu số 03.")
    matter.step("head", "niem-yet", "đã niêm yết kết quả.", {"until": f"{until:%Y-%m-%d}"}, "proof")
    matter.step("commune", "xa-nhan-ket-qua", "đã nhận kết quả.", {"to": "commune"})
    matter.step("head", "gui-xa", "đã giao kết quả giấy cho Mặt trận xã, có ảnh.", {"to": "commune-front"}, "proof")
    if "/buoc/da-lam" not in matter.stage.browser("head").get(matter.page).text:
        matter.told("head", "việc không được thông qua, nên không có gì phải làm.")
        return _told(matter)
    matter.step("head", "da-lam", "ghi việc đã làm.", {"words": "Đã báo giờ xe gom rác đến từng ngõ."}, "proof")
    matter.step("head", "bao-cao", "báo cáo bà con và xã, khép lại việc.", {"words": "Bà con đổ rác đúng lịch."})
    return _told(matter)


def _told(matter: Matter) -> dict[str, Any]:
    return {"matter": matter.id, "title": matter.words.title}


def told(stage: Stage, of: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What anyone knows of a matter by now; its papers as they were issued, HTML and Word, go into ``folder``.

    ``Refused`` unless the commune's book names every paper by its SHA-256.
    """
    lines = [(number, line) for number, line in enumerate(_book(stage)) if line.get("matter") == of["matter"]]
    papers = _keep_issued(stage, of["matter"], folder)
    named = {digest for _number, line in lines for digest in line["papers"]}
    if strangers := [paper["file"] for paper in papers if paper["sha256"] not in named]:
        raise Refused(f"sổ chung không có dấu vân tay của {strangers}", 200, b"")
    steps = [{"line": number, "step": line["type"], "by": line["by"], "at": line["at"]} for number, line in lines]
    return {**of, "steps": steps, "papers": papers}


def _book(stage: Stage) -> list[dict[str, Any]]:
    """Every line of the commune's book, from its files: a matter without a vote has no bundle."""
    public, log = Browser(stage.address), f"/api/v1/communes/{COMMUNE[0]}/log"
    whole, rest = divmod(int(public.get(f"{log}/checkpoint").text.split("\n")[1]), TILE)
    names = [f"{number:03}" for number in range(whole)] + ([f"{whole:03}.p/{rest}"] if rest else [])
    lines = []
    for name in names:
        file = io.BytesIO(public.get(f"{log}/tile/entries/{name}").body)
        while length := file.read(2):
            lines.append(json.loads(file.read(int.from_bytes(length, "big"))))
    return lines


def _keep_issued(stage: Stage, matter: str, folder: Path) -> list[dict[str, str]]:
    folder.mkdir(parents=True, exist_ok=True)
    public, kept = Browser(stage.address), []
    addresses = set(re.findall(rf'href="(/viec/{matter}/giay/\d+)"', public.get(f"/viec/{matter}").text))
    for address in sorted(addresses, key=lambda one: int(one.rsplit("/", 1)[-1])):
        paper = public.get(address)
        file = folder / f"{int(address.rsplit('/', 1)[-1]):02}-{Path(paper.file_name).name}"
        file.write_bytes(paper.body)
        kept.append({"file": f"{folder.name}/{file.name}", "sha256": sha256(paper.body).hexdigest()})
    return kept


def _lines(page: str) -> list[str]:
    """What a page says, without its marks."""
    return [line for part in re.split(r"<[^>]*>", page) if (line := html.unescape(part).strip())]
