"""A witness over a real socket, by the rules of c2sp.org/tlog-witness (`voting.ledger.witness`), that can be told to
answer otherwise."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from village.life import Village
from village.people import COMMUNE
from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.errors import StaleOldSize, WitnessRefusal
from voting.ledger.note import NoteVerifier, parse_note
from voting.ledger.witness import Seen, admit, parse_add_checkpoint


@dataclass
class SocketWitness:
    """Watches the logs of these keys. `answers` are (status, body) to give instead of its own, one request each;
    `bodies` are what it was sent; `seen` is what it has signed, by origin; `time_s` is its clock."""

    name: str
    logs: Sequence[str]
    time_s: int
    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)

    @property
    def signer(self) -> CosignatureSigner:
        """Its key."""
        return CosignatureSigner(self.name, sha256(self.name.encode()).digest())

    def answer(self, body: bytes) -> tuple[int, bytes]:
        """What it says to a request."""
        self.bodies.append(body)
        return self.answers.pop(0) if self.answers else self.judge(body)

    def judge(self, body: bytes) -> tuple[int, bytes]:
        """Its own answer: it stores what it has seen before it signs."""
        request = parse_add_checkpoint(body)
        keys = {(key := NoteVerifier.parse(vkey)).name: key for vkey in self.logs}
        try:
            checkpoint = admit(request, keys, self.seen)
        except WitnessRefusal as error:
            return error.status, f"{error.size}\n".encode() if isinstance(error, StaleOldSize) else b""
        self.seen[checkpoint.origin] = Seen(checkpoint.size, checkpoint.root)
        return 200, self.line(request.note)

    def line(self, note: bytes) -> bytes:
        """Its line under a checkpoint, whatever it has seen."""
        return self.signer.sign(parse_checkpoint(parse_note(note).text), self.time_s).line.encode()


@contextmanager
def serving(witness: SocketWitness) -> Iterator[SocketWitness]:
    """The witness on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = witness.answer(body) if self.path == "/w/add-checkpoint" else (410, b"")
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", f"{witness.url}/add-checkpoint")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    witness.url = f"http://127.0.0.1:{server.server_port}/w"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield witness
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def pull(village: Village, witness: SocketWitness) -> None:
    """A witness that pulls signs the newest head of the commune's book, and posts its line."""
    log, signing = village.log(), replace(witness, time_s=int(village.clock.now.timestamp()))
    line = f"size {log.head().size}\n".encode() + signing.line(log.checkpoint())
    village.services.cosigning.post(COMMUNE, line)
