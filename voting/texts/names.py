"""Names of places as people type them: with or without accents, in any case, with spaces or without."""

import re
import unicodedata
from typing import Final

_ETH: Final = str.maketrans("đÐðƉɖ", "ddddd")
_SIGNS: Final = re.compile("[^a-z0-9]+")


def name_key(name: str) -> str:
    """A key that a name has in common with its spelling without accents; not for showing."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_ETH))
    return _SIGNS.sub("", "".join(one for one in bare if not unicodedata.combining(one)))
