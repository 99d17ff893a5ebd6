"""Any paper can be opened whatever its name, by a real gunicorn over a socket; what is kept is a name one can see."""

from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from village.life import SECRET, Village
from village.people import COMMUNE
from werkzeug.http import parse_options_header

from voting.manage.server import ServerSettings, free_port, running
from voting.services.votes.drafting import NewDocument
from voting.services.votes.paper_names import MAX_NAME, paper_name
from voting.storage.votes import Document
from voting.texts.validity import require_valid
from voting.web.downloads import disposition

NAMES = (
    "Quy chế thôn.pdf",
    "Dự toán “sửa đường” (bản 2) – 12-9.pdf",
    'tên "trong ngoặc" kép.pdf',
    "C:\\Users\\Hoa\\Biên bản; cuối=1.pdf",
    "Ảnh 📷 nhà văn hóa.pdf",
    "dòng một\r\nSet-Cookie: x=1.pdf",
    "Đ" * 196 + ".pdf",
    "Quy che\u0302\u0301 tho\u0302n.pdf",
    "đơn\u202efdp.exe",
    "100% đồng ý.pdf",
    "plain.pdf",
    "\u200b.pdf",
    "..",
    "",
)


def paper(name: str) -> NewDocument:
    return NewDocument(name, "application/pdf", b"%PDF-1.4 " + repr(name).encode())


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_name_can_be_seen_and_is_one_line(name: str) -> None:
    kept = paper_name(name, "application/pdf")
    assert require_valid(kept) == kept
    assert 0 < len(kept) <= MAX_NAME
    assert not set(kept) & {"/", "\\", "\n"}


def test_what_a_name_becomes() -> None:
    kept = {name: paper_name(name, "application/pdf") for name in NAMES}
    assert kept["Quy chế thôn.pdf"] == "Quy chế thôn.pdf"
    assert kept["C:\\Users\\Hoa\\Biên bản; cuối=1.pdf"] == "Biên bản; cuối=1.pdf"
    assert kept["Quy che\u0302\u0301 tho\u0302n.pdf"] == "Quy chế thôn.pdf"
    assert kept["đơn\u202efdp.exe"] == "đơnfdp.exe.pdf"
    assert [kept["\u200b.pdf"], kept[".."], kept[""]] == ["Tài liệu.pdf"] * 3
    assert kept["Đ" * 196 + ".pdf"].endswith("Đ.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_one_line_of_ascii_and_says_the_name_itself(name: str) -> None:
    header = disposition(name, "inline")
    assert header.isascii()
    assert header.isprintable()
    kind, said = parse_options_header(header)
    assert kind == "inline"
    if name == "Quy chế thôn.pdf":
        assert said["filename"] == name
        assert 'filename="Quy che thon.pdf"' in header


@pytest.fixture(scope="module")
def village(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """Votes with papers of every name; `votes["old"]` has them as an earlier program kept them. Served by gunicorn."""
    village = made_village.copied(tmp_path_factory.mktemp("papers"))
    for number, some in enumerate((NAMES[:7], NAMES[7:])):
        village.votes[f"papers {number}"] = village.open_vote(
            f"Có nhiều tài liệu {number}", documents=[*map(paper, some)]
        )
    old = village.votes["old"] = village.open_vote("Bản ghi cũ")
    with village.desk.database.transaction() as tx:
        for one in map(paper, filter(None, NAMES)):
            digest, at = sha256(one.content).digest(), village.clock()
            tx.votes.add_document(Document(COMMUNE, old, digest, one.name, one.media_type, at, one.content))
    settings = ServerSettings(
        database_url=village.url, data_folder=village.folder, secret_key=SECRET, public_url="http://dinh.example",
        listen=f"127.0.0.1:{free_port()}", workers=1, threads=2,
    )  # fmt: skip
    with running(settings, tmp_path_factory.mktemp("log") / "server.log") as village.address:
        yield village
    village.services.close()


def fetch(village: Village, vote: str, content: bytes) -> tuple[int, bytes, str]:
    connection = HTTPConnection(village.address, timeout=30)
    try:
        connection.request("GET", f"/api/v1/votes/{vote}/documents/{sha256(content).hexdigest()}")
        answer = connection.getresponse()
        assert "Set-Cookie" not in answer.headers
        return answer.status, answer.read(), answer.headers["Content-Disposition"]
    finally:
        connection.close()


@pytest.mark.parametrize("number", [0, 1])
def test_papers_of_every_name_open_through_gunicorn(village: Village, number: int) -> None:
    vote = village.votes[f"papers {number}"]
    kept = {one.sha256: one.name for one in village.services.votes.get(vote).documents}
    for name in (NAMES[:7], NAMES[7:])[number]:
        status, content, header = fetch(village, vote, paper(name).content)
        assert (status, content) == (200, paper(name).content), name
        shown = kept[sha256(content).digest()]
        assert parse_options_header(header) == ("inline", {"filename": shown}), name


@pytest.mark.parametrize("name", [name for name in NAMES if name])
def test_a_paper_kept_under_a_bad_name_opens_too(village: Village, name: str) -> None:
    assert fetch(village, village.votes["old"], paper(name).content)[:2] == (200, paper(name).content)


def test_no_view_writes_the_header_by_itself(root: Path) -> None:
    files = (root / "voting" / "web").rglob("*.py")
    writers = [file.name for file in files if "Content-Disposition" in file.read_text(encoding="utf-8")]
    assert writers == ["downloads.py"]
