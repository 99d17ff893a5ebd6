"""What carries messages out of this machine: a mail server by SMTP, a telephone gateway by one HTTP request a message.

Settings come from the environment (`config.py`). Nothing personal is logged, and what a carrier answers is not kept.
"""

import json
import smtplib
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any, Final

from voting.services.carriers import CarrierError, Carriers, NothingSent

PATIENCE_S: Final = 10
_UNREACHABLE = (ConnectionRefusedError, socket.gaierror)
"""Before a single byte has left."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """An SMTP server; ``starttls`` is given up only for one on this machine. ``sender`` is the letters' From."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    authority: str | None = None
    """A file with the certificate to trust, where the server's is of no public authority."""

    def send(self, address: str, subject: str, words: str) -> None:
        """One letter; ``CarrierError``."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, address, subject
        letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2])
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(words)
        try:
            with smtplib.SMTP(self.host, self.port, timeout=PATIENCE_S) as server:
                if self.starttls:
                    server.starttls(context=ssl.create_default_context(cafile=self.authority))
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(letter)
        except _UNREACHABLE as error:
            raise NothingSent(type(error).__name__) from error
        except (smtplib.SMTPException, OSError) as error:
            raise CarrierError(type(error).__name__) from error


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """A telephone gateway that takes JSON: a value of ``body`` that is "{phone}" or "{text}" is filled in."""

    url: str
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def send(self, number: str, words: str) -> None:
        """One message; ``CarrierError`` for any answer but 2xx."""
        body = json.dumps(_filled(self.body, {"phone": number, "text": words})).encode()
        headers = {"Content-Type": "application/json", **self.headers}
        request = urllib.request.Request(self.url, body, headers, method="POST")  # noqa: S310 - http(s), see config.py
        try:
            with _OPENER.open(request, timeout=PATIENCE_S):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise CarrierError(f"HTTP {error.code}") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, _UNREACHABLE):
                raise NothingSent(type(error.reason).__name__) from error
            raise CarrierError(type(error.reason).__name__) from error
        except OSError as error:
            raise CarrierError(type(error).__name__) from error


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A message is posted where the settings say, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: the answer is an error."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        for name, value in values.items():
            if part == f"{{{name}}}":
                return value
        return part
    if isinstance(part, Mapping):
        return {name: _filled(one, values) for name, one in part.items()}
    return [_filled(one, values) for one in part] if isinstance(part, list) else part


def carriers(mail: MailServer | None, gateway: Gateway | None, *, dry: bool, site: str) -> Carriers:
    """What this installation has; on a dry run both are there, and neither is ever called."""
    return Carriers(
        sms=gateway.send if gateway else _never if dry else None,
        mail=mail.send if mail else _never if dry else None,
        dry=dry,
        site=site,
    )


def _never(*_: str) -> None:
    raise CarrierError("a dry run sends nothing")
