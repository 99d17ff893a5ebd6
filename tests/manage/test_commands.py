"""Each command of `wsgi.py` as an operator runs it: what it does and says; no trouble is told as a stack of code."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from village.witness import SocketWitness, serving

from manage.operator import ROOT, environment, run, serve
from voting.bootstrap import BootstrapSettings, build
from voting.manage.browsing import Browser, Refused
from voting.manage.server import ServerSettings, free_port, running
from voting.services.record.watchers import NewWatcher

SECRET = "a secret for tests only, forty characters"
HOST = "http://dinh.example"
FOUND = ("create-commune", "xa-dong-hoa", "Xã Đông Hòa", "--login", "quantri")


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A bare installation: nothing but where it is and what it is called."""
    return {"DATA_FOLDER": str(tmp_path / "data"), "PUBLIC_URL": HOST, "SECRET_KEY": SECRET}


def invitation_in(said: str) -> str:
    return re.findall(rf"Lời mời: +{HOST}(/loi-moi/\S+)", said)[0]


def communes(settings: dict[str, str]) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(Path(settings["DATA_FOLDER"]) / "dinh.sqlite")) as stored:
        return stored.execute("SELECT code, origin FROM communes").fetchall()


def test_from_nothing_to_an_administrator_with_a_password_of_their_own_and_back_in_when_it_is_lost(
    settings: dict[str, str], tmp_path: Path
) -> None:
    assert "phiên bản mới nhất" in run("migrate", settings=settings).stdout
    assert run("migrate", settings=settings).returncode == 0, "twice does no harm"
    made = run(*FOUND, settings=settings)
    assert (made.returncode, made.stderr) == (0, "")
    assert "Mật khẩu:" not in made.stdout, "nobody makes a password for another"
    assert "dinh.example/xa-dong-hoa" in made.stdout
    again = run("reset-password", "xa-dong-hoa", "quantri", settings=settings)
    assert (again.returncode, again.stderr) == (0, "")
    server = ServerSettings(
        database_url=f"sqlite:///{tmp_path / 'data' / 'dinh.sqlite'}", data_folder=tmp_path / "data",
        secret_key=SECRET, public_url=HOST, listen=f"127.0.0.1:{free_port()}", workers=1, threads=4,
    )  # fmt: skip
    with running(server, tmp_path / "server.log") as address, closing(Browser(address)) as browser:
        with pytest.raises(Refused):
            browser.get(invitation_in(made.stdout))
        desk = browser.submit(invitation_in(again.stdout), {"password": "một mật khẩu của riêng tôi"})
    assert desk.path == "/can-bo/lap-thon", "the one thing that waits in a new commune"


def test_every_command_is_run_by_a_test_beside_this_one(settings: dict[str, str]) -> None:
    listed = run("--help", settings=settings).stdout.partition("Commands:")[2]
    commands = re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.rglob("test_*.py"))
    assert len(commands) >= 8
    assert [name for name in commands if not re.search(rf'(run\(|operator\(\w+, |= \(|in \(\()"{name}"', tests)] == []


def test_a_password_that_the_operator_types_is_used_and_not_shown(settings: dict[str, str]) -> None:
    run("migrate", settings=settings)
    made = run(*FOUND, "--password", "tự gõ lấy mà dùng", settings=settings)
    assert f"{HOST}/dang-nhap" in made.stdout
    assert "tự gõ lấy" not in made.stdout
    assert "/loi-moi/" not in made.stdout


REFUSALS = [
    (FOUND, "đã có tài khoản"),
    (("create-commune", "Xã Khác", "Xã Khác", "--login", "khac"), "Mã xã gồm"),
    (("create-commune", "xa-khac", "Xã Khác", "--login", "Quản Trị"), "Tên đăng nhập gồm"),
    (("create-commune", "xa-khac", "Xã Khác", "--login", "khac", "--password", "ngan"), "ít nhất 10 ký tự"),
    (("create-commune", "xa-khac", "Xã Khác", "--login", "quantri"), "Đã có người dùng"),
    (("reset-password", "xa-dong-hoa", "khong.co"), "không có tài khoản"),
    (("rotate-secret",), "OLD_SECRET_KEY"),
    (("demo", "--once", "--roll", "/khong/co.csv"), "Không đọc được tệp"),
]


