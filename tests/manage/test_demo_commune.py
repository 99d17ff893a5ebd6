"""`make demo COMMUNE=1` builds a commune of villages at different steps through the services, and its votes hold."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from manage.operator import run
from voting.manage.demo_stories import STORIES


def test_a_commune_of_four_villages_is_told_and_every_vote_that_is_over_holds(tmp_path: Path) -> None:
    settings = {"DATA_FOLDER": str(tmp_path / "data"), "SECRET_KEY": "a secret for tests only, forty characters"}
    done = run("demo-commune", "--once", "--villages", "4", settings=settings, timeout_s=3600)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("  ✔ ") == 3
    assert "✘" not in done.stdout
    with closing(sqlite3.connect(tmp_path / "data" / "demo-commune" / "dinh.sqlite")) as stored:
        (over,) = stored.execute("SELECT successors FROM villages WHERE successors IS NOT NULL").fetchall()
        states = dict(stored.execute("SELECT state, count(*) FROM votes GROUP BY state").fetchall())
        last = {kind for (kind,) in stored.execute("SELECT type FROM log_entries WHERE book = ''")}
    assert over == ("dong-hoa",)
    assert states == {"decided": 3, "open": 1}
    assert {"matter-reported", "matter-ended", "village-ended"} <= last


@pytest.mark.parametrize("named", ["proposed", "until", "cancelled", "counting", "recognition", "withdrawn", "merged"])
def test_every_state_of_the_road_has_its_story(named: str) -> None:
    told = {story.__qualname__.split(".")[0] for story in STORIES.values()}
    assert named in told
