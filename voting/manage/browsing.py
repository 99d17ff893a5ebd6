"""A small HTTP client that does what a browser does with our pages: cookies, forms with their hidden token, uploads."""

import http.client
import json
import mimetypes
import re
import secrets
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

TIMEOUT_S = 60
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|data-csrf="([^"]+)"')
_REDIRECTS = {301, 302, 303}


class Refused(Exception):
    """The server answered with something else than what a step of the demonstration needs."""

    def __init__(self, what: str, status: int, body: bytes) -> None:
        words = re.sub(r"<[^>]+>|\s+", " ", body.decode(errors="replace"))
        super().__init__(f"{what}: HTTP {status}: {words.strip()[:300]}")
        self.status = status


@dataclass(frozen=True)
class Answer:
    """Status, body and final path of a request; the name that the answer gives its file, if any."""

    status: int
    body: bytes
    path: str
    file_name: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def data(self) -> dict[str, object]:
        """The body as a JSON object."""
        return dict(json.loads(self.body))


class Browser:
    """One person's session with the server at ``address`` (host:port); one keep-alive connection."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=TIMEOUT_S)
        self._cookies: dict[str, str] = {}

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def get(self, path: str) -> Answer:
        """A page or file; follows redirects; ``Refused`` unless it is there."""
        return self._expect(f"GET {path}", self.request("GET", path))

    def submit(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        """Open the page, fill in its form and send it; the page that follows."""
        return self.send_form_of(path, path, fields)

    def send_form_of(self, page: str, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        """Send a form that stands on ``page`` and goes to ``path``; the page that follows."""
        filled = {"csrf_token": self.token(page), **fields}
        body = urllib.parse.urlencode(filled, doseq=True).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._expect(f"POST {path}", self.request("POST", path, body, headers))

    def upload(
        self, path: str, field: str, filename: str, data: bytes, fields: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a file with the page's form, and its other fields."""
        boundary = f"dinh-{secrets.token_hex(12)}"
        filled = {"csrf_token": self.token(path), **(fields or {})}
        parts = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in filled.items()
        ) + (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
            f"Content-Type: {mimetypes.guess_type(filename)[0] or 'application/octet-stream'}\r\n\r\n"
        )
        body = parts.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._expect(f"POST {path}", self.request("POST", path, body, headers))

    def send_json(self, path: str, body: bytes, *, page: str) -> Answer:
        """Send what a script of ``page`` sends: exact JSON bytes and the page's token."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token(page)}
        return self._expect(f"POST {path}", self.request("POST", path, body, headers))

    def token(self, path: str) -> str:
        """The hidden token of the form on a page."""
        found = _TOKEN.search(self.get(path).text)
        if found is None:
            raise Refused(f"{path} has no form", 200, b"")
        return found[1] or found[2]

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request and the redirects it leads to."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {**(headers or {}), **({"Cookie": cookie} if cookie else {})}
        try:
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if method != "GET":  # the server may have done it: only a person may decide to try again
                raise
            self._connection.close()
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
        content = response.read()
        for value in response.headers.get_all("Set-Cookie") or ():
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(value).items()})
        if response.status in _REDIRECTS:
            return self.request("GET", urllib.parse.urljoin(path, response.headers["Location"]))
        return Answer(response.status, content, path, response.headers.get_filename(""))

    @staticmethod
    def _expect(what: str, answer: Answer) -> Answer:
        if answer.status not in {200, 201, 204}:
            raise Refused(what, answer.status, answer.body)
        return answer