def test_what_is_refused_is_said_and_makes_nothing(settings: dict[str, str]) -> None:
    assert run("migrate", settings=settings).returncode == 0
    assert run(*FOUND, settings=settings).returncode == 0
    for command, words in REFUSALS:
        done = run(*command, settings=settings)
        assert done.returncode == 1, command
        assert words in done.stderr, (command, done.stderr)
        assert "Traceback" not in done.stderr, command
    assert communes(settings) == [("xa-dong-hoa", "dinh.example/xa-dong-hoa")]


def test_a_commune_that_was_left_without_an_account_gets_one(settings: dict[str, str]) -> None:
    run("migrate", settings=settings)
    run(*FOUND, settings=settings)
    with closing(sqlite3.connect(Path(settings["DATA_FOLDER"]) / "dinh.sqlite")) as stored:
        stored.execute("DELETE FROM invitations")
        stored.execute("DELETE FROM grants")
        stored.execute("DELETE FROM accounts")
        stored.commit()
    done = run(*FOUND, settings=settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert invitation_in(done.stdout)


TROUBLES = [
    ({"PUBLIC_URL": "https://user:pw@dinh.example"}, "PUBLIC_URL"),
    ({"SECRET_KEY": "short"}, "at least 32"),
    ({"DATABASE_URL": "mysql://root:secretword@db/dinh"}, "DATABASE_URL"),
    ({"DATABASE_URL": "không phải địa chỉ"}, "DATABASE_URL"),
    ({"DATABASE_URL": "sqlite:////khong/co/dinh.sqlite"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql+psycopg://dinh:secretword@127.0.0.1:1/dinh"}, "DATABASE_URL"),
    ({"DATA_FOLDER": "/proc/nowhere"}, "/proc/nowhere"),
]


@pytest.mark.parametrize(("trouble", "words"), TROUBLES, ids=[next(iter(one)) for one, _ in TROUBLES])
def test_an_installation_that_is_set_up_wrongly_says_what_to_put_right(
    settings: dict[str, str], trouble: dict[str, str], words: str
) -> None:
    done = run(*FOUND, settings=settings | trouble)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "secretword" not in done.stderr


def test_a_database_that_was_not_migrated_or_is_newer_is_told(settings: dict[str, str]) -> None:
    for done in (run("close-due", settings=settings), serve(settings, "--bind", "127.0.0.1:0")):
        assert done.returncode != 0
        assert "python wsgi.py migrate" in done.stderr
        assert "Traceback" not in done.stderr
    run("migrate", settings=settings)
    with closing(sqlite3.connect(Path(settings["DATA_FOLDER"]) / "dinh.sqlite")) as stored:
        stored.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
        stored.commit()
    done = run("migrate", settings=settings)
    assert (done.returncode, "Traceback" in done.stderr, "mới hơn chương trình" in done.stderr) == (1, False, True)


def test_another_address_than_the_books_is_refused_until_it_is_said_on_purpose(settings: dict[str, str]) -> None:
    run("migrate", settings=settings)
    run(*FOUND, settings=settings)
    moved = settings | {"PUBLIC_URL": "https://moi.example"}
    for done in (run("close-due", settings=moved), serve(moved, "--bind", "127.0.0.1:0")):
        assert done.returncode != 0
        assert "BOOKS_HOST=dinh.example" in done.stderr
        assert "Traceback" not in done.stderr
    kept = moved | {"BOOKS_HOST": "dinh.example"}
    assert run("close-due", settings=kept).returncode == 0
    done = run("create-commune", "xa-hai", "Xã Hai", "--login", "quantri2", settings=kept)
    assert "https://moi.example/loi-moi/" in done.stdout
    assert ("xa-hai", "dinh.example/xa-hai") in communes(settings)


def test_a_secret_that_does_not_open_the_books_is_told_at_the_start(settings: dict[str, str]) -> None:
    run("migrate", settings=settings)
    run(*FOUND, settings=settings)
    other = settings | {"SECRET_KEY": "another secret for tests only, forty chars"}
    for done in (run("close-due", settings=other), serve(other, "--bind", "127.0.0.1:0")):
        assert done.returncode != 0
        assert "OLD_SECRET_KEY" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("close-due", settings=other | {"OLD_SECRET_KEY": SECRET}).returncode == 0


def test_the_demonstration_walks_the_whole_road_and_ends_with_a_verified_vote(settings: dict[str, str]) -> None:
    done = run("demo", "--once", "--households", "6", settings=settings, timeout_s=240)
    assert (done.returncode, done.stderr) == (0, "")
    folder = Path(settings["DATA_FOLDER"]) / "demo"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert {check["status"] for check in report["checks"]} <= {"pass", "not-given"}
    road = report["road"]
    taken = [step["step"] for step in road["steps"]]
    assert (taken[0], taken[-2:]) == ("matter-proposed", ["matter-sent"] * 2)
    assert [step["line"] for step in road["steps"]] == sorted({step["line"] for step in road["steps"]})
    for said in ("Lê Thị Mận: thống nhất không phải họp.", "Cán bộ xã: đã nhận kết quả.", "theo Mẫu số 03"):
        assert said in done.stdout
    assert "khoản 1 Điều 15" in " ".join(report["refused"]["reasons"]), "a contribution is stopped with its article"
    copies = [one["file"].rpartition(".")[2] for one in road["papers"] if "Ban chup ket qua" in one["file"]]
    assert copies == ["html", "docx"], "the minutes come with the copy of the result"
    for matter, made in ((road, 15), (report["refused"], 3)):  # fifteen with that copy
        names = {paper["file"] for paper in matter["papers"]}
        assert sum(name.endswith(".html") for name in names) == sum(name.endswith(".docx") for name in names) == made
        for paper in matter["papers"]:
            assert sha256((folder / "papers" / paper["file"]).read_bytes()).hexdigest() == paper["sha256"]


def test_a_demonstration_that_is_ended_takes_its_server_with_it(settings: dict[str, str]) -> None:
    listen = f"127.0.0.1:{free_port()}"
    demo = subprocess.Popen(
        [sys.executable, "wsgi.py", "demo", "--households", "4", "--listen", listen], cwd=ROOT,
        env=environment(**settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: answers(listen), 60)
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=30)
        wait_until(lambda: not answers(listen), 20)
    finally:
        demo.kill()
        demo.wait()


def answers(address: str) -> bool:
    connection = HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def wait_until(true: object, for_s: float) -> None:
    until = time.monotonic() + for_s
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_every_witness_is_asked_and_what_each_answered_is_printed(settings: dict[str, str]) -> None:
    password = "mat khau cho kiem thu"
    run("migrate", settings=settings)
    run(*FOUND, "--password", password, settings=settings)
    assert "Không có bên nào phải hỏi" in run("cosign", settings=settings).stdout
    data = Path(settings["DATA_FOLDER"])
    options = BootstrapSettings(
        database_url=f"sqlite:///{data / 'dinh.sqlite'}", secret_key=SECRET, host="dinh.example", data_folder=data
    )
    services = build(options)
    with serving(SocketWitness("giam-sat.example/w", [], int(time.time()))) as witness:
        witness.logs = [services.logs.of_commune("xa-dong-hoa").vkey()]
        admin = services.accounts.authenticate("quantri", password)
        new = NewWatcher("Ban giám sát", witness.signer.vkey, witness.url, 1)
        services.watchers.add(admin, new, "")
        services.close()
        for command, answer in (("close-due", 500), ("cosign", 0), ("close-due", 0)):
            witness.answers = [(answer, b"")] if answer else []
            done = run(command, settings=settings)
            assert (done.returncode, done.stderr) == (0, "")
            said = [line for line in done.stdout.splitlines() if line.startswith("xa-dong-hoa")]
            expected = {500: ["chưa trả lời được"], 0: ["đã ký (signed) [200]"] if command == "cosign" else []}[answer]
            assert len(said) == len(expected)
            assert all(words in line for words, line in zip(expected, said, strict=True))
        done = run("cosign", "--restored", settings=settings)
        assert (done.returncode, "đã ký (signed) [200]" in done.stdout) == (0, True)
        witness.answers = [(409, b"99\n")]
        done = run("cosign", "--restored", settings=settings)
        assert (done.returncode, "BÁO ĐỘNG" in done.stdout) == (1, True)
        assert "Đừng chạy máy chủ trên bản này" in done.stderr
