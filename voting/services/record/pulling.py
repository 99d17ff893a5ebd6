"""Witnesses that cannot be reached and come by themselves: boards with phones and laptops (LEDGER, "Witnesses")."""


def pull_url(origin: str) -> str:
    """What stands in a policy as the address of a witness that pulls: the public page of who watches this book.

    Some readers want an address on every line; nothing is ever posted to this one.
    """
    host, _, commune = origin.rpartition("/")
    return f"https://{host}/ai-giam-sat/{commune}"


def pulls(url: str, origin: str) -> bool:
    """Whether a witness of this address is one that pulls."""
    return url in ("", pull_url(origin))
