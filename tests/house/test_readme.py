"""What the README shows is there, and is what the program looks like now: `make tour` takes it."""

import re

from screens.tour import OUT, TOUR

from house.program import ROOT


def test_the_pictures_of_the_tour_are_those_that_make_tour_takes() -> None:
    shown = re.findall(r'<img src="([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"{OUT.relative_to(ROOT)}/{name}.png" for name in TOUR)
    assert [name for name in shown if not (ROOT / name).is_file()] == []
