"""What the law package refuses."""


class LawError(Exception):
    """Anything the law package refuses."""


class LawDataError(LawError):
    """What somebody entered does not make sense under the law."""


class BadCount(LawDataError):
    """A number of households that no village can have."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(f"{what}: {number}")


class UnansweredQuestion(LawDataError):
    """The classification was asked for before every question was answered."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownQuestion(LawDataError):
    """An answer to a question that is not asked."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownCitation(LawDataError):
    """A citation that is not in the list of articles."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownItem(LawDataError):
    """A number under which Article 11 has no item."""


class UnknownPeriod(LawDataError):
    """A code that names no period of a report."""
