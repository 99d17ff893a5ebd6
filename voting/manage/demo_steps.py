"""The steps of the demonstration, each done over HTTP as its person does it in a browser."""

import html
import json
import random
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from voting.manage.browsing import Browser, Refused
from voting.manage.demo_checks import Papers
from voting.manage.rehearsal import CountingMember, Phone, read_lobby, some_choices_for
from voting.services.votes.ceremony import Lobby, Round

COMMUNE = ("xa-mau", "Xã Mẫu")
VILLAGE, VILLAGE_NAME, UNIT_KIND = "mau", "Mẫu", "thôn"
COUNTING_MEMBERS = 3
SPARE = "~"
"""What the card page calls a card that is for no household yet begins with this."""
REVOTES_PERCENT = 5
SEALERS = 2
KEY_PAGE, LOBBY = f"/kiem-phieu/{VILLAGE}", f"/kiem-phieu/{VILLAGE}/phong"
_SLIP = re.compile(r'data-login="([^"]+)".*?href="[^"]*(/loi-moi/[^"]+)"', re.DOTALL)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Official:
    """An account of the demonstration; the password is for its hour of life only."""

    login: str
    name: str
    password: str
    roles: tuple[str, ...]


@dataclass
class Stage:
    """The server's address, the officials (by what they do) with their open sessions, and what stands on paper.

    On paper: cards, seeds, the key of the commune's book as cards and notices carry it, one household's receipt.
    """

    address: str
    officials: Mapping[str, Official]
    say: Say
    sessions: dict[str, Browser] = field(default_factory=dict)
    vkey: str = ""
    receipt: str = ""
    phones: dict[str, Phone] = field(default_factory=dict)
    members: dict[str, CountingMember] = field(default_factory=dict)

    def browser(self, key: str) -> Browser:
        """The signed-in session of an official."""
        if key not in self.sessions:
            browser, official = Browser(self.address), self.officials[key]
            browser.submit("/dang-nhap", {"login": official.login, "password": official.password})
            self.sessions[key] = browser
        return self.sessions[key]


def set_up(stage: Stage) -> None:
    """The administrator sets up the village with its officials; each opens their invitation and chooses a password."""
    people: dict[str, list[str]] = {}
    for official in stage.officials.values():
        for role in official.roles:
            people.setdefault(role, []).append(official.name)
    lines: dict[str, str | list[str]] = {
        role: "\n".join(names) for role, names in people.items() if role not in {"admin", "commune"}
    }
    admin = stage.browser("admin")
    admin.submit("/can-bo/lap-thon", {"number": "demo", "unit_kind": UNIT_KIND, "name": VILLAGE_NAME, **lines})
    slips = admin.submit("/can-bo/them", {
        "number": "commune", "name": stage.officials["commune"].name, "village": "*", "grants": ["commune"],
    })  # fmt: skip
    keys = {official.login: key for key, official in stage.officials.items()}
    for login, path in _SLIP.findall(slips.text):
        browser = stage.sessions[keys[login]] = Browser(stage.address)
        browser.submit(path, {"password": stage.officials[keys[login]].password})
    stage.say(f"Đã lập thôn {VILLAGE_NAME} và {len(stage.officials) - 1} tài khoản cán bộ.")


def import_roll(stage: Stage, filename: str, data: bytes) -> int:
    """The head uploads the list, looks at the preview and confirms; the number of households."""
    head = stage.browser("head")
    preview = head.upload(f"/quan-ly/{VILLAGE}/ho", "file", filename, data)
    head.submit(preview.path, {})
    households = sum(not code.startswith(SPARE) for code in _todo(stage))
    stage.say(f"Đã nhập danh sách: {households} hộ.")
    return households


def make_cards(stage: Stage) -> None:
    """The card authority makes cards, spare ones too, and sends only the public keys; each household gets its card."""
    codes, made = _todo(stage), {}
    for number, code in enumerate(codes, 1):
        made[code] = Phone.with_new_card()
        if number % 50 == 0 or number == len(codes):
            stage.say(f"Đã làm {number}/{len(codes)} thẻ.")
    cards = [{"household": code, "key": phone.key} for code, phone in made.items()]
    stage.phones.update((code, phone) for code, phone in made.items() if not code.startswith(SPARE))
    page = f"/quan-ly/{VILLAGE}/the-ho"
    stage.browser("cards").send_json(page, json.dumps({"cards": cards}).encode(), page=page)
    stage.vkey = Browser(stage.address).get(f"/api/v1/communes/{COMMUNE[0]}/log/log.vkey").text


def _todo(stage: Stage) -> list[str]:
    page = stage.browser("cards").get(f"/quan-ly/{VILLAGE}/the-ho").text
    return [part.split('"', 1)[0] for part in page.split('data-household="')[1:]]


