"""Commands for whoever runs an installation. Settings come from the environment, as the server's do.

``DATABASE_URL``, ``SECRET_KEY``, ``PUBLIC_URL``, ``DATA_FOLDER`` mean what they mean in ``config.py``, which hands them
over: nothing in this package imports it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from voting.bootstrap import BootstrapSettings, CannotRun, build, migrate_database, said_plainly
from voting.manage.cosigning import ask_after_restore
from voting.manage.cosigning import cosign as ask_witnesses
from voting.manage.cosigning import said as said_by_witness
from voting.manage.demo import DemoFailed, DemoSettings, run_demo
from voting.manage.demo_commune import CommuneFailed, CommuneSettings, run_commune
from voting.manage.practice import OtherAddress, PracticeSettings, run_practice
from voting.manage.rotation import RotationRefused, rotate
from voting.manage.sentences import said
from voting.manage.server import ServerFailed, free_port
from voting.manage.witness_calls import ask
from voting.services.errors import Conflict, ServiceError
from voting.services.house import Services
from voting.services.people.accounts import NewAccount
from voting.services.people.invitations import LASTS, Slip


@dataclass(frozen=True)
class Installation:
    """What this installation is made of; ``kept_secret`` is the file that holds its secret where none is given."""

    settings: BootstrapSettings
    kept_secret: Path
    public_url: str

    def services(self) -> Services:
        """Services on the migrated database."""
        return build(self.settings)


class PlainGroup(click.Group):
    """Commands whose troubles are told in a sentence, not as a stack of code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what a service refuses or an operator can put right ends it with status 1."""
        try:
            with said_plainly():
                return super().invoke(ctx)
        except ServiceError as error:
            raise click.ClickException(said(error)) from error
        except (CannotRun, RotationRefused, DemoFailed, CommuneFailed, OtherAddress, ServerFailed) as error:
            raise click.ClickException(str(error)) from error


def make_cli(installation: Callable[[], Installation]) -> click.Group:
    """The command group; ``installation`` reads the settings when a command needs them."""

    @click.group(cls=PlainGroup, help="Lệnh quản trị của Đình (operator commands).")
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
    @click.option("--password", help="Mật khẩu; bỏ trống thì in lời mời để người ấy tự chọn.")
    def create_commune(code: str, name: str, login: str, person: str, password: str | None) -> None:
        _create_commune(installation(), (code, name), NewAccount(login, person, password or ""))

    @cli.command("reset-password", help="Mời lại người mất mật khẩu, khóa truy cập (lost password, passkeys: invite).")
    @click.argument("code")
    @click.argument("login")
    def reset_password(code: str, login: str) -> None:
        _reset_password(installation(), code, login)

    @cli.command("close-due", help="Làm các việc đến hạn: đóng, niêm, xóa (for a timer, once a minute).")
    def close_due() -> None:
        _do_chores(installation())

    @cli.command("rotate-secret", help="Niêm lại mọi khóa đang giữ bằng SECRET_KEY mới (after a change of SECRET_KEY).")
    def rotate_secret() -> None:
        _rotate_secret(installation())

    _add_cosign(cli, installation)
    _add_demo(cli, installation)
    return cli


_BEHIND = "Đừng chạy máy chủ trên bản này: có bên chưa ký lại được, hoặc đã thấy sổ dài hơn (do not serve this copy)."


def _add_cosign(cli: click.Group, installation: Callable[[], Installation]) -> None:
    @cli.command(help="Hỏi ngay mọi bên giám sát ký sổ chung (ask every witness to co-sign the books now).")
    @click.option("--stopped", is_flag=True, help="Hỏi cả bên đã báo động, khi đã tìm ra vì sao.")
    @click.option("--restored", is_flag=True, help="Vừa phục hồi bản sao: hỏi trước khi chạy máy chủ, không ghi gì.")
    def cosign(*, stopped: bool, restored: bool) -> None:
        if restored:
            found = ask_after_restore(installation().services())
            click.echo("\n".join(found.lines) or "Không có bên nào phải hỏi (nobody has to be asked).")
            if not found.may_serve:
                raise click.ClickException(_BEHIND)
            return
        for line in ask_witnesses(installation().services(), stopped_too=stopped):
            click.echo(line)


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
        run_demo(DemoSettings(folder, roll, listen or f"127.0.0.1:{free_port()}", once, households))

    @cli.command("demo-commune", help="Dựng một xã nhiều thôn, mỗi thôn ở một bước (a commune of many villages).")
    @click.option("--once", is_flag=True, help="Kết thúc sau khi kiểm chứng, không giữ máy chủ chạy.")
    @click.option("--villages", type=click.IntRange(4, 60), default=30, show_default=True, help="Số thôn.")
    @click.option("--listen", help="Địa chỉ:cổng; mặc định 127.0.0.1 và một cổng trống.")
    def demo_commune(*, once: bool, villages: int, listen: str | None) -> None:
        folder = installation().settings.data_folder / "demo-commune"
        run_commune(CommuneSettings(folder, listen or f"127.0.0.1:{free_port()}", villages, once))

    @cli.command("practice", help="Mở một xã để học, giữ việc lớp đã làm (a commune for a class to learn in).")
    @click.option("--reset", is_flag=True, help="Bỏ việc đã làm, bắt đầu lại.")
    @click.option("--listen", help="Địa chỉ:cổng; mặc định 127.0.0.1:8123. Cả lớp vào được: địa chỉ của máy này.")
    def practice(*, reset: bool, listen: str | None) -> None:
        folder = installation().settings.data_folder / "practice"
        run_practice(PracticeSettings(folder, listen or "", reset))


def _create_commune(installation: Installation, commune: tuple[str, str], account: NewAccount) -> None:
    """All or nothing; a commune that an earlier try left without an account gets it now."""
    code, name = commune
    services = installation.services()
    services.accounts.check_first(code, account)
    try:
        services.communes.start(code, name)
    except Conflict as error:
        if error.code != "commune-exists":
            raise
    admin = services.accounts.create_first(code, account)
    made = services.communes.commune(code)
    click.echo(f"Đã lập {made.name} ({code}). Sổ chung của xã mang tên {made.origin} mãi mãi.")
    if account.password:
        click.echo(f"Đăng nhập tại:  {installation.public_url}/dang-nhap\nTên đăng nhập:  {account.login}")
    else:
        _say_invitation(installation, services.invitations.slip_of(code, admin.account_id))


def _reset_password(installation: Installation, code: str, login: str) -> None:
    slip = installation.services().invitations.reset(code, login)
    click.echo(f"Mật khẩu, khóa truy cập cũ của {slip.official.login} hết hiệu lực; mọi phiên đăng nhập đã kết thúc.")
    _say_invitation(installation, slip)


def _say_invitation(installation: Installation, slip: Slip) -> None:
    """The owner chooses how to sign in; nobody else, the operator included, ever knows it."""
    click.echo(f"Lời mời:        {installation.public_url}/loi-moi/{slip.token}")
    click.echo(f"Tên đăng nhập:  {slip.official.login}  (đường dẫn dùng một lần, trong {LASTS.days} ngày)")


def _do_chores(installation: Installation) -> None:
    services = installation.services()
    done = services.chores.run()
    click.echo(
        f"Đã đóng {len(done.closed)} cuộc biểu quyết, niêm sổ phiếu của {len(done.sealed)} xã, "
        f"xóa {done.erased.uploads} tệp tải lên và {done.erased.rolls} danh sách hộ cũ."
    )
    for told in services.witnessing.round(ask):
        click.echo(said_by_witness(told))
    if done.failed:
        raise click.ClickException(f"{done.failed} việc chưa làm được; xem nhật ký của máy chủ.")


def _rotate_secret(installation: Installation) -> None:
    count = rotate(installation.settings, installation.kept_secret)
    click.echo(f"Đã niêm lại {count} khóa bằng SECRET_KEY mới. Từ nay chạy máy chủ với khóa mới, bỏ OLD_SECRET_KEY.")
    if installation.kept_secret.exists():
        click.echo(f"Tệp {installation.kept_secret} giữ khóa cũ, nay không còn dùng: hãy xóa nó.")
