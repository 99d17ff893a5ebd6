"""The environment becomes a configuration; what cannot work is refused at once; no secret stands in the source."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import Config, ConfigError, from_environment


def test_the_defaults_work_on_a_fresh_machine(tmp_path: Path) -> None:
    config = from_environment({}, tmp_path / "var")
    assert config.database_url == f"sqlite:///{tmp_path / 'var' / 'dinh.sqlite'}"
    assert (config.host, config.behind_proxy, config.ballots_per_minute) == ("localhost:8000", False, 300)
    assert len(config.secret_key) == 64
    assert (config.data_folder, config.old_secret_key) == (tmp_path / "var", "")


def test_the_secret_is_made_once_and_is_nobody_elses_business(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = {config.secret_key for config in pool.map(lambda _: from_environment({}, tmp_path), range(8))}
    assert len(keys) == 1
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".secret")] == []


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    environment = {
        "PUBLIC_URL": "https://dinh.example/", "DATABASE_URL": "postgresql+psycopg://db/dinh", "SECRET_KEY": "k" * 40,
        "BEHIND_PROXY": "1", "BALLOTS_PER_MINUTE": "0", "OLD_SECRET_KEY": "o" * 40,
    }  # fmt: skip
    expected = Config(
        secret_key="k" * 40, database_url="postgresql+psycopg://db/dinh", public_url="https://dinh.example",
        behind_proxy=True, ballots_per_minute=0, old_secret_key="o" * 40, data_folder=tmp_path,
    )  # fmt: skip
    assert from_environment(environment, tmp_path) == expected
    assert expected.host == "dinh.example"
    assert list(tmp_path.iterdir()) == [], "nothing is made that was given"


def test_the_data_folder_holds_database_and_secret_unless_they_are_elsewhere(tmp_path: Path) -> None:
    given = tmp_path / "elsewhere"
    config = from_environment({"DATA_FOLDER": str(given)}, tmp_path / "var")
    assert (config.data_folder, config.database_url) == (given, f"sqlite:///{given / 'dinh.sqlite'}")
    assert [path.name for path in given.iterdir()] == ["secret.key"]
    assert not (tmp_path / "var").exists()


def test_a_relative_data_folder_is_that_of_where_the_server_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment({"DATA_FOLDER": "data"}).data_folder == tmp_path / "data"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "dinh.example"),
        ("PUBLIC_URL", "https://a/b"),
        ("PUBLIC_URL", "ftp://a"),
        ("BALLOTS_PER_MINUTE", "-1"),
    ],
)
def test_what_cannot_work_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        from_environment({name: value}, tmp_path)
