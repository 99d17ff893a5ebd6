"""The carriers against real servers on this machine: mail by SMTP with STARTTLS, messages by HTTP."""

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from village.served import free_port

from voting.manage.carriers import Gateway, MailServer, carriers
from voting.services.carriers import CarrierError, NothingSent


class Mailbox:
    """What an SMTP server was given; it takes letters only from whoever has signed in over TLS."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keeps a letter."""
        self.letters.append((session.ssl is not None, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for `localhost` of no authority, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def mailbox(certificate: tuple[Path, Path]) -> Iterator[tuple[Mailbox, int]]:
    """A mail server with STARTTLS and a password, and its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    box, port = Mailbox(), free_port()

    def known(_server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"dinh", b"mat khau"))

    controller = Controller(
        box, hostname="localhost", port=port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=known,
    )  # fmt: skip
    controller.start()
    yield box, port
    controller.stop()


class Telephones(HTTPServer):
    """A gateway on this machine: what it was sent, and what it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Any, Any]] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Takes a message."""
        assert isinstance(self.server, Telephones)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, self.headers, json.loads(body)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def telephones() -> Iterator[Telephones]:
    server = Telephones()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def server_at(port: int, certificate: Path | None, password: str = "mat khau") -> MailServer:
    return MailServer(
        host="localhost", port=port, sender="dinh@xa.example", user="dinh", password=password,
        authority=str(certificate) if certificate else None,
    )  # fmt: skip


def test_a_letter_arrives_over_tls_with_its_vietnamese(
    mailbox: tuple[Mailbox, int], certificate: tuple[Path, Path]
) -> None:
    box, port = mailbox
    words = "Kính gửi bà Hòa,\n\nCó 3 việc.\n"
    server_at(port, certificate[0]).send("hoa@thon.example", "Đình: 3 việc đang chờ", words)
    ((sealed, to, raw),) = box.letters
    letter = message_from_bytes(raw, policy=policy.default)
    assert (sealed, to, letter["From"]) == (True, ["hoa@thon.example"], "dinh@xa.example")
    assert letter["Subject"] == "Đình: 3 việc đang chờ"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r", "") == words


def test_no_letter_goes_to_a_server_that_is_not_the_one_it_says(
    mailbox: tuple[Mailbox, int], certificate: tuple[Path, Path]
) -> None:
    box, port = mailbox
    for server in (server_at(port, None), server_at(port, certificate[0], "sai")):
        with pytest.raises(CarrierError) as refused:
            server.send("hoa@thon.example", "a", "b")
        assert not isinstance(refused.value, NothingSent)
        assert "mat khau" not in repr(server)
    with pytest.raises(NothingSent):
        server_at(free_port(), certificate[0]).send("hoa@thon.example", "a", "b")
    assert box.letters == []


def test_a_header_cannot_be_smuggled_into_a_letter(
    mailbox: tuple[Mailbox, int], certificate: tuple[Path, Path]
) -> None:
    box, port = mailbox
    with pytest.raises(ValueError, match="linefeed"):
        server_at(port, certificate[0]).send("hoa@thon.example\r\nBcc: a@b.example", "a", "b")
    assert box.letters == []


def test_a_message_is_posted_as_the_settings_say(telephones: Telephones) -> None:
    port = telephones.server_address[1]
    body = {"to": ["{phone}"], "content": {"text": "{text}", "kind": "cskh"}, "unicode": 0}
    gateway = Gateway(url=f"http://127.0.0.1:{port}/send", body=body, headers={"Authorization": "Bearer bi-mat"})
    gateway.send("0912345678", 'Thon moi "bieu quyet" {phone}')
    ((path, headers, got),) = telephones.got
    assert (path, headers["Authorization"]) == ("/send", "Bearer bi-mat")
    assert got == {
        "to": ["0912345678"], "content": {"text": 'Thon moi "bieu quyet" {phone}', "kind": "cskh"}, "unicode": 0,
    }  # fmt: skip
    assert "bi-mat" not in repr(gateway)


@pytest.mark.parametrize("status", [302, 400, 429, 500])
def test_a_gateway_that_does_not_take_it_is_told_once_and_followed_nowhere(telephones: Telephones, status: int) -> None:
    telephones.status = status
    gateway = Gateway(url=f"http://127.0.0.1:{telephones.server_address[1]}/send", body={"to": "{phone}"})
    with pytest.raises(CarrierError) as refused:
        gateway.send("0912345678", "a")
    assert not isinstance(refused.value, NothingSent)
    assert [path for path, _, _ in telephones.got] == ["/send"]


def test_where_nobody_listens_certainly_nothing_was_sent() -> None:
    with pytest.raises(NothingSent):
        Gateway(url=f"http://127.0.0.1:{free_port()}/", body={}).send("0912345678", "a")


def test_a_dry_run_has_both_and_calls_neither_and_nothing_set_is_nothing() -> None:
    dry = carriers(None, None, dry=True, site="https://dinh.example")
    assert dry.dry
    assert dry.mail is not None
    assert dry.sms is not None
    with pytest.raises(CarrierError):
        dry.sms("0912345678", "a")
    none = carriers(None, None, dry=False, site="")
    assert (none.sms, none.mail) == (None, None)
