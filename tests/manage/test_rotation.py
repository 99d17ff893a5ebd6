"""`rotate-secret`, run as an operator runs it: a vote begun under the old key goes on and ends under the new one."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from village.life import HOST, NO, SECRET, YES, Village
from village.people import COMMUNE

from voting.bootstrap import KEYS, BootstrapSettings, make_desk
from voting.ledger.tlog_proof import check_receipt
from voting.services.house import Services
from voting.storage.errors import SecretUnreadable

ROOT = Path(__file__).resolve().parents[2]
NEW = "the secret after the change, forty characters"


def operator(village: Village, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of `wsgi.py` on this village's installation."""
    given = {"DATABASE_URL": village.url, "DATA_FOLDER": str(village.folder), "PUBLIC_URL": f"http://{HOST}"}
    hidden = {"SECRET_KEY", "OLD_SECRET_KEY", *given}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "wsgi.py", *command], cwd=ROOT, env=kept | given | environment, capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip


def under(village: Village, secret: str, old: str = "", folder: Path | None = None) -> Village:
    """The same people at a server with this key."""
    settings = BootstrapSettings(
        database_url=village.url if folder is None else f"sqlite:///{folder / 'dinh.sqlite'}", secret_key=secret,
        host=HOST, data_folder=folder or village.folder, old_secret_key=old, clock=village.clock,
    )  # fmt: skip
    other = village.again()
    other.services.close()
    other.desk = make_desk(settings)
    other.services = Services.at(other.desk)
    return other


def sealed(village: Village) -> list[bytes]:
    connection = sqlite3.connect(village.url.removeprefix("sqlite:///"))
    try:
        return [row[0] for row in connection.execute("SELECT sealed FROM sealed_secrets ORDER BY kind, name")]
    finally:
        connection.close()


def test_a_vote_goes_on_from_the_old_key_to_its_end_under_the_new_one(own_village: Village) -> None:
    uuid, before = own_village.votes["open"], sealed(own_village)
    done = operator(own_village, "rotate-secret", SECRET_KEY=NEW, OLD_SECRET_KEY=SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Đã niêm lại {len(before)} khóa" in done.stdout
    assert not set(before) & set(sealed(own_village))
    after = under(own_village, NEW)
    tracker = after.cast(uuid, "DH-002", YES)
    assert check_receipt(after.services.casting.find(tracker).receipt, _entry(after, tracker), _vkey(after, uuid))
    after.cast(uuid, "DH-003", NO)
    after.close(uuid)
    after.count(uuid)
    assert after.services.votes.get(uuid).outcome is not None
    with pytest.raises(SecretUnreadable):
        under(own_village, SECRET).open_vote("Bằng khóa cũ")
    after.open_vote("Bằng khóa mới")


def _entry(village: Village, tracker: str) -> bytes:
    return village.services.casting.find(tracker).entry.encode()


def _vkey(village: Village, uuid: str) -> str:
    return village.log(uuid).vkey()


def test_the_kept_file_is_the_old_key_where_none_is_given(own_village: Village) -> None:
    (own_village.folder / "secret.key").write_text(SECRET)
    done = operator(own_village, "rotate-secret", SECRET_KEY=NEW)
    assert done.returncode == 0, done.stderr
    assert f"Tệp {own_village.folder / 'secret.key'} giữ khóa cũ" in done.stdout
    under(own_village, NEW).cast(own_village.votes["open"], "DH-002", YES)


def test_servers_with_both_keys_work_before_during_and_after(own_village: Village) -> None:
    both = under(own_village, NEW, old=SECRET)
    both.cast(own_village.votes["open"], "DH-002", YES)
    new_vote = both.open_vote("Mở giữa chừng")
    assert operator(own_village, "rotate-secret", SECRET_KEY=NEW, OLD_SECRET_KEY=SECRET).returncode == 0
    under(own_village, NEW, old=SECRET).cast(new_vote, "DH-001", NO)
    under(own_village, NEW).cast(new_vote, "DH-002", NO)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SECRET_KEY": NEW}, "OLD_SECRET_KEY"),
        ({"SECRET_KEY": SECRET, "OLD_SECRET_KEY": SECRET}, "vẫn là khóa cũ"),
        ({"SECRET_KEY": NEW, "OLD_SECRET_KEY": "another secret that was never used here"}, "chưa đổi gì"),
        ({"SECRET_KEY": "short", "OLD_SECRET_KEY": SECRET}, "at least 32"),
        ({"SECRET_KEY": NEW, "OLD_SECRET_KEY": "short"}, "at least 32"),
    ],
)
def test_what_cannot_be_done_changes_nothing(own_village: Village, environment: dict[str, str], words: str) -> None:
    before = sealed(own_village)
    done = operator(own_village, "rotate-secret", **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert sealed(own_village) == before


def test_rotated_twice_is_told_and_changes_no_meaning(own_village: Village) -> None:
    for _ in range(2):
        assert operator(own_village, "rotate-secret", SECRET_KEY=NEW, OLD_SECRET_KEY=SECRET).returncode == 0
    under(own_village, NEW).cast(own_village.votes["open"], "DH-002", YES)


def test_one_secret_that_does_not_open_stops_the_whole_change(own_village: Village) -> None:
    some = next((own_village.folder / KEYS).iterdir())
    some.write_bytes(bytes(32))
    before = sealed(own_village)
    done = operator(own_village, "rotate-secret", SECRET_KEY=NEW, OLD_SECRET_KEY=SECRET)
    assert (done.returncode, sealed(own_village)) == (1, before)
    assert "Traceback" not in done.stderr


def test_the_timer_s_command_does_the_chores(own_village: Village) -> None:
    own_village.clock.now = max(datetime.now(UTC), own_village.clock.now)
    own_village.cast(own_village.open_vote("Cuộc còn mở lúc này"), "DH-001", YES)
    done = operator(own_village, "close-due", SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert "Đã đóng" in done.stdout
    assert "của 1 xã" in done.stdout
    assert own_village.services.logs.of_commune(COMMUNE).head().size


def test_a_copy_of_database_and_keys_under_the_old_key_still_opens(own_village: Village, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    own_village.services.close()
    shutil.copytree(own_village.folder, copy, ignore=shutil.ignore_patterns("copy"))
    assert operator(own_village, "rotate-secret", SECRET_KEY=NEW, OLD_SECRET_KEY=SECRET).returncode == 0
    under(own_village, SECRET, folder=copy).cast(own_village.votes["open"], "DH-002", YES)
