"""A new ``SECRET_KEY``: everything that the old one sealed is sealed again, in one transaction, or nothing is.

The old key is ``OLD_SECRET_KEY``, or stands in the file that the server made for itself where none was given. Servers
that run with both keys meanwhile open everything before, during and after; sessions of officials end.
"""

from dataclasses import replace
from pathlib import Path

from voting.bootstrap import BootstrapSettings, NotOpened, seal_again


class RotationRefused(Exception):
    """Nothing was changed; the message says why, for the operator."""


def rotate(settings: BootstrapSettings, kept_secret: Path) -> int:
    """Seal every secret at rest under the present key; how many. ``RotationRefused`` and nothing is changed."""
    old = settings.old_secret_key or (kept_secret.read_text(encoding="ascii").strip() if kept_secret.exists() else "")
    if not old:
        raise RotationRefused("Chưa biết khóa cũ: hãy đặt OLD_SECRET_KEY (the old key is not known).")
    if old == settings.secret_key:
        raise RotationRefused("SECRET_KEY vẫn là khóa cũ: hãy đặt khóa mới (SECRET_KEY is still the old one).")
    try:
        return seal_again(replace(settings, old_secret_key=old))
    except NotOpened as error:
        raise RotationRefused("Khóa cũ không mở được khóa đang giữ; chưa đổi gì (the old key is wrong).") from error
