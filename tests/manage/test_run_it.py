"""README's "Run it" works as it is pasted: its own commands, files and units, in a box of their own.

What needs root or the network (packages, users, systemd, TLS) is only pretended; everything else is done.
"""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from manage.operator import environment
from voting.manage.browsing import Browser
from voting.manage.server import free_port

PRETENDED = ("apt-get", "adduser", "make", "systemctl", "certbot")
OF_US = ("voting", "templates", "static", "migrations", "config.py", "wsgi.py", "gunicorn.conf.py")


def commands(readme: str) -> str:
    """The shell blocks of the section, one after the other."""
    section = f"\n{readme}".partition("\n## Run it\n")[2].partition("\n## ")[0]
    return "\n".join(re.findall(r"^```bash\n(.*?)^```$", section, re.DOTALL | re.MULTILINE))


class Box:
    """A machine within a folder: the places that the text names, and programs that only pretend."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.places = {"/opt/dinh": folder / "opt", "/etc/": f"{folder}/etc/", "/var/lib/dinh": folder / "data",
                       "/usr/local/bin/": f"{folder}/bin/", "/var/log/": f"{folder}/log/"}  # fmt: skip
        self.copy, self.bin = folder / "copy", folder / "bin"
        for made in ("etc/systemd/system", "etc/nginx/sites-enabled", "copy", "bin"):
            (folder / made).mkdir(parents=True)
        for name in OF_US:
            source = root / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, self.copy / name)
        (self.copy / ".venv").symlink_to((root / ".venv").resolve())
        for name in PRETENDED:
            self.pretend(name, "exit 0")
        self.pretend("runuser", 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"')

    def pretend(self, name: str, script: str) -> None:
        program = self.bin / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def placed(self, text: str) -> str:
        for place, here in self.places.items():
            text = text.replace(place, str(here))
        return text

    def run(self, script: str) -> str:
        """The script as a shell takes it, stopped by the first thing that fails; what it printed."""
        given = environment(PATH=f"{self.bin}:{os.environ['PATH']}")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.placed(script)], cwd=self.copy, env=given, capture_output=True,
            text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def unit(self, name: str) -> configparser.ConfigParser:
        """What a unit's file says."""
        said = configparser.ConfigParser()
        said.optionxform = str  # type: ignore[assignment, method-assign]
        assert said.read(self.placed(f"/etc/systemd/system/{name}"), encoding="utf-8")
        return said

    def start(self, unit: str, *more: str) -> subprocess.Popen[bytes]:
        """What a unit of systemd starts, as systemd would."""
        service = self.unit(unit)["Service"]
        lines = Path(service["EnvironmentFile"]).read_text(encoding="utf-8").splitlines()
        settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        command = [*shlex.split(service["ExecStart"]), *more]
        return subprocess.Popen(command, cwd=service["WorkingDirectory"], env={"PATH": os.environ["PATH"], **settings})


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.mark.usefixtures("bundle")
def test_what_readme_says_leads_from_a_bare_machine_to_a_signed_in_administrator(tmp_path: Path, root: Path) -> None:
    script = commands((root / "README.md").read_text(encoding="utf-8"))
    box = Box(tmp_path, root)
    said = box.run(script)
    timer = box.unit("dinh-due.timer")
    assert (timer["Timer"]["OnCalendar"], timer["Install"]["WantedBy"]) == ("minutely", "timers.target")
    invitation = re.search(r"https://bieuquyet\.xa-dong-hoa\.example(/loi-moi/\S+)", said)[1]
    address = f"127.0.0.1:{free_port()}"
    server = box.start("dinh.service", "--bind", address)
    try:
        until = time.monotonic() + 60
        while not answers(address):
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        with closing(Browser(address)) as browser:
            desk = browser.submit(invitation, {"password": "một mật khẩu của riêng tôi"})
            assert desk.path == "/can-bo/lap-thon", "the one thing that waits in a new commune"
            built = re.findall(r'(?:src|href)="(/static/[^"]+)"', desk.text)
            assert built, "the pages have their scripts and styles"
            assert all(browser.get(one).status == 200 for one in built)
        assert box.start("dinh-due.service").wait(timeout=60) == 0
    finally:
        server.terminate()
        server.wait(timeout=40)
    assert not answers(address)
