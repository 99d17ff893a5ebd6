"""The villages of a commune in words, for its officials' page and for everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.services.reports.overview import OnTheWay, Overview, VillageNow
from voting.web.speech.labels import Label, full_name
from voting.web.speech.roads import Part, label_of, part_now


@dataclass(frozen=True)
class ToldMatter:
    """A matter with where it stands, and the part of its road that it has come to."""

    matter: OnTheWay
    label: Label
    now: Part | None


def told(village: VillageNow) -> list[ToldMatter]:
    """The matters of a village."""
    return [ToldMatter(one, label_of(one, one.stage), part_now(one)) for one in village.matters]


def names_of(overview: Overview) -> Mapping[str, str]:
    """What each village is called, by its code; those that became part of others too."""
    known = [*(one.village for one in overview.villages), *overview.over]
    return {one.code: full_name(one.name, one.unit_kind) for one in known}
