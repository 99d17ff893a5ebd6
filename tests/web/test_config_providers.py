"""Where officials may sign in too: a file of the operator's, read whole or refused, its secrets never said."""

import json
from pathlib import Path
from typing import Any

import pytest

from config import ConfigError, from_environment

ONE = {
    "key": "vneid", "name": "VNeID", "issuer": "https://vneid.example", "client_id": "dinh", "client_secret": "bi-mat",
}  # fmt: skip


def read(folder: Path, *given: Any, text: str = "") -> tuple[Any, ...]:
    file = folder / "providers.json"
    file.write_text(text or json.dumps(given), encoding="utf-8")
    return from_environment({"IDENTITY_PROVIDERS": str(file)}, folder).identity_providers


def test_the_example_in_the_repository_is_read_and_says_that_it_is_unverified(root: Path, tmp_path: Path) -> None:
    text = (root / "voting" / "manage" / "identity_providers.example.json").read_text(encoding="utf-8")
    assert [one.key for one in read(tmp_path, text=text)] == ["vneid", "dich-vu-cong"]
    assert all("UNVERIFIED" in one["about"] for one in json.loads(text))


def test_there_are_none_unless_there_is_a_file(tmp_path: Path) -> None:
    assert from_environment({}, tmp_path).identity_providers == ()


def test_a_secret_is_not_printed(tmp_path: Path) -> None:
    assert "bi-mat" not in repr(read(tmp_path, ONE))


@pytest.mark.parametrize("changed", [
    {"issuer": "http://vneid.example"}, {"issuer": "vneid.example"}, {"issuer": "https://a@vneid.example"},
    {"issuer": "https://vneid.example?a=1"}, {"issuer": ""}, {"key": "VN eID"}, {"key": "a/b"}, {"name": 1},
    {"client_secret": None}, {"acr_values": "3"}, {"acr_values": [3]}, {"client_authentication": "none"},
    {"unknown": "word"},
])  # fmt: skip
def test_what_cannot_work_is_refused_at_the_start_without_the_secret(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="IDENTITY_PROVIDERS") as caught:
        read(tmp_path, ONE | changed)
    assert "bi-mat" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "{}", "[{}]", "[1]", '["vneid"]', "7", "null"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="IDENTITY_PROVIDERS"):
        read(tmp_path, text=text or " ")


def test_two_of_one_key_or_issuer_are_refused(tmp_path: Path) -> None:
    for other in ({"issuer": "https://khac.example"}, {"key": "khac"}):
        with pytest.raises(ConfigError, match="trùng"):
            read(tmp_path, ONE, ONE | other)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        from_environment({"IDENTITY_PROVIDERS": str(tmp_path / "khong-co.json")}, tmp_path)
