"""Evidence fetched over real HTTP: what an address stands for, and servers that misbehave."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from village.people import COMMUNE

from verifier.command import run
from voting.verifier import fetching, limits
from voting.verifier.errors import BadAddress, FetchFailed, InputNotFound, InputTooLarge, UnknownInput
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
    ["/votes/{}", "/votes/{}/", "/bieu-quyet/{}", "/bieu-quyet/{}/kiem-tra", "/api/v1/votes/{}", "/vi/votes/{}?x=1"],
)
def test_a_votes_page_stands_for_its_bundle(page, site, village):
    vote = village.votes["decided"]
    site.pages[f"{api(vote)}/bundle.zip"] = village.bundle(vote)
    ran = run(site.base + page.format(vote), "--json")
    assert ran.status == 0
    assert site.asked == [f"{api(vote)}/bundle.zip"]


def test_bundle_and_archive_are_fetched_as_they_are(site, village):
    vote = village.votes["decided"]
    site.pages = {f"{api(vote)}/bundle.zip": village.bundle(vote), f"{api(vote)}/{vote}.bel": village.archive(vote)}
    assert read_input(f"{site.base}{api(vote)}/bundle.zip").kind is Kind.BUNDLE
    assert read_input(f"{site.base}{api(vote)}/{vote}.bel").kind is Kind.ARCHIVE


@pytest.mark.parametrize("ending", ["", "/", "/checkpoint"])
def test_a_communes_log_is_fetched_entry_by_entry(ending, site, village, tmp_path):
    folder = village.mirror(tmp_path / "mirror")
    prefix = f"/api/v1/communes/{COMMUNE}/log"
    for path in folder.rglob("*"):
        if path.is_file():
            site.pages[f"{prefix}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    report = verify(read_input(site.base + prefix + ending))
    assert report.ok
    assert len(report.votes) == 2
    assert not any("/tile/0/" in path for path in site.asked)


def test_a_log_without_key_and_policy_beside_it_has_them_in_its_first_entry(site, village, tmp_path):
    folder = village.mirror(tmp_path / "mirror")
    for name in ("log.vkey", "policy"):
        (folder / name).unlink()
    for path in folder.rglob("*"):
        if path.is_file():
            site.pages[f"/log/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    statuses = {one.name: one.status for one in verify(read_input(f"{site.base}/log")).checks}
    assert (statuses["log-key"], statuses["checkpoint"], statuses["quorum"]) == ("not-given", "pass", "not-given")


def test_redirections_are_followed_but_not_to_files(site, village):
    vote = village.votes["decided"]
    site.pages = {"/old.zip": "/new.zip", "/new.zip": village.bundle(vote), "/bad.zip": "file:///etc/passwd"}
    assert read_input(f"{site.base}/old.zip").vote == vote
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/bad.zip")


def test_what_a_server_refuses_is_said(site):
    site.pages["/broken.zip"] = 503
    with pytest.raises(FetchFailed):
        read_input(f"{site.base}/broken.zip")
    with pytest.raises(InputNotFound):
        read_input(f"{site.base}/nothing.zip")
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
