"""Entries and rules agree: every entry class is read, every type is judged, files of both have the same names."""

from pathlib import Path

from voting.record import entries, rules
from voting.record.entries.entry import Entry
from voting.record.entries.parsing import TYPES
from voting.record.replay import RULES


def files_of(package: object) -> set[str]:
    (folder,) = package.__path__  # type: ignore[attr-defined]
    return {path.stem for path in Path(folder).rglob("*.py")} - {"__init__"}


def test_every_entry_class_is_read():
    assert set(TYPES.values()) == set(Entry.__subclasses__())
    assert all(name == cls.type for name, cls in TYPES.items())


def test_every_type_is_judged():
    assert set(RULES) == set(TYPES.values())


def test_form_and_judgement_lie_under_the_same_names():
    assert files_of(entries) - {"entry", "parsing"} == files_of(rules) - {"shared"}
    for cls in TYPES.values():
        rule = RULES[cls]
        assert cls.__module__.rpartition(".")[2] == rule.__module__.rpartition(".")[2]


def test_every_entry_type_is_called_by_its_own_name_in_both_languages():
    for place in (0, 1):
        names = [cls.named[place] for cls in TYPES.values()]
        assert all(names)
        assert len(set(names)) == len(names)
