"""Evidence fetched over real HTTP: what an address stands for, and servers that misbehave."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from record.sample_village import COMMUNE

from verifier.command import run
from voting.verifier import fetching, limits
from voting.verifier.errors import BadAddress, FetchFailed, InputNotFound, InputTooLarge, UnknownInput, VoteBookAlone
from voting.verifier.evidence import Kind
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify


class Site:
    """A server on this machine: pages by path; a page that is a number is that status, a text redirects there."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                page = site.pages.get(self.path, 404)
                status = 200 if isinstance(page, bytes) else page if isinstance(page, int) else 302
                self.send_response(status)
                if isinstance(page, str):
                    self.send_header("Location", page)
                if isinstance(page, bytes):
                    self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                if isinstance(page, bytes):
                    self.wfile.write(page)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    serving = Site()
    yield serving
    serving.close()


def api(vote):
    return f"/api/v1/votes/{vote}"


@pytest.mark.parametrize(
    "page",
    [
        "/votes/{}", "/votes/{}/", "/bieu-quyet/{}", "/bieu-quyet/{}/kiem-tra", "/api/v1/votes/{}", "/vi/votes/{}?x=1",
        "/api/v1/votes/{}/log", "/api/v1/votes/{}/log/", "/api/v1/votes/{}/log/checkpoint",
    ],
)  # fmt: skip
def test_a_votes_page_or_book_stands_for_its_bundle(page, site, given):
    site.pages[f"{api(given.decided)}/bundle.zip"] = (given / "bundle.zip").read_bytes()
    ran = run(site.base + page.format(given.decided), "--json")
    assert ran.status == 0
    assert site.asked == [f"{api(given.decided)}/bundle.zip"]


def test_bundle_and_archive_are_fetched_as_they_are(site, given):
    vote = given.decided
    site.pages = {
        f"{api(vote)}/bundle.zip": (given / "bundle.zip").read_bytes(),
        f"{api(vote)}/{vote}.bel": (given / f"{vote}.bel").read_bytes(),
    }
    assert read_input(f"{site.base}{api(vote)}/bundle.zip").kind is Kind.BUNDLE
    assert read_input(f"{site.base}{api(vote)}/{vote}.bel").kind is Kind.ARCHIVE


def serve(site, folder, prefix):
    """A folder's files below a prefix."""
    for path in folder.rglob("*"):
        if path.is_file():
            site.pages[f"{prefix}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()


@pytest.mark.parametrize("ending", ["", "/", "/checkpoint"])
def test_a_communes_book_is_fetched_bundle_by_bundle(ending, site, given):
    prefix = f"/api/v1/communes/{COMMUNE}/log"
    serve(site, given / "mirror", prefix)
    evidence = read_input(site.base + prefix + ending)
    report = verify(evidence)
    assert (evidence.kind, report.ok) == (Kind.COMMUNE, True)
    assert len(report.votes) == 2
    assert not any("/tile/0/" in path or "/payloads/" in path for path in site.asked)


def test_a_book_without_key_and_policy_beside_it_has_them_in_its_first_entry(site, given):
    serve(site, given / "mirror", "/log")
    del site.pages["/log/log.vkey"], site.pages["/log/policy"]
    statuses = {one.name: one.status for one in verify(read_input(f"{site.base}/log")).checks}
    assert (statuses["log-key"], statuses["checkpoint"], statuses["quorum"]) == ("not-given", "pass", "not-given")


def test_a_book_whose_entries_a_server_does_not_have_is_reported(site, given):
    serve(site, given / "mirror", "/log")
    for path in [path for path in site.pages if "/tile/entries/" in path]:
        del site.pages[path]
    found = {one.name: one.crime for one in verify(read_input(f"{site.base}/log")).failures}
    assert found["entries"] == "log-incomplete"


def test_a_votes_book_by_itself_is_no_input(site, given):
    for name, raw in given.told[given.decided].bundle().book.members():
        site.pages[f"/elsewhere/log/{name}"] = raw
    with pytest.raises(VoteBookAlone):
        read_input(f"{site.base}/elsewhere/log")


def test_redirections_are_followed_but_not_to_files(site, given):
    site.pages = {
        "/old.zip": "/new.zip", "/new.zip": (given / "bundle.zip").read_bytes(), "/bad.zip": "file:///etc/passwd",
    }  # fmt: skip
    assert read_input(f"{site.base}/old.zip").vote == given.decided
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/bad.zip")


def test_what_a_server_refuses_is_said(site):
    site.pages["/broken.zip"] = 503
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/broken.zip")
    with pytest.raises(InputNotFound):
        read_input(f"{site.base}/nothing.zip")
    site.pages["/log/checkpoint"] = 500
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/log")
    site.pages["/page.zip"] = b"<!doctype html>"
    with pytest.raises(UnknownInput):
        read_input(f"{site.base}/page.zip")


def test_a_body_beyond_the_limit_is_not_read_to_its_end(site, monkeypatch):
    site.pages["/large.zip"] = bytes(5000)
    monkeypatch.setattr(limits, "INPUT_MAX_BYTES", 4999)
    with pytest.raises(InputTooLarge):
        read_input(f"{site.base}/large.zip")


def test_nobody_at_home_is_said(site):
    site.close()
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/bundle.zip")


@pytest.mark.parametrize(
    "address",
    [
        "file:///tmp/bundle.zip",
        "ftp://host/bundle.zip",
        "data://x/bundle.zip",
        "http:///x.zip",
        "https://host/",
        "http://[x",
    ],
)
def test_other_addresses_are_refused_unfetched(address):
    with pytest.raises(BadAddress):
        fetching.fetch_input(address)
