"""A commune to learn in, for a class of ten: `make practice`.

Its first village has people and nothing else; its second has cards, a counting committee and a vote that takes ballots
for a week. What each learner needs is on a paper of its own in `giay-cho-lop.html`. What the class does is kept until
somebody begins anew with `RESET=1`.
"""

import html
import json
import secrets
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
import qrcode
from qrcode.image.svg import SvgPathImage

from voting.ballots.credentials import format_card
from voting.ballots.paper_code import format_paper_code
from voting.manage.demo_commune import begin, let_in, served_at, services_of, tell
from voting.manage.demo_road import QUIET
from voting.manage.demo_stories import Story
from voting.manage.demo_villages import Place
from voting.manage.sample_roll import sample_roll
from voting.manage.server import new_secret, running
from voting.services.permissions import Actor, Role

LISTEN = "127.0.0.1:8123"
HOUSEHOLDS = 10
NAMES = ("Tập Đầu", "Tập Mở")
SYLLABLES = ("lua", "tre", "sen", "dua", "cau", "mai", "dao", "trau", "nghe", "dinh", "song", "nui", "dong", "lang")
"""What the class's password is made of: easy to say, without marks, which a class types on every kind of keyboard."""
PAPERS, KEPT = "giay-cho-lop.html", "lop.json"
ROLES = {
    Role.HEAD: "Trưởng thôn", Role.FRONT: "Trưởng ban công tác Mặt trận", Role.TEAM: "Tổ lấy ý kiến",
    Role.CARDS: "Người in thẻ", Role.COUNTING: "Ban kiểm phiếu", Role.BOARD: "Ban giám sát",
}  # fmt: skip
STYLE = """body{font:12pt sans-serif;margin:1rem;max-width:60rem}
.papers{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.papers>div{border:1px dashed #777;padding:.8rem;break-inside:avoid}svg{width:8rem;height:8rem;float:right}
h2{clear:both}@media print{.papers{gap:2mm}}"""


class OtherAddress(Exception):
    """The class's commune was made for another address, which its books keep; the message says what to do."""


@dataclass(frozen=True)
class PracticeSettings:
    """Where the class's commune is kept and where it listens ("": where it did, or `LISTEN`); `reset`: what was done is
    thrown away first."""

    folder: Path
    listen: str = ""
    reset: bool = False


@dataclass(frozen=True)
class Paper:
    """What one learner is handed: who they are, and `lines` of (what, value); `scan` is an address for a QR code."""

    title: str
    lines: tuple[tuple[str, str], ...]
    scan: str = ""


def run_practice(settings: PracticeSettings) -> None:
    """Builds the class's commune where there is none (or `reset`), and serves it until stopped. `OtherAddress`."""
    kept = settings.folder / KEPT
    if settings.reset or not kept.is_file():
        _build(settings.folder, settings.listen or LISTEN)
    known = json.loads(kept.read_text(encoding="utf-8"))
    if settings.listen not in {"", known["listen"]}:
        raise OtherAddress(f"Lớp này mở tại {known['listen']}. Muốn đổi địa chỉ thì làm lại: make practice RESET=1.")
    server = served_at(settings.folder, known["listen"], known["secret_key"])
    with running(server, settings.folder / "server.log"):
        click.echo(f"Lớp học mở tại {server.public_url}")
        click.echo(f"Giấy cho từng người, in ra rồi cắt rời: {settings.folder / PAPERS}")
        click.echo("Làm lại từ đầu: make practice RESET=1. Bấm Ctrl+C để dừng; việc đã làm được giữ.")
        with suppress(KeyboardInterrupt):
            signal.pause()


def _build(folder: Path, listen: str) -> None:
    """All or nothing: the class's own file, which says that there is a commune, comes last."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    password = "-".join(secrets.choice(SYLLABLES) for _ in range(4))
    server = served_at(folder, listen, new_secret())
    with services_of(server) as (services, clock), ProcessPoolExecutor(1) as sealers:
        admin, official = begin(services, password)
        places = [
            Place(services, clock, sealers, admin, official, name, "thôn", HOUSEHOLDS, number, "")
            for number, name in enumerate(NAMES)
        ]
        for place in places:
            place.found()
        places[1].settle()
        let_in(services, admin, password)
        tell([(places[1], _voting)], clock)
        papers = [*_officials(places, admin, official, password), *_households(places[1], server.public_url)]
    (folder / "danh-sach-ho.csv").write_bytes(sample_roll(HOUSEHOLDS, seed=0))
    known = json.dumps({"listen": listen, "secret_key": server.secret_key})
    for name, text in ((PAPERS, _page(papers, server.public_url)), (KEPT, known)):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text, encoding="utf-8")


def _voting(place: Place) -> Story:
    """A vote that takes ballots for a week from now."""
    yield 3
    matter = place.propose(QUIET)
    place.walk(matter, "polled")
    place.open(matter, opens_in=2, days=8)


def _officials(places: list[Place], admin: Actor, official: Actor, password: str) -> Iterator[Paper]:
    yield _of(admin, "Quản trị của xã", password)
    yield _of(official, "Cán bộ xã theo dõi", password)
    for place in places:
        for role, words in ROLES.items():
            for number, one in enumerate(place.people[role]):
                code = format_paper_code(place.seeds[number].seed) if role is Role.COUNTING and place.seeds else ""
                yield _of(one, f"{words}, {place.full_name}", password, code)


def _of(one: Actor, title: str, password: str, code: str = "") -> Paper:
    lines = [("Tên", one.name), ("Tên đăng nhập", one.login), ("Mật khẩu", password)]
    return Paper(title, (*lines, *([("Mã thẻ kiểm phiếu", code)] if code else [])))


def _households(place: Place, address: str) -> Iterator[Paper]:
    for code, phone in sorted(place.phones.items()):
        lines = (("Mã thôn", place.code), ("Mã trên thẻ", format_card(phone.card)))
        yield Paper(f"Hộ {code}, {place.full_name}", lines, f"{address}/the#{place.code}.{phone.card}")


def _page(papers: list[Paper], address: str) -> str:
    shown = "".join(map(_paper, papers))
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Giấy cho lớp học</title><style>{STYLE}</style>'
        f"<h1>Lớp học Đình</h1><p>Trang của lớp: <b>{html.escape(address)}</b>. Thôn {NAMES[0]} chưa có gì: nhập tệp"
        f" <code>danh-sach-ho.csv</code> rồi làm tiếp. Thôn {NAMES[1]} đang biểu quyết. Mọi thứ ở đây chỉ để học.</p>"
        f'<div class="papers">{shown}</div></html>\n'
    )


def _paper(paper: Paper) -> str:
    lines = "".join(f"<p>{html.escape(what)}: <b>{html.escape(value)}</b></p>" for what, value in paper.lines)
    drawn = qrcode.make(paper.scan, image_factory=SvgPathImage).to_string().decode() if paper.scan else ""
    return f"<div>{drawn}<h2>{html.escape(paper.title)}</h2>{lines}</div>"
