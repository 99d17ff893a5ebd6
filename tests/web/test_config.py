"""The environment becomes a configuration; what cannot work is refused at once; no secret stands in the source."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import Config, ConfigError, Messages, from_environment


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


@pytest.mark.parametrize("name", ["BALLOTS_PER_MINUTE", "CHORES_EVERY_S"])
@pytest.mark.parametrize("value", ["-1", "nhiều", "1.5", "", "\u0663", "9" * 5000])
def test_a_number_that_is_none_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        from_environment({name: value}, tmp_path)


def test_where_a_timer_does_what_is_due_readers_need_not_remind(tmp_path: Path) -> None:
    assert from_environment({}, tmp_path).chores_every_s == 60
    assert from_environment({"CHORES_EVERY_S": "0"}, tmp_path).chores_every_s == 0


REFUSED = [
    "", "dinh.example", "https://", "https:///x", "ftp://dinh.example", "//dinh.example", "https:dinh.example",
    "https://dinh.example/vote", "https://dinh.example//", "https://dinh.example?x=1", "https://dinh.example?",
    "https://dinh.example#x", "https://dinh.example#", "https://dinh.example/?", "https://dinh.example\\x",
    "https://user:pw@dinh.example", "https://user@dinh.example", "https://@dinh.example",
    "https://dinh.example:abc", "https://dinh.example:", "https://dinh.example:0", "https://dinh.example:99999",
    "https://dinh.example:-1", "https://dinh.example:+443", "https://dinh.example:0443", "https://dinh.example:\u0664",
    "https://dinh.example:65536", "https://dinh.example:80:80", "https://:443", "https://[::1", "https://::1",
    "https://dinh.0x1", "https://1.0x", "https://faß.example", "https://0.0.0.0", "https://[::]", "https://[ff02::1]",
    "https://255.255.255.255", "https://xn--a.example", "https://[::1]x",
    "https://[dinh]", "https://[fe80::1%25eth0]", "https://256.1.1.1", "https://010.0.0.1",
    "https://1.2.3", "https://2130706433", "https://dinh .example", " https://dinh.example", "https://dinh.example ",
    "https://dinh.example\n", "https://dinh.exa\nmple", "https://dinh.example\r\nX: y", "https://dinh\t.example",
    "https://dinh\u200b.example", "https://dinh\u202e.example", "https://dinh\x00.example", "https://dinh\u00a0a.example",
    "https://dinh_1.example", "https://-dinh.example", "https://dinh-.example", "https://dinh..example",
    "https://dinh.example.", "https://.example", "https://d%69nh.example", "https://dinh,example", "https://dinh;example",
    "https://dinh\uff0eexample", "https://" + "a" * 64 + ".example", "https://" + "a." * 130 + "example", "https://*.example",
]  # fmt: skip


@pytest.mark.parametrize("value", REFUSED)
def test_an_address_that_cannot_be_for_ever_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="PUBLIC_URL") as refused:
        from_environment({"PUBLIC_URL": value}, tmp_path)
    assert "pw" not in str(refused.value), "a password is not repeated in a log"
    assert list(tmp_path.iterdir()) == []


ACCEPTED = [
    ("HTTPS://BieuQuyet.Example", "https://bieuquyet.example"),
    ("https://bieuquyet.example/", "https://bieuquyet.example"),
    ("http://localhost:8000", "http://localhost:8000"),
    ("https://dinh.example:443", "https://dinh.example"),
    ("http://dinh.example:80/", "http://dinh.example"),
    ("https://dinh.example:80", "https://dinh.example:80"),
    ("https://dinh.example:65535", "https://dinh.example:65535"),
    ("http://192.168.1.10:8000", "http://192.168.1.10:8000"),
    ("http://[::1]:8000", "http://[::1]:8000"),
    ("https://[2001:DB8:0::1]", "https://[2001:db8::1]"),
    ("https://a--b.1xa.example", "https://a--b.1xa.example"),
    ("https://Biểu-Quyết.vn", "https://xn--biu-quyt-j50d8a.vn"),
    ("https://Bie\u0302\u0309u-Quye\u0302\u0301t.vn", "https://xn--biu-quyt-j50d8a.vn"),
    ("https://XN--BIU-QUYT-J50D8A.vn", "https://xn--biu-quyt-j50d8a.vn"),
]


@pytest.mark.parametrize(("value", "address"), ACCEPTED)
def test_an_address_has_one_spelling(tmp_path: Path, value: str, address: str) -> None:
    config = from_environment({"PUBLIC_URL": value}, tmp_path)
    assert (config.public_url, config.host) == (address, address.partition("://")[2])
    assert from_environment({"PUBLIC_URL": address}, tmp_path).public_url == address


@pytest.mark.shared
def test_the_addresses_that_others_met(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "cases" / "public-url" / "urls.txt").read_text(encoding="utf-8").splitlines()
    for verdict, value, *host in (line.split("\t") for line in lines if not line.startswith("#")):
        if verdict == "accept":
            assert [from_environment({"PUBLIC_URL": value}, tmp_path).host] == host
        else:
            with pytest.raises(ConfigError):
                from_environment({"PUBLIC_URL": value}, tmp_path)


def test_the_books_keep_their_host_where_the_address_had_to_change(tmp_path: Path) -> None:
    moved = {"PUBLIC_URL": "https://new.example", "BOOKS_HOST": "Old.example:8000"}
    config = from_environment(moved, tmp_path)
    assert (config.public_url, config.host) == ("https://new.example", "old.example:8000")
    with pytest.raises(ConfigError, match="BOOKS_HOST"):
        from_environment(moved | {"BOOKS_HOST": "https://old.example"}, tmp_path)


def test_nothing_carries_messages_unless_it_is_set(tmp_path: Path) -> None:
    assert from_environment({}, tmp_path).messages == Messages()


def test_what_carries_messages_is_taken_and_its_secrets_are_not_shown(tmp_path: Path) -> None:
    environment = {
        "MAIL_SERVER": "thu.xa.example:587", "MAIL_FROM": "dinh@xa.example", "MAIL_USER": "dinh",
        "MAIL_PASSWORD": "mat-khau", "SMS_URL": "https://tin.example/", "SMS_HEADERS": '{"Authorization": "bi-mat"}',
        "MESSAGES_DRY_RUN": "1",
    }  # fmt: skip
    found = from_environment(environment, tmp_path).messages
    assert (found.mail_server, found.mail_from, found.dry) == (("thu.xa.example", 587), "dinh@xa.example", True)
    assert found.sms_body == {"to": "{phone}", "text": "{text}"}
    assert found.sms_headers == {"Authorization": "bi-mat"}
    assert "mat-khau" not in repr(found)
    assert "bi-mat" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "http://tin.example/send"), ("SMS_URL", "tin.example"), ("SMS_URL", "ftp://tin.example"),
        ("MAIL_SERVER", "thu.xa.example"), ("MAIL_SERVER", "thu.xa.example:0"), ("MAIL_SERVER", ":587"),
    ],
)  # fmt: skip
def test_a_carrier_that_cannot_be_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        from_environment({name: value, "MAIL_FROM": "dinh@xa.example"}, tmp_path)


@pytest.mark.parametrize("name", ["SMS_BODY", "SMS_HEADERS"])
def test_json_that_is_none_is_refused_and_not_repeated(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=name) as refused:
        from_environment({"SMS_URL": "https://tin.example/", name: '["bi-mat"]'}, tmp_path)
    assert "bi-mat" not in str(refused.value)


def test_a_mail_server_needs_a_sender(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="MAIL_FROM"):
        from_environment({"MAIL_SERVER": "thu.xa.example:587"}, tmp_path)
