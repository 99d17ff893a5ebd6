"""The scripts that a server gives to several kinds of devices: all must get the same (issue: one phone shown another).

Their names are made of their content, and so is what a page says of them; what is compared is what is really sent.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urljoin

from voting.verifier.errors import InputNotFound, ScriptsDiffer
from voting.verifier.fetching import fetch

AGENTS: Mapping[str, str] = {
    "Android": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "
    "Safari/537.36",
    "iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Zalo": "Mozilla/5.0 (Linux; Android 12; SM-A125F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/120.0.0.0 Mobile Safari/537.36 Zalo android/12100660 ZaloTheme/light ZaloLanguage/vi",
    "Windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
}
"""Kinds of devices, by what they say of themselves."""
PAGE = "/the"
"""The page that a card's square code opens, on which ballots are sealed."""
_PAGE_MAX_BYTES, _SCRIPT_MAX_BYTES, _MOST_SCRIPTS = 2**20, 2**22, 50
_TAG = re.compile(rb"<script\b[^>]*>.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(rb"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def require_same_scripts(address: str) -> int:
    """How many scripts the page has, the same for every kind of device; else ``ScriptsDiffer``.

    Asked once more before that is said: a server may have been renewed between two questions.
    """
    for last in (False, True):
        found = {kind: scripts_for(address, agent) for kind, agent in AGENTS.items()}
        first = next(iter(found.values()))
        other = next((kind for kind, scripts in found.items() if scripts != first), None)
        if other is None:
            break
        if last:
            raise ScriptsDiffer(f"{urljoin(address, PAGE)}: {next(iter(found))} and {other}")
    return len(first)


def scripts_for(address: str, agent: str) -> tuple[tuple[str, str], ...]:
    """Each script of the page in order: its tag and, where it lies elsewhere, what is sent for it (SHA-256, hex).

    None where there is no such page, as beside a plain mirror.
    """
    page = urljoin(address, PAGE)
    tags = _TAG.findall(_given(page, _PAGE_MAX_BYTES, agent) or b"")[:_MOST_SCRIPTS]
    return tuple((sha256(tag).hexdigest(), _sent(page, tag, agent)) for tag in tags)


def _sent(page: str, tag: bytes, agent: str) -> str:
    source = _SOURCE.search(tag.partition(b">")[0])
    if source is None:
        return ""
    raw = _given(urljoin(page, source[1].decode("utf-8", "replace")), _SCRIPT_MAX_BYTES, agent)
    return "" if raw is None else sha256(raw).hexdigest()


def _given(address: str, most: int, agent: str) -> bytes | None:
    try:
        return fetch(address, most, agent)
    except InputNotFound:
        return None
