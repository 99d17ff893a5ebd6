"""The end of the demonstration: what was downloaded is read by the offline verifier, as a stranger would read it.

Three times: the zip, the same unpacked in a folder, and by the address of the vote's page. All must say the same. And
each paper that was issued on the matter's road must be the one whose hash the commune's book carries.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from voting.manage.server import ROOT

REPORT, ISSUED = "report.json", "papers"
MARKS = {"pass": "✔", "fail": "✘"}


class ChecksFailed(Exception):
    """The verifier gave nothing that can be read, or its readings differ."""


@dataclass(frozen=True)
class Papers:
    """Files that a checker has from elsewhere: the key on a card, the card register, a household's receipt."""

    vkey: Path
    register: Path
    receipt: Path


def verified(bundle: Path, page: str, papers: Papers, told: Mapping[str, Any]) -> bool:
    """Whether the verifier finds nothing wrong; shows its sentences and keeps its report beside the bundle.

    The report ends with what is ``told`` of the matters: their steps and papers.
    """
    folder = bundle.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(folder)  # our own server's, just downloaded
    ok, report = _read(bundle, papers)
    (bundle.parent / REPORT).write_text(json.dumps({**report, **told}, ensure_ascii=False, indent=1), encoding="utf-8")
    for check in report["checks"]:
        click.echo(f"  {MARKS.get(check['status'], '–')} {check['number']:>2}. {check['sentence_vi']}")
    for sign in report["signs"]:
        click.echo(f"  ※     {sign['sentence_vi']}")
    for name, other in (("thư mục đã giải nén", folder), ("địa chỉ trên mạng", page)):
        same_ok, same = _read(other, papers)
        if same_ok != ok or _statuses(same) != _statuses(report):
            raise ChecksFailed(f"Kiểm chứng từ {name} cho kết quả khác với từ tệp zip.")
        click.echo(f"  {MARKS['pass'] if same_ok else MARKS['fail']}     Đọc lại từ {name}: như trên.")
    click.echo(f"{report['conclusion_vi']}\nKết quả nằm trong {bundle.parent}/")
    return ok


def _read(given: Path | str, papers: Papers) -> tuple[bool, dict[str, Any]]:
    """Run the offline verifier in a process of its own; whether it found nothing wrong, and its report."""
    options = ["--vkey", papers.vkey, "--register", papers.register, "--receipt", papers.receipt]
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "voting.verifier", str(given), "--json", *map(str, options)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
        _statuses(report), report["signs"], report["conclusion_vi"]
    except (ValueError, KeyError, TypeError) as error:
        what = f"Chương trình kiểm chứng không cho kết quả đọc được từ {given}"
        raise ChecksFailed(f"{what}:\n{done.stderr[-800:]}") from error
    return done.returncode == 0, dict(report)


def _statuses(report: dict[str, Any]) -> list[tuple[int, str]]:
    return [(check["number"], check["status"]) for check in report["checks"]]
