"""Evidence from a server: a vote's page or bundle, an archive, or a commune's book. HTTP only, bounded."""

import re
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO
from urllib.parse import SplitResult, urljoin, urlsplit

from voting.verifier import limits
from voting.verifier.errors import BadAddress, FetchFailed, InputNotFound, InputTooLarge
from voting.verifier.evidence import Evidence
from voting.verifier.formats import commune_evidence, read_bytes

TIMEOUT_S = 30
OWN_AGENT = "dinh-verifier"
NOT_FOUND = frozenset({404, 410})
_VOTE_LOG = re.compile(r".*/votes/([1-9A-HJ-NP-Za-km-z]{14})/log(/.*)?\Z")
_SUBJECT = re.compile(r".*/(?:subjects|lay-y-kien)/([1-9A-HJ-NP-Za-km-z]{14})(?:/.*)?\Z")
_FILE = re.compile(r".*\.(zip|bel)\Z")
_LOG = re.compile(r"(.*/log)(/checkpoint)?/?\Z")
_COMMUNE_LOG = re.compile(r"(.*/communes/[a-z0-9-]+/log)(?:/checkpoint)?/?\Z")
_VOTE = re.compile(r".*/([1-9A-HJ-NP-Za-km-z]{14})(/[a-z-]*)?/?\Z")


def fetch_input(address: str) -> Evidence:
    """What an address stands for; raises an `UnreadableInput`. A vote's page or book stands for its bundle."""
    parts = _split(address)
    if found := _VOTE_LOG.match(parts.path):
        return _bundle(address, found[1])
    if found := _SUBJECT.match(parts.path):
        bundle = urljoin(address, f"/api/v1/subjects/{found[1]}/bundle.zip")
        return read_bytes(fetch(bundle, limits.INPUT_MAX_BYTES), address)
    if found := _LOG.match(parts.path):
        base = urljoin(address, found[1] + "/")
        return commune_evidence(lambda name, most: _file(urljoin(base, name), most), address)
    if _FILE.match(parts.path):
        return read_bytes(fetch(address, limits.INPUT_MAX_BYTES), address)
    if found := _VOTE.match(parts.path):
        return _bundle(address, found[1])
    raise BadAddress(f"{address[:200]}: neither a vote, nor a bundle, nor a commune's book")


def commune_log(address: str) -> str:
    """The address of a commune's book, ending with a slash: what its files are named below."""
    found = _COMMUNE_LOG.match(_split(address).path)
    if found is None:
        raise BadAddress(f"{address[:200]}: not a commune's book (.../api/v1/communes/<code>/log)")
    return urljoin(address, f"{found[1]}/")


def _bundle(address: str, vote: str) -> Evidence:
    bundle = urljoin(address, f"/api/v1/votes/{vote}/bundle.zip")
    return read_bytes(fetch(bundle, limits.INPUT_MAX_BYTES), address)


def _file(address: str, most: int) -> bytes | None:
    """A file of a book, or `None` where the server has none."""
    try:
        return fetch(address, most)
    except InputNotFound:
        return None


def _split(address: str) -> SplitResult:
    """The parts of a plain http(s) address; no name or password in it."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadAddress(f"{address[:200]}: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise BadAddress(f"{address[:200]}: not a plain http or https address")
    return parts


def fetch(address: str, most: int, agent: str = OWN_AGENT) -> bytes:
    """The body at an address, at most `most` bytes, as this browser gets it; `InputNotFound` where there is none."""
    request = urllib.request.Request(address, headers={"User-Agent": agent})  # noqa: S310 - http(s) only
    try:
        with _opener().open(request, timeout=TIMEOUT_S) as answer:
            return _bounded(answer, most, address)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in NOT_FOUND:
            raise InputNotFound(f"{address}: {error.code}") from error
        raise FetchFailed(f"{address}: {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise FetchFailed(f"{address}: {error}") from error


def post(address: str, body: bytes, most: int) -> tuple[int, bytes]:
    """Send a text to an address; the answer's status and at most `most` bytes of it, whatever the status is."""
    _split(address)
    headers = {"User-Agent": OWN_AGENT, "Content-Type": "text/plain; charset=utf-8"}
    request = urllib.request.Request(address, data=body, headers=headers, method="POST")  # noqa: S310 - http(s) only
    try:
        with _opener().open(request, timeout=TIMEOUT_S) as answer:
            return answer.status, _bounded(answer, most, address)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(most)
    except (OSError, HTTPException, ValueError) as error:
        raise FetchFailed(f"{address}: {error}") from error


def _bounded(answer: IO[bytes], most: int, address: str) -> bytes:
    body = answer.read(most + 1)
    if len(body) > most:
        raise InputTooLarge(f"{address}: more than {most} bytes")
    return body


def _opener() -> urllib.request.OpenerDirector:
    """Reads http and https and follows redirections between them: no files, no ftp, no data addresses."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener
