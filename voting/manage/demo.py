"""A matter of a sample village, from the proposal to the commune's files, through the real HTTP server: `make demo`."""

import io
import secrets
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
import qrcode

from voting.bootstrap import BootstrapSettings, build, migrate_database
from voting.lists.errors import RollFileError
from voting.lists.reading import read_roll
from voting.manage import demo_road as road
from voting.manage import demo_steps as steps
from voting.manage.browsing import Refused
from voting.manage.demo_checks import ISSUED, ChecksFailed, verified
from voting.manage.demo_steps import COMMUNE, COUNTING_MEMBERS, VILLAGE, Official, Stage
from voting.manage.sample_roll import HOUSEHOLDS, sample_roll
from voting.manage.server import ServerFailed, ServerSettings, new_secret, running
from voting.services.errors import ServiceError
from voting.services.people.accounts import NewAccount

SEED = 2026


class DemoFailed(Exception):
    """The demonstration cannot go on; the message is for the person who started it."""


@dataclass(frozen=True)
class DemoSettings:
    """Where results go, the household list (``None``: a made-up one of ``households``), where to listen, when to end.

    ``once``: at once, else when the person stops it.
    """

    folder: Path
    roll: Path | None
    listen: str
    once: bool
    households: int | None = None


def run_demo(settings: DemoSettings) -> None:
    """The whole vote; raises `DemoFailed` when a step or the verification fails, returns when the person stops it."""
    filename, data = _roll(settings)
    _fresh(settings.folder)
    officials = _officials()
    server = ServerSettings(
        database_url=f"sqlite:///{settings.folder / 'dinh.sqlite'}",
        data_folder=settings.folder,
        secret_key=new_secret(),
        public_url=f"http://{settings.listen}",
        listen=settings.listen,
    )
    try:
        _found(server, officials["admin"])
        with running(server, settings.folder / "server.log") as address:
            stage = Stage(address, officials, click.echo)
            ok = _whole_vote(stage, settings.folder, filename, data)
            if not settings.once:
                _stay(stage, settings)
    except (Refused, ServerFailed, ChecksFailed, ServiceError, OSError) as error:
        raise DemoFailed(str(error)) from error
    if not ok:
        raise DemoFailed(f"Kiểm chứng KHÔNG đạt; xem {settings.folder / 'report.json'}.")


def _whole_vote(stage: Stage, folder: Path, filename: str, data: bytes) -> bool:
    started = time.monotonic()
    steps.set_up(stage)
    households = steps.import_roll(stage, filename, data)
    steps.make_cards(stage)
    steps.make_keys(stage)
    stage.say("Một việc phải đóng góp, không được biểu quyết trực tuyến:")
    camera = road.refused(stage)
    stage.say("Một việc của khoản 6, từ đề xuất đến khi xã nhận kết quả:")
    matter = road.propose(stage, road.WASTE)
    road.prepare(matter)
    uuid = road.open_vote(matter)
    ballots = steps.cast_all(stage, uuid, seed=SEED)
    steps.close(stage, uuid)
    steps.count(stage, uuid)
    matters = {"refused": camera, "road": road.finish(matter)}
    told = {
        name: road.told(stage, one, folder / ISSUED / f"viec-{number}")
        for number, (name, one) in enumerate(matters.items(), 1)
    }
    bundle = steps.download(stage, uuid, folder)
    issued = sum(len(one["papers"]) for one in told.values())
    click.echo(f"{issued} giấy tờ trong {ISSUED}/; dấu vân tay từng tệp có trong sổ chung của xã.")
    click.echo(f"{households} hộ, {ballots} phiếu, {time.monotonic() - started:.1f} giây. Kiểm chứng độc lập:")
    page = f"http://{stage.address}/bieu-quyet/{uuid}"
    return verified(bundle, page, steps.keep_papers(stage, folder), told)