def make_keys(stage: Stage) -> None:
    """The counting committee, which was seated with the village, makes one key together, each on their own device."""
    keys = [f"counting-{number}" for number in range(1, COUNTING_MEMBERS + 1)]
    stage.members.update({key: CountingMember.with_new_seed() for key in keys})
    while (lobby := _in_lobby(stage, keys[0])).round is not Round.DONE:
        for key in keys:
            part = stage.members[key].part(_in_lobby(stage, key))
            stage.browser(key).send_json(f"{LOBBY}/{lobby.round}", part, page=KEY_PAGE)
    stage.say(f"Ban kiểm phiếu {COUNTING_MEMBERS} người đã làm khóa chung; {lobby.threshold} người là mở được tổng.")


def _in_lobby(stage: Stage, key: str) -> Lobby:
    return read_lobby(stage.browser(key).send_json(LOBBY, b"{}", page=KEY_PAGE).body)


def cast_all(stage: Stage, uuid: str, *, seed: int) -> int:
    """Every household votes, some of them twice; ballots are sealed on all cores. The number of ballots accepted."""
    public = Browser(stage.address)
    election = public.get(f"/api/v1/votes/{uuid}/election.json").body
    chance = random.Random(seed)  # noqa: S311 - which household votes how in a demonstration
    jobs = [(phone, some_choices_for(election, chance), 1) for phone in stage.phones.values()]
    again = chance.sample(list(stage.phones.values()), max(1, len(jobs) * REVOTES_PERCENT // 100))
    jobs += [(phone, some_choices_for(election, chance), 2) for phone in again]
    with ProcessPoolExecutor(SEALERS) as pool:
        first = [pool.submit(phone.envelope, election, choices, turn) for phone, choices, turn in jobs]
        waiting: dict[str, int] = {}
        for number, done in enumerate(as_completed(first[: len(stage.phones)]), 1):
            _post(public, uuid, done.result())
            _progress(stage, "Đã gửi", number, len(jobs), waiting)
        for number, later in enumerate(first[len(stage.phones) :], len(stage.phones) + 1):
            stage.receipt = _post(public, uuid, later.result())
            _progress(stage, "Đã gửi", number, len(jobs), waiting)
    return len(jobs)


def _post(public: Browser, uuid: str, envelope: bytes) -> str:
    """Send a ballot; its receipt."""
    answer = public.request("POST", f"/api/v1/votes/{uuid}/ballots", envelope, {"Content-Type": "application/json"})
    if answer.status != 201:  # noqa: PLR2004 - Created
        raise Refused("gửi phiếu", answer.status, answer.body)
    return str(answer.data["receipt"])


def _progress(stage: Stage, what: str, number: int, total: int, shown: dict[str, int]) -> None:
    tenth = number * 10 // total
    if tenth != shown.get(what):
        shown[what] = tenth
        stage.say(f"{what} {number}/{total} phiếu.")


def close(stage: Stage, uuid: str) -> None:
    """All households have voted: the head may close at once."""
    stage.browser("head").send_form_of(f"/dieu-hanh/{uuid}", f"/dieu-hanh/{uuid}/dong", {})
    stage.say("Mọi hộ đã gửi phiếu: đã đóng, chuyển sang kiểm phiếu.")


def count(stage: Stage, uuid: str) -> None:
    """As many members open their part as are needed; with the last one the result appears. One stays at home."""
    election = Browser(stage.address).get(f"/api/v1/votes/{uuid}/election.json").body
    for number, (key, member) in enumerate(stage.members.items(), 1):
        browser = stage.browser(key)
        page, tally = browser.get(f"/mo-phieu/{uuid}").text, browser.get(f"/mo-phieu/{uuid}/tong").body
        sealed = json.loads(html.unescape(page.split('data-sealed="', 1)[1].split('"', 1)[0]))
        part = member.partial_decryption(election, tally, sealed)
        done = browser.send_json(f"/mo-phieu/{uuid}/phan", part, page=f"/mo-phieu/{uuid}").data
        stage.say(f"Kiểm phiếu: {number}/{len(stage.members)} thành viên đã mở phần của mình.")
        if done["decided"]:
            break


def keep_papers(stage: Stage, folder: Path) -> Papers:
    """What a checker has on paper, or from the board, and need not take from the bundle."""
    register = stage.browser("board").get(f"/quan-ly/{VILLAGE}/the-ho/so-the").body
    papers = Papers(folder / "khoa-so.txt", folder / "so-the.json", folder / "bien-nhan.txt")
    papers.vkey.write_text(stage.vkey)
    papers.register.write_bytes(register)
    papers.receipt.write_text(stage.receipt)
    return papers


def download(stage: Stage, uuid: str, folder: Path) -> Path:
    """The archive and the bundle, as anyone may take them; the bundle's path."""
    public = Browser(stage.address)
    (folder / f"{uuid}.bel").write_bytes(public.get(f"/api/v1/votes/{uuid}/{uuid}.bel").body)
    bundle = folder / "bundle.zip"
    bundle.write_bytes(public.get(f"/api/v1/votes/{uuid}/bundle.zip").body)
    return bundle
