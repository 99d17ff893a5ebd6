"""Commands for whoever runs an installation. Settings come from the environment, as the server's do.

``DATABASE_URL``, ``SECRET_KEY`` and ``PUBLIC_URL`` mean what they mean in ``config.py``, which hands them over: nothing
in this package imports it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from voting.bootstrap import BootstrapSettings, build, migrate_database
from voting.manage.demo import DemoFailed, DemoSettings, run_demo
from voting.manage.server import free_port
from voting.services.errors import Invalid, ServiceError
from voting.services.house import Services
from voting.services.people.accounts import NewAccount


@dataclass(frozen=True)
class Installation:
    """Where this installation keeps its data; ``secret_key`` seals the keys at rest."""

    database_url: str
    secret_key: str
    host: str

    def services(self) -> Services:
        """Services on the migrated database."""
        return build(BootstrapSettings(self.database_url, self.secret_key, self.host))


def make_cli(installation: Callable[[], Installation], folder: Path) -> click.Group:
    """The command group; ``installation`` reads the settings when a command needs them, ``folder`` is ``var/``."""

    @click.group(help="Lệnh quản trị của Đình (operator commands).")
    def cli() -> None:
        pass

    @cli.command(help="Tạo hoặc nâng cấp cơ sở dữ liệu (create or upgrade the database).")
    def migrate() -> None:
        migrate_database(installation().database_url)
        click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")

    @cli.command("create-commune", help="Lập xã và tài khoản quản trị đầu tiên (a commune and its first account).")
    @click.argument("code")
    @click.argument("name")
    @click.option("--login", default="quantri", show_default=True)
    @click.option("--person", default="Quản trị", show_default=True, help="Tên người quản trị.")
    @click.option("--password", help="Mật khẩu; bỏ trống thì máy tạo và in ra một lần.")
    def create_commune(code: str, name: str, login: str, person: str, password: str | None) -> None:
        _create_commune(installation(), (code, name), NewAccount(login, person, password or secrets.token_urlsafe(12)))

    @cli.command("close-due", help="Đóng các cuộc biểu quyết đã hết giờ (for a timer, once a minute).")
    def close_due() -> None:
        closed = installation().services().votes.close_due()
        click.echo(f"Đã đóng {len(closed)} cuộc biểu quyết.")

    @cli.command(help="Chạy trọn một cuộc biểu quyết mẫu qua máy chủ thật (a whole sample vote).")
    @click.option("--once", is_flag=True, help="Kết thúc sau khi kiểm chứng, không giữ máy chủ chạy.")
    @click.option("--roll", type=click.Path(path_type=Path), help="Danh sách hộ (CSV hoặc Excel).")
    @click.option("--listen", help="Địa chỉ:cổng; mặc định 127.0.0.1 và một cổng trống.")
    def demo(once: bool, roll: Path | None, listen: str | None) -> None:
        try:
            run_demo(DemoSettings(folder / "demo", roll, listen or f"127.0.0.1:{free_port()}", once))
        except DemoFailed as error:
            raise click.ClickException(str(error)) from error

    return cli


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
