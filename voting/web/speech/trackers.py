"""Ballot numbers: standard Base64 in JSON and on paper, base64url in addresses (RFC 4648); either is understood."""

from werkzeug.routing import BaseConverter


def to_address(tracker: str) -> str:
    """As it stands in an address: no `+`, no `/`."""
    return tracker.replace("+", "-").replace("/", "_")


def from_address(text: str) -> str:
    """The number as it stands in the record, from either alphabet."""
    return text.replace("-", "+").replace("_", "/")


class TrackerConverter(BaseConverter):
    """`<tracker:name>` in a route: whatever stands there, slashes too, as a ballot number of the record."""

    regex = ".+"
    part_isolating = False

    def to_python(self, value: str) -> str:
        """From either alphabet."""
        return from_address(value)

    def to_url(self, value: str) -> str:
        """Always base64url."""
        return to_address(value)
