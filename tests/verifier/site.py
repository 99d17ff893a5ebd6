"""A commune's server on this machine, as far as a witness asks it: static files, and a place to hand a line in."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from record.sample_village import COMMUNE, LOG_KEY, Village

from verifier.forger import Told, told, zipped

LOG = f"/api/v1/communes/{COMMUNE}/log"


class Site:
    """`pages` by path, `taken` what was posted; `answers` is what a post gets: status and JSON value."""

    def __init__(self):
        self.pages: dict[str, bytes] = {}
        self.taken: list[bytes] = []
        self.answer = (200, {"size": 0, "witness": "w", "new": True})
        self.before_post = lambda: None
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                page = site.page(self.path, self.headers["User-Agent"])
                self.give(200 if page is not None else 404, page or b"")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.before_post()
                status, value = site.answer if self.path == f"{LOG}/cosignatures" else (404, {})
                if status == 200:
                    site.taken.append(body)
                self.give(status, json.dumps(value).encode())

            def give(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path: str, agent: str) -> bytes | None:
        """What is given to this kind of browser."""
        return self.pages.get(path)

    @property
    def log(self) -> str:
        return self.base + LOG

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def show(self, village: Village) -> None:
        """What an honest server shows of this village now."""
        for vote in village.commune.votes:
            self.tell(told(village, vote))

    def tell(self, one: Told, **other) -> None:
        """What is shown of one vote, and the commune's book with it."""
        bundle = one.bundle(**other)
        self.pages[f"/api/v1/votes/{one.vote}/bundle.zip"] = zipped(bundle)
        self.pages |= {f"{LOG}/{name}": raw for name, raw in bundle.commune.members()}
        self.pages[f"{LOG}/log.vkey"] = f"{LOG_KEY.vkey}\n".encode()
        self.pages[f"{LOG}/policy"] = bundle.policy.encode()
