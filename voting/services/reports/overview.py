"""All villages of a commune on one page (being written)."""

from voting.services.desk import Desk


class Overviews:
    """What stands where in a commune."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
