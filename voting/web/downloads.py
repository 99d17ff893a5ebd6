"""How an answer says its file's name: by RFC 6266 and 8187, so that any name goes through any server.

A header carries Latin-1 only, and gunicorn ends the answer at anything else. Old readers take `filename`, plain ASCII;
all others `filename*`, the name itself.
"""

import re
import unicodedata
from typing import Final, Literal
from urllib.parse import quote

from flask import Response

_UNSAFE: Final = re.compile(r"[^ !#&()+,.0-9;=@A-Z\[\]^_`a-z{}~$\'-]")
_ATTR_CHAR: Final = "!#$&+-.^_`|~"
_PLAIN: Final = str.maketrans("đĐ", "dD")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff/\\]")
MAX_NAME: Final = 200


def name_file(answer: Response, name: str, kind: Literal["inline", "attachment"] = "attachment") -> None:
    """Gives the answer's file this name, whatever characters it has."""
    answer.headers["Content-Disposition"] = disposition(name, kind)


def disposition(name: str, kind: str) -> str:
    """The header's value; pure ASCII, one line. A name without any visible character is not said."""
    whole = _CONTROL.sub("_", name)[:MAX_NAME].strip()
    if not whole:
        return kind
    plain = _plain(whole)
    if plain == whole:
        return f'{kind}; filename="{plain}"'
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe=_ATTR_CHAR)}"


def _plain(name: str) -> str:
    """The name without marks on its letters; what ASCII cannot say is an underscore."""
    letters = unicodedata.normalize("NFD", name.translate(_PLAIN))
    shown = "".join(one for one in letters if not unicodedata.combining(one))
    return _UNSAFE.sub("_", shown)
