"""A commune of many villages with matters in every state of the road, built through the services and then served:
`make demo COMMUNE=1`.

Villages are told side by side, each by its story, in the order of time: the commune has one book.
"""

import heapq
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import click

from voting.bootstrap import BootstrapSettings, build, migrate_database
from voting.manage.browsing import Browser
from voting.manage.demo_stories import STORIES, Story
from voting.manage.demo_villages import Clock, Place
from voting.manage.server import ROOT, ServerSettings, new_secret, running
from voting.services.house import Services
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role

COMMUNE, NAME = "xa-mau", "Xã Mẫu"
FOUNDED_DAYS = 60
"""The commune begins so many days ago."""
FEWEST, MOST = 300, 1000
NAMES = (
    "Đông Hòa", "Tây Hòa", "Nam Hòa", "Bắc Hòa", "Đồng Sen", "Cầu Kè", "Gò Cao", "Vĩnh Phú", "An Lạc", "Phú Mỹ",
    "Tân Lập", "Thượng Lâm", "Hạ Lâm", "Trung Sơn", "Xuân Tảo", "Bình Minh", "Hồng Thái", "Quyết Tiến", "Lương Sơn",
    "Đại Đồng", "Thanh Bình", "Phú Xuân", "Mỹ Lộc", "Long Vân", "Ngọc Trì", "Kim Sơn", "Hòa Bình", "Yên Định",
    "Liên Minh", "Tiền Phong",
)  # fmt: skip
KINDS = ("thôn", "thôn", "tổ dân phố", "bản")
BIG = {"đã làm và báo cáo", "quá hạn gửi xã", "quá hạn báo cáo"}
"""Stories in which a vote passes: those villages are small, because more than half of their households must vote."""


class CommuneFailed(Exception):
    """A vote of the commune does not hold; the message is for the person who started it."""


@dataclass(frozen=True)
class CommuneSettings:
    """Where the commune is kept, where it listens, how many villages it has; ``once``: verify and end."""

    folder: Path
    listen: str
    villages: int
    once: bool


def run_commune(settings: CommuneSettings) -> None:
    """Builds the commune, serves it, verifies each vote that is over; ends when stopped, or `once`. `CommuneFailed`."""
    started, server = time.monotonic(), served_at(settings.folder, settings.listen, new_secret())
    shutil.rmtree(settings.folder, ignore_errors=True)
    settings.folder.mkdir(parents=True)
    password = secrets.token_urlsafe(9)
    with services_of(server) as (services, clock), ProcessPoolExecutor(os.cpu_count()) as sealers:
        admin, official = begin(services, password)
        places = _places(settings, services, clock, sealers, (admin, official))
        for place in places:
            place.found()
            place.settle()
            click.echo(f"{place.full_name}: {place.households} hộ, đã có thẻ và ban kiểm phiếu ({place.story}).")
        let_in(services, admin, password)
        for place, after in zip(places, (*places[1:], places[0]), strict=True):
            place.beside = after
        tell([(place, STORIES[place.story]) for place in places], clock)
    click.echo(f"{len(places)} thôn, {time.monotonic() - started:.0f} giây.")
    with running(server, settings.folder / "server.log") as address:
        failed = [
            vote for place in places for vote in place.finished if not _holds(address, place, vote, settings.folder)
        ]
        if failed:
            raise CommuneFailed(f"Kiểm chứng KHÔNG đạt: {', '.join(failed)}")
        if not settings.once:
            _stay(f"http://{settings.listen}", places, password)


def served_at(folder: Path, listen: str, secret_key: str) -> ServerSettings:
    """A server of the commune that is kept in this folder."""
    return ServerSettings(
        database_url=f"sqlite:///{folder / 'dinh.sqlite'}",
        data_folder=folder,
        secret_key=secret_key,
        public_url=f"http://{listen}",
        listen=listen,
    )


