"""What belongs behind the `#` of a link is nobody's business here: a card's secret, an opened ballot.

Browsers keep it to themselves. Where an app has encoded the `#` on the link's way, all of it comes as part of the path:
it is cut off before anything here, the server's access log too, has seen it. The page's script finds it in its address.
"""

import re
from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SIGN: Final = re.compile("#|%(?:25)*23")
_PLACES: Final = ("PATH_INFO", "RAW_URI", "REQUEST_URI")
"""Where a server writes an address down; gunicorn's access log reads the second."""


def forgotten(application: WSGIApplication) -> WSGIApplication:
    """`application`, which never sees what stood behind an encoded `#`."""

    def without(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        for place in _PLACES:
            if place in environ:
                environ[place] = _SIGN.split(environ[place], maxsplit=1)[0]
        return application(environ, start_response)

    return without
