"""Entries and rules agree: every entry class is read, every type is judged, files of both have the same names."""

from pathlib import Path

from voting.record import entries, rules
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import TYPES
from voting.record.replay import RULES

CLASSES = {book: set(types.values()) for book, types in TYPES.items()}


def written(cls: type[Entry] = Entry) -> set[type[Entry]]:
    """The classes that are written into books: those with a type of their own."""
    found = {one for below in cls.__subclasses__() for one in written(below)}
    return found | ({cls} if cls.type else set())


def files_of(package: object) -> set[str]:
    (folder,) = package.__path__  # type: ignore[attr-defined]
    return {path.stem for path in Path(folder).rglob("*.py")} - {"__init__"}


def test_every_entry_class_is_read_in_one_kind_of_book():
    assert set(TYPES) == set(Book)
    listed = [cls for classes in CLASSES.values() for cls in classes]
    assert set(listed) == written()
    assert len(set(listed)) == len(listed)
    assert all(name == cls.type for types in TYPES.values() for name, cls in types.items())


def test_every_type_is_judged_in_its_book():
    assert {book: set(known) for book, known in RULES.items()} == CLASSES


def test_form_and_judgement_lie_under_the_same_names():
    assert files_of(entries) - {"entry", "parsing"} == files_of(rules) - {"shared", "road", "subjects"}
    for book, known in RULES.items():
        for cls in CLASSES[book]:
            assert cls.__module__.rpartition(".")[2] == known[cls].__module__.rpartition(".")[2]


def test_a_votes_book_has_one_file_of_entries():
    assert {cls.__module__.rpartition(".")[2] for cls in CLASSES[Book.VOTE]} == {"casting"}


def test_every_entry_type_is_called_by_its_own_name_in_both_languages():
    for place in (0, 1):
        names = [cls.named[place] for cls in written()]
        assert all(names)
        assert len(set(names)) == len(names)
