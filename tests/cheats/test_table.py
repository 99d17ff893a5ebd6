"""Each row of the table is done: the cheat, the look, the words; and the same look at the honest evening.

`SCREENS=var/screens` keeps the pictures.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser
from village.served import own_static
from web.booth.test_check_this_machine import SEALS_THE_OPPOSITE, spoil

from cheats.evening import CHEATS, CLOSED, DECIDED, HONEST, Evening
from cheats.front import Front, fronted, spoilt
from cheats.observers import OBSERVERS, Scene, Seen
from cheats.table import TABLE, Row

__all__ = ["spoil"]  # the fixture


def marks(row: Row) -> list[pytest.MarkDecorator]:
    """What a machine must have for a row."""
    return [
        *([pytest.mark.browser] if OBSERVERS[row.who].browser else []),
        *([pytest.mark.node] if row.cheat == "another-script" else []),
    ]


ROWS = [pytest.param(row, marks=marks(row), id=f"{row.cheat}-{row.who}") for row in TABLE]


class Theatre:
    """Puts each cheat on stage when somebody wants to look at it, and keeps it there."""

    def __init__(
        self, evening: Evening, chromium: Callable[[], Browser], script: Callable[[], bytes], stack: ExitStack
    ) -> None:
        self.evening, self.chromium, self.script, self.stack = evening, chromium, script, stack
        self.scenes: dict[tuple[str, str], Scene] = {}
        self.seen: dict[str, Seen] = {}

    def look(self, cheat: str, who: str) -> Seen:
        observer = OBSERVERS[who]
        seen = observer.look(self.scene(cheat, observer.stage))
        if (folder := os.environ.get("SCREENS")) and not observer.browser:
            (Path(folder) / f"cheat-{cheat}-{who}.txt").write_text(f"{seen.said}\n", encoding="utf-8")
        return seen

    def honest(self, who: str) -> Seen:
        """The same look where nobody cheats."""
        if who not in self.seen:
            self.seen[who] = self.look(HONEST, who)
        return self.seen[who]

    def scene(self, cheat: str, stage: str) -> Scene:
        if (cheat, stage) not in self.scenes:
            self.scenes[cheat, stage] = self._gone_on(cheat, stage) or self._put_on(cheat, stage)
        return self.scenes[cheat, stage]

    def _gone_on(self, cheat: str, stage: str) -> Scene | None:
        """The members count what they have looked at, if nobody else will want to see it before; else nothing."""
        scene = self.scenes.get((cheat, CLOSED)) if stage == DECIDED and cheat != HONEST else None
        if scene:
            scene.play.until(stage)
        return scene

    def _put_on(self, cheat: str, stage: str) -> Scene:
        play, static = CHEATS[cheat](self.evening).until(stage), self.evening.static
        worse = spoilt(static, self.script(), self.evening.place()) if play.script_for else None
        front = Front(play.village, static, play.other, play.for_other, play.instead, play.script_for, worse)
        self.stack.enter_context(fronted(front))
        for village in filter(None, (play.village, play.other)):
            self.stack.callback(village.services.close)
        return Scene(cheat, play, front, self.evening, self.chromium)


@pytest.fixture(scope="module")
def theatre(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    with TemporaryDirectory() as static, ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        evening = Evening(tmp_path_factory.mktemp("evening"), own_static(Path(static))).begin()

        def script() -> bytes:
            made: str = request.getfixturevalue("spoil")(SEALS_THE_OPPOSITE["lies when opened"])
            return made.encode()

        yield Theatre(evening, lambda: request.getfixturevalue("chromium"), script, stack)


@pytest.mark.parametrize("row", ROWS)
def test_who_notices(row: Row, theatre: Theatre, request: pytest.FixtureRequest) -> None:
    if OBSERVERS[row.who].browser:
        request.getfixturevalue("bundle")
    seen = theatre.look(row.cheat, row.who)
    assert (seen.alarm, row.says in seen.said) == (row.alarm, True), seen.said
    honest = theatre.honest(row.who)
    assert not honest.alarm, honest.said
    assert not row.alarm or row.says not in honest.said


def test_every_cheat_has_somebody_who_notices() -> None:
    assert {row.cheat for row in TABLE if row.alarm} == set(CHEATS) - {HONEST}
    assert {row.who for row in TABLE} == set(OBSERVERS)
