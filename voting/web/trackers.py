"""Ballot numbers: standard Base64 in JSON and on paper, base64url in addresses (RFC 4648)."""


def to_address(tracker: str) -> str:
    """As it stands in an address: no `+`, no `/`."""
    return tracker.replace("+", "-").replace("/", "_")


def from_address(text: str) -> str:
    """The number as it stands in the record, from either alphabet."""
    return text.replace("-", "+").replace("_", "/")
