"""`make practice`: a class finds a commune in which every role can be tried, keeps what it did, and can begin anew."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from manage.operator import ROOT, environment, run
from voting.ballots.credentials import household_key, parse_card
from voting.manage.browsing import Browser, Refused
from voting.manage.server import free_port

SECRET = "a secret for tests only, forty characters"
PAPER = re.compile(r"<h2>([^<]+)</h2>(.*?)</div>", re.DOTALL)
VALUE = re.compile(r"<p>([^:]+): <b>([^<]+)</b>")


@contextmanager
def a_class(data: Path, listen: str, *options: str) -> Iterator[tuple[Browser, dict[str, dict[str, str]]]]:
    """A stranger's browser in the class's commune, and the papers by their titles."""
    command = [sys.executable, "wsgi.py", "practice", *options]
    settings = environment(DATA_FOLDER=str(data), SECRET_KEY=SECRET)
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True) as school:
        try:
            assert school.stdout is not None
            assert "Lớp học mở tại" in school.stdout.readline()
            page = (data / "practice" / "giay-cho-lop.html").read_text(encoding="utf-8")
            browser = Browser(listen)
            yield browser, {title: dict(VALUE.findall(lines)) for title, lines in PAPER.findall(page)}
            browser.close()
        finally:
            school.send_signal(signal.SIGTERM)
            school.wait(timeout=60)


def desk(browser: Browser, paper: dict[str, str]) -> str:
    sent = {"login": paper["Tên đăng nhập"], "password": paper["Mật khẩu"]}
    return browser.submit("/dang-nhap", sent).text


def test_a_class_of_ten_tries_every_role_and_begins_anew_when_it_wants(tmp_path: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    with a_class(tmp_path, listen, "--listen", listen) as (browser, papers):
        head, cards = papers["Trưởng thôn, Thôn Tập Mở"], papers["Người in thẻ, Thôn Tập Đầu"]
        assert len({paper["Tên đăng nhập"] for paper in papers.values() if "Tên đăng nhập" in paper}) >= 10
        households = [paper for title, paper in papers.items() if title.startswith("Hộ ")]
        assert len(households) == 10
        card = households[0]
        body = json.dumps({"village": card["Mã thôn"], "key": household_key(parse_card(card["Mã trên thẻ"])).hex})
        answer = browser.request("POST", "/api/v1/cards/lookup", body.encode(), {"Content-Type": "application/json"})
        assert [one["state"] for one in answer.data["votes"]] == ["open"]
        assert "Việc đang chờ ông/bà" in desk(browser, head)

    with a_class(tmp_path, listen) as (browser, again):
        assert again["Người in thẻ, Thôn Tập Đầu"] == cards  # what the class did is kept, its papers too
        assert "Việc đang chờ ông/bà" in desk(browser, cards)

    settings = {"DATA_FOLDER": str(tmp_path), "SECRET_KEY": SECRET}
    elsewhere = run("practice", "--listen", "127.0.0.1:1", settings=settings)
    assert (elsewhere.returncode, "RESET=1" in elsewhere.stderr, "Traceback" in elsewhere.stderr) == (1, True, False)

    with a_class(tmp_path, listen, "--reset", "--listen", listen) as (browser, anew):
        assert anew["Trưởng thôn, Thôn Tập Mở"]["Mật khẩu"] != head["Mật khẩu"]
        with pytest.raises(Refused):
            desk(browser, head)
