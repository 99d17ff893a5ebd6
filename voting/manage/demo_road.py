"""The road of a matter in the demonstration: each step by the official whose page offers it, up to the commune's files.

What is taken from the public page afterwards, steps and papers, is what any neighbour can read there.
"""

import base64
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from voting.manage.browsing import Browser, Refused
from voting.manage.demo_steps import VILLAGE, Stage

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
KEYS = ("contribution", "community-money", "village-rules", "persons", "beyond-village")
"""The questions of the classification, one a page."""
POSTED_DAYS, MEETING_DAYS, VOTING_DAYS = 40, 4, 2
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
_STEP = re.compile(r'<p><b>([^<]+)\.</b> ([^<]+?)\.(?: [^<]*)? <span class="small nowrap">\D*([\d.]+)</span>')
_PAPER = re.compile(r'<a href="(/viec/[^"/]+/giay/(\d+))">([^<]+)</a>')
_WARNING = re.compile(r'<p class="warning">.*?<span>([^<]+)<span class="soft">\(([^<]+)\)</span>', re.DOTALL)


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
        if answer.path != self.page:
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
    matter = Matter(stage, answer.path.rsplit("/", 1)[-1], words)
    matter.told("head", f"đề xuất “{words.title}”.")
    address, mark = f"{matter.page}/xep-loai", "?"
    for key in KEYS:
        if f'name="{key}"' not in head.get(address).text:
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
    reasons = [f"{_plain(reason)} ({_plain(place)})" for reason, place in _WARNING.findall(page)]
    if not reasons or f"{matter.page}/buoc/thong-nhat" in page:
        raise Refused(matter.page, 200, "việc phải đóng góp mà không được chặn lại".encode())
    for reason in reasons:
        matter.told("head", f"xếp loại: {reason}")
    day = datetime.now(CLOCK) + timedelta(days=MEETING_DAYS)
    place = {"day": f"{day:%Y-%m-%d}", "hour": "19:30", "place": "Nhà văn hóa thôn"}
    matter.step("head", "moi-hop", "lập giấy mời họp theo Mẫu số 01.", place)
    return {**_told(matter), "reasons": reasons}


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
    """Notice and opening, looked over once more; closes in two days. The vote's uuid."""
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


def finish(matter: Matter) -> None:
    """After the count: minutes, decision, posting, and the commune has it."""
    until = datetime.now(CLOCK) + timedelta(days=POSTED_DAYS)
    opinion = {"opinions": "Nên có thêm một chuyến vào ngày lễ."}
    matter.step("team", "bien-ban", "lập biên bản của Tổ.", opinion)
    matter.step("head", "quyet-dinh", "lập biên bản kết quả theo Mẫu số 03.")
    matter.step("head", "niem-yet", "đã niêm yết kết quả.", {"until": f"{until:%Y-%m-%d}"}, "proof")
    matter.step("commune", "xa-nhan-ket-qua", "đã nhận kết quả.", {"to": "commune"})
    matter.step("head", "gui-xa", "đã giao kết quả giấy cho Mặt trận xã, có ảnh.", {"to": "commune-front"}, "proof")


def published(matter: Matter) -> dict[str, Any]:
    """What anyone reads of it: each step with its line in the commune's book and the office that took it."""
    found = _told(matter)
    if not found["steps"]:
        raise Refused(matter.page, 200, b"")
    return found


def _told(matter: Matter) -> dict[str, Any]:
    page = Browser(matter.stage.address).get(f"/viec/{matter.id}").text
    steps = [
        {"line": int(line.replace(".", "")), "step": _plain(step), "office": _plain(office)}
        for step, office, line in reversed(_STEP.findall(page))
    ]
    return {"matter": matter.id, "title": matter.words.title, "steps": steps, "papers": []}


def keep_issued(stage: Stage, told: dict[str, Any], folder: Path) -> None:
    """The papers of a matter as they were issued, HTML and Word, into ``folder``; noted in what is told of it."""
    folder.mkdir(parents=True, exist_ok=True)
    public = Browser(stage.address)
    for address, position, name in _PAPER.findall(public.get(f"/viec/{told['matter']}").text):
        content = public.get(address).body
        file = folder / f"{int(position):02}-{Path(_plain(name)).name}"
        file.write_bytes(content)
        told["papers"].append({"file": f"{folder.name}/{file.name}", "sha256": sha256(content).hexdigest()})


def _plain(text: str) -> str:
    return html.unescape(text).strip()