@contextmanager
def services_of(server: ServerSettings) -> Iterator[tuple[Services, Clock]]:
    """Services whose time is the commune's."""
    migrate_database(server.database_url)
    clock = Clock(datetime.now(UTC) - timedelta(days=FOUNDED_DAYS))
    host = server.public_url.split("://")[1]
    services = build(BootstrapSettings(
        database_url=server.database_url, secret_key=server.secret_key, host=host, data_folder=server.data_folder,
        clock=clock,
    ))  # fmt: skip
    try:
        yield services, clock
    finally:
        services.close()


def begin(services: Services, password: str) -> tuple[Actor, Actor]:
    """The commune, its administrator, and an official who follows it."""
    services.communes.start(COMMUNE, NAME)
    admin = services.accounts.create_first(COMMUNE, NewAccount("quantri", "Đỗ Quản Trị", password))
    follows = NewAccount("can.bo.xa", "Hà Cán Bộ", password, (Grant(Role.COMMUNE),))
    return admin, services.accounts.add(admin, follows)


def _places(
    settings: CommuneSettings, services: Services, clock: Clock, sealers: Executor, people: tuple[Actor, Actor]
) -> list[Place]:
    """Each village with its story; the last of them starts the stories anew."""
    titles, found = list(STORIES), []
    for number in range(settings.villages):
        title = titles[number % len(titles)]
        size = FEWEST + number if title in BIG else FEWEST + number * 97 % (MOST - FEWEST + 1)
        name, kind = NAMES[number % len(NAMES)], KINDS[number % len(KINDS)]
        found.append(Place(services, clock, sealers, *people, name, kind, size, number, title))
    return found


def tell(stories: Sequence[tuple[Place, Callable[[Place], Story]]], clock: Clock) -> None:
    """All stories at once, each part on its day."""
    now, order = datetime.now(UTC), count()
    waiting: list[tuple[float, int, Story]] = []
    for place, begin_story in stories:
        _await(waiting, next(order), begin_story(place))
    while waiting:
        ago, _, story = heapq.heappop(waiting)
        clock.now = max(clock.now, now + timedelta(days=ago))
        _await(waiting, next(order), story)
    clock.now = max(clock.now, now)


def _await(waiting: list[tuple[float, int, Story]], order: int, story: Story) -> None:
    """Tells a story's next part; then it waits for its next day, if it has one."""
    with suppress(StopIteration):
        heapq.heappush(waiting, (-next(story), order, story))


def let_in(services: Services, admin: Actor, password: str) -> None:
    """Everybody comes in by their invitation, all with the password of this run."""
    for slip in services.invitations.slips(admin):
        services.invitations.accept(slip.token, password)


def _holds(address: str, place: Place, vote: str, folder: Path) -> bool:
    """Whether the offline verifier finds nothing wrong with a vote, downloaded as a stranger does."""
    bundle = folder / f"{vote}.zip"
    bundle.write_bytes(Browser(address).get(f"/api/v1/votes/{vote}/bundle.zip").body)
    command = [sys.executable, "-m", "voting.verifier", str(bundle)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-400:]
    click.echo(f"  {'✔' if done.returncode == 0 else '✘'} {place.full_name}: {last}")
    return done.returncode == 0


def _stay(base: str, places: Sequence[Place], password: str) -> None:
    """Says where to click, and serves until stopped."""
    voting = next(place for place in places if place.open_votes)
    code, phone = next(iter(voting.phones.items()))
    click.echo(f"\nTrang công khai của xã:  {base}/xa/{COMMUNE}")
    click.echo(f"Các thôn đang đến đâu:   {base}/can-bo/cac-thon (đăng nhập quantri hoặc can.bo.xa)")
    click.echo(f"Số luật không quy định:  {base}/can-bo/quy-dinh (quantri)")
    click.echo(f"Bỏ phiếu thử, hộ {code} của {voting.full_name}:  {base}/the#{voting.code}.{phone.card}")
    click.echo(f"Đăng nhập: {base}/dang-nhap, mật khẩu chung {password}; cán bộ {places[0].full_name}:")
    for role, people in places[0].people.items():
        for one in people:
            click.echo(f"  {one.login:24} {one.name} ({role.value})")
    click.echo("Bấm Ctrl+C để dừng.")
    with suppress(KeyboardInterrupt):
        signal.pause()
