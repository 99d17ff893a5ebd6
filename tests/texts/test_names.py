"""Names of places typed with or without accents."""

import pytest

from voting.texts.names import name_key


@pytest.mark.parametrize(
    "typed", ["Đông Hòa", "Đông Hoà", "dong hoa", "ĐÔNG HÒA", "Dong-Hoa", " đông  hòa ", "ðông hòa"]
)
def test_one_name_however_typed(typed: str) -> None:
    assert name_key(typed) == "donghoa"


def test_other_names_are_others() -> None:
    assert name_key("Đông Hà") != name_key("Đông Hòa")
    assert name_key("Thôn 1") != name_key("Thôn 10")
    assert name_key("…") == ""
