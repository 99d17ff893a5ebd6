"""The names a community goes by, and the title of its head. Which one a village uses is configuration."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.law.sentence import Sentence


@dataclass(frozen=True)
class Unit:
    """A kind of community below the commune: its name, its head's title, and the plain English for the page."""

    key: str
    name_vi: str
    head_vi: str
    urban: bool
    name_en: str = "village"
    head_en: str = "village head"

    @property
    def deputy_vi(self) -> str:
        """The title of the head's deputy: "Phó trưởng thôn", "Tổ phó tổ dân phố"."""
        if self.head_vi.startswith("Tổ trưởng"):
            return self.head_vi.replace("Tổ trưởng", "Tổ phó", 1)
        return f"Phó {self.head_vi[:1].lower()}{self.head_vi[1:]}"


def _urban(key: str, name_vi: str, head_vi: str) -> Unit:
    return Unit(key, name_vi, head_vi, urban=True, name_en="residential group", head_en="head of the residential group")


UNITS: Mapping[str, Unit] = {
    unit.key: unit
    for unit in (
        Unit("thon", "thôn", "Trưởng thôn", urban=False),
        Unit("lang", "làng", "Trưởng làng", urban=False),
        Unit("ap", "ấp", "Trưởng ấp", urban=False),
        Unit("ban", "bản", "Trưởng bản", urban=False),
        Unit("buon", "buôn", "Trưởng buôn", urban=False),
        Unit("bon", "bon", "Trưởng bon", urban=False),
        Unit("phum", "phum", "Trưởng phum", urban=False),
        Unit("soc", "sóc", "Trưởng sóc", urban=False),
        _urban("to-dan-pho", "tổ dân phố", "Tổ trưởng tổ dân phố"),
        _urban("khu-pho", "khu phố", "Trưởng khu phố"),
        _urban("khoi-pho", "khối phố", "Trưởng khối phố"),
        _urban("khom", "khóm", "Trưởng khóm"),
        _urban("tieu-khu", "tiểu khu", "Trưởng tiểu khu"),
    )
}
"""Every kind of community by its key."""


def unit_called(name_vi: str) -> Unit:
    """The kind of community of this name, however it is written; "thôn" for one that nobody knows."""
    return next((unit for unit in UNITS.values() if unit.name_vi == name_vi.lower()), UNITS["thon"])


def head_of(name_vi: str) -> Sentence:
    """What the head of such a community is called, at the beginning of a sentence."""
    unit = unit_called(name_vi)
    return Sentence(unit.head_vi, unit.head_en[:1].upper() + unit.head_en[1:])


@dataclass(frozen=True)
class CommuneUnit:
    """A kind of commune (the lower of two tiers since 1 July 2025): its name, and the plain English for the page."""

    key: str
    name_vi: str
    name_en: str


COMMUNE_UNITS: Mapping[str, CommuneUnit] = {
    unit.key: unit
    for unit in (
        CommuneUnit("xa", "xã", "commune"),
        CommuneUnit("phuong", "phường", "ward"),
        CommuneUnit("dac-khu", "đặc khu", "special zone"),
    )
}
"""Every kind of commune by its key (LAW.md 10)."""


def commune_unit_of(name: str) -> CommuneUnit | None:
    """The kind of commune that a name begins with ("Phường Bến Nghé"); none where it begins with no such word."""
    plain = name.lower()
    return next((unit for unit in COMMUNE_UNITS.values() if plain.startswith(f"{unit.name_vi} ")), None)


FRONT_HEAD_VI = "Trưởng ban công tác Mặt trận"
"""Head of the Front committee of the community, whose consent must come from another account than the head's."""
FRONT_HEAD_EN = "head of the Front committee"
