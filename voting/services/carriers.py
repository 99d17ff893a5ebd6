"""The one small interface to what carries a message out of this machine: a telephone gateway, a mail server.

Who installs the program gives them (`config.py`); without any, nothing is ever sent, and pages offer texts to copy. A
carrier is called once for a message and never again for the same one.
"""

from collections.abc import Callable
from dataclasses import dataclass

Sms = Callable[[str, str], None]
"""Sends a text to a telephone number."""
Mail = Callable[[str, str, str], None]
"""Sends to an address a letter with this subject and these words."""


class CarrierError(Exception):
    """A message was not sent, or nobody knows whether it was."""


class NothingSent(CarrierError):
    """The carrier could not be reached: certainly nothing has left, and the message may be given to it later."""


@dataclass(frozen=True)
class Carriers:
    """What this installation has. ``dry``: everything is done but the sending itself, to try it out."""

    sms: Sms | None = None
    mail: Mail | None = None
    dry: bool = False
    site: str = ""
    """The address people type, for links in letters."""


NONE = Carriers()
