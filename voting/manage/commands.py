"""Commands for whoever runs an installation. Settings come from the environment, as the server's do.

``DATABASE_URL``, ``SECRET_KEY``, ``PUBLIC_URL``, ``DATA_FOLDER`` mean what they mean in ``config.py``, which hands them
over: nothing in this package imports it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from voting.bootstrap import BootstrapSettings, WeakSecret, build, migrate_database
from voting.manage.demo import DemoFailed, DemoSettings, run_demo
from voting.manage.rotation import RotationRefused, rotate
from voting.manage.server import free_port
from voting.services.errors import Invalid, ServiceError
from voting.services.house import Services
from voting.services.people.accounts import NewAccount


@dataclass(frozen=True)
class Installation:
    """What this installation is made of; ``kept_secret`` is the file that holds its secret where none is given."""

    settings: BootstrapSettings
    kept_secret: Path

    def services(self) -> Services:
        """Services on the migrated database."""
        return build(self.settings)


def make_cli(installation: Callable[[], Installation]) -> click.Group:
    """The command group; ``installation`` reads the settings when a command needs them."""

    @click.group(help="Lệnh quản trị của Đình (operator commands).")
    def cli() -> None:
        pass

    @cli.command(help="Tạo hoặc nâng cấp cơ sở dữ liệu (create or upgrade the database).")
    def migrate() -> None:
        migrate_database(installation().settings.database_url)
        click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")

    @cli.command("create-commune", help="Lập xã và tài khoản quản trị đầu tiên (a commune and its first account).")
    @click.argument("code")
    @click.argument("name")
    @click.option("--login", default="quantri", show_default=True)
    @click.option("--person", default="Quản trị", show_default=True, help="Tên người quản trị.")
    @click.option("--password", help="Mật khẩu; bỏ trống thì máy tạo và in ra một lần.")
    def create_commune(code: str, name: str, login: str, person: str, password: str | None) -> None:
        _create_commune(installation(), (code, name), NewAccount(login, person, password or secrets.token_urlsafe(12)))

    @cli.command("close-due", help="Làm các việc đến hạn: đóng, niêm, xóa (for a timer, once a minute).")
    def close_due() -> None:
        _do_chores(installation())

    @cli.command("rotate-secret", help="Niêm lại mọi khóa đang giữ bằng SECRET_KEY mới (after a change of SECRET_KEY).")
    def rotate_secret() -> None:
        _rotate_secret(installation())

    _add_demo(cli, installation)
    return cli


def _add_demo(cli: click.Group, installation: Callable[[], Installation]) -> None:
    @cli.command(help="Chạy trọn một cuộc biểu quyết mẫu qua máy chủ thật (a whole sample vote).")
    @click.option("--once", is_flag=True, help="Kết thúc sau khi kiểm chứng, không giữ máy chủ chạy.")
    @click.option("--roll", type=click.Path(path_type=Path), help="Danh sách hộ (CSV hoặc Excel).")
    @click.option("--households", type=click.IntRange(1), help="Số hộ của danh sách mẫu, khi không có --roll.")
    @click.option("--listen", help="Địa chỉ:cổng; mặc định 127.0.0.1 và một cổng trống.")
    def demo(*, once: bool, roll: Path | None, households: int | None, listen: str | None) -> None:
        if roll is not None and households is not None:
            raise click.UsageError("--roll đã có số hộ của nó; bỏ --households.")
        folder = installation().settings.data_folder / "demo"
        try:
            run_demo(DemoSettings(folder, roll, listen or f"127.0.0.1:{free_port()}", once, households))
        except DemoFailed as error:
            raise click.ClickException(str(error)) from error


def _create_commune(installation: Installation, commune: tuple[str, str], account: NewAccount) -> None:
    services = installation.services()
    try:
        services.communes.start(*commune)
        services.accounts.create_first(commune[0], account)
    except Invalid as error:
        raise click.ClickException(f"Chưa hợp lệ: {error}") from error
    except ServiceError as error:
        raise click.ClickException(f"Không làm được ({error.code}).") from error
    click.echo(f"Đã lập {commune[1]} ({commune[0]}).")
    click.echo(f"Tên đăng nhập: {account.login}\nMật khẩu: {account.password}  (hãy đổi sau lần đăng nhập đầu)")


def _do_chores(installation: Installation) -> None:
    done = installation.services().chores.run()
    click.echo(
        f"Đã đóng {len(done.closed)} cuộc biểu quyết, niêm sổ phiếu của {len(done.sealed)} xã, "
        f"xóa {done.erased.uploads} tệp tải lên và {done.erased.rolls} danh sách hộ cũ."
    )
    if done.failed:
        raise click.ClickException(f"{done.failed} việc chưa làm được; xem nhật ký của máy chủ.")


def _rotate_secret(installation: Installation) -> None:
    try:
        count = rotate(installation.settings, installation.kept_secret)
    except (RotationRefused, WeakSecret) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã niêm lại {count} khóa bằng SECRET_KEY mới. Từ nay chạy máy chủ với khóa mới, bỏ OLD_SECRET_KEY.")
    if installation.kept_secret.exists():
        click.echo(f"Tệp {installation.kept_secret} giữ khóa cũ, nay không còn dùng: hãy xóa nó.")
