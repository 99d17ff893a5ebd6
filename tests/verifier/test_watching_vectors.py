"""What a witness decides, as told to the browser's console too: the file is what its maker makes."""

from tests.vectors import make_watching


def test_the_file_is_what_its_maker_makes() -> None:
    assert make_watching.FILE.read_text(encoding="utf-8") == make_watching.text(), "run its maker again"