def _roll(settings: DemoSettings) -> tuple[str, bytes]:
    """The list's name and bytes; `DemoFailed` with every fault by its row when it cannot be imported."""
    path = settings.roll
    if path is None:
        return "danh-sach-ho-mau.csv", sample_roll(settings.households or HOUSEHOLDS)
    try:
        data = path.read_bytes()
        reading = read_roll(path.name, data)
    except OSError as error:
        raise DemoFailed(f"Không đọc được tệp {path}.") from error
    except RollFileError as error:
        raise DemoFailed(f"{path.name}: {error.message_vi}") from error
    if not reading.importable:
        lines = [f"  hàng {fault.row_number}: {fault.message_vi} {fault.fix_vi}" for fault in reading.errors]
        raise DemoFailed("\n".join([f"{path.name} có {len(lines)} lỗi, chưa nhập gì:", *lines]))
    return path.name, data


def _fresh(folder: Path) -> None:
    """An empty folder for this run's database and results."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _officials() -> Mapping[str, Official]:
    """The people of the demonstration by what they do; one password for all, made for this run."""
    password = secrets.token_urlsafe(9)
    people = [
        ("admin", "quantri", "Quản trị xã", ("admin",)),
        ("head", "nguyen.van.an", "Nguyễn Văn An", ("head",)),
        ("front", "le.thi.man", "Lê Thị Mận", ("front",)),
        ("team", "do.thi.lan", "Đỗ Thị Lan", ("team",)),
        ("cards", "pham.van.du", "Phạm Văn Đủ", ("cards",)),
        ("board", "vu.ngoc.son", "Vũ Ngọc Sơn", ("board",)),
        ("commune", "can.bo.xa", "Cán bộ xã", ("commune",)),
        *[
            (f"counting-{n}", f"kiem.phieu.vien.{n}", f"Kiểm phiếu viên {n}", ("counting",))
            for n in range(1, COUNTING_MEMBERS + 1)
        ],
    ]
    return {key: Official(login, name, password, roles) for key, login, name, roles in people}


def _found(server: ServerSettings, admin: Official) -> None:
    """The commune and its first account, as an operator makes them by command."""
    migrate_database(server.database_url)
    host = server.public_url.split("://")[1]
    services = build(
        BootstrapSettings(
            database_url=server.database_url, secret_key=server.secret_key, host=host, data_folder=server.data_folder
        )
    )
    services.communes.start(*COMMUNE)
    services.accounts.create_first(COMMUNE[0], NewAccount(admin.login, admin.name, admin.password))
    services.close()


def _stay(stage: Stage, settings: DemoSettings) -> None:
    """Walk a second matter up to its vote for a person to try, say where to click, and serve until stopped."""
    stage.say("\nMột việc nữa, để bỏ phiếu thử:")
    matter = road.propose(stage, road.QUIET)
    road.prepare(matter)
    uuid = road.open_vote(matter)
    base = f"http://{settings.listen}"
    cards = {code: f"{base}/the#{VILLAGE}.{phone.card}" for code, phone in stage.phones.items()}
    listing = settings.folder / "cards.txt"
    listing.write_text("".join(f"{code}  {link}\n" for code, link in cards.items()))
    code, link = next(iter(cards.items()))
    click.echo(f"\nBỏ phiếu thử bằng thẻ của hộ {code} (các thẻ khác: {listing}):\n  {link}")
    click.echo(_terminal_qr(link))
    click.echo(f"Trang công khai:  {base}/thon/{VILLAGE}   cuộc đang mở: {base}/bieu-quyet/{uuid}")
    click.echo(f"Việc đang biểu quyết: {base}/viec/{matter.id}   giấy tờ của việc đã xong: {settings.folder / ISSUED}/")
    click.echo(f"Cán bộ đăng nhập: {base}/dang-nhap, mật khẩu chung {stage.officials['admin'].password}")
    for official in stage.officials.values():
        click.echo(f"  {official.login:20} {official.name} ({', '.join(official.roles)})")
    click.echo("Bấm Ctrl+C để dừng.")
    with suppress(KeyboardInterrupt):
        signal.pause()


def _terminal_qr(text: str) -> str:
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()
