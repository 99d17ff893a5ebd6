"""Villages go by many names, and so do communes: each with the title of its head, as data."""

import pytest

from voting.law.units import COMMUNE_UNITS, UNITS, commune_unit_of, unit_called


def test_each_kind_of_community_has_a_head_and_a_deputy() -> None:
    assert [unit.name_vi for unit in UNITS.values()] == [
        "thôn", "làng", "ấp", "bản", "buôn", "bon", "phum", "sóc", "tổ dân phố", "khu phố", "khối phố", "khóm",
        "tiểu khu",
    ]  # fmt: skip
    for unit in UNITS.values():
        assert unit.name_vi in unit.head_vi.lower()
        assert unit.deputy_vi.startswith(("Phó trưởng", "Tổ phó"))


@pytest.mark.parametrize(("said", "key"), [("thôn", "thon"), ("Tổ dân phố", "to-dan-pho"), ("xóm", "thon")])
def test_a_kind_is_found_by_its_name_however_it_is_written(said: str, key: str) -> None:
    assert unit_called(said).key == key


@pytest.mark.parametrize(
    ("name", "kind"), [("Xã Đông Hòa", "xã"), ("Phường Bến Nghé", "phường"), ("Đặc khu Phú Quốc", "đặc khu")]
)
def test_a_commune_is_of_the_kind_that_its_name_begins_with(name: str, kind: str) -> None:
    found = commune_unit_of(name)
    assert found is not None
    assert found.name_vi == kind
    assert found in COMMUNE_UNITS.values()


def test_a_name_without_a_kind_is_of_none() -> None:
    assert commune_unit_of("Đông Hòa") is None
    assert commune_unit_of("Xãng") is None
