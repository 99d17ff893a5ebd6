"""Office files are zips that say when they were made: the same parts, in one order, without any time."""

import zipfile
from collections.abc import Callable
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)


def timeless(raw: bytes, cleaned: Callable[[bytes], bytes] = bytes) -> bytes:
    """The zip with fixed times and order; ``cleaned`` takes the time out of its properties."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = given.read(name)
            properties = cleaned(content) if name == "docProps/core.xml" else content
            made.writestr(zipfile.ZipInfo(name, _EPOCH), properties, zipfile.ZIP_DEFLATED)
    return written.getvalue()
