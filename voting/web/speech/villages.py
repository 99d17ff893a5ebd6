"""The villages of a commune in words, for its officials' page and for everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.services.reports.overview import OnTheWay, Overview, VillageNow
from voting.services.votes.summaries import VoteSummary
from voting.web.speech.labels import Label, full_name
from voting.web.speech.roads import Part, label_of, part_now


@dataclass(frozen=True)
class ToldMatter:
    """A matter with where it stands, the part of its road that it has come to, and its vote once that is decided."""

    matter: OnTheWay
    label: Label
    now: Part | None
    decided: VoteSummary | None


def told(village: VillageNow) -> list[ToldMatter]:
    """The matters of a village."""
    decided = {one.uuid: one for one in village.results}
    return [
        ToldMatter(one, label_of(one, one.stage), part_now(one), decided.get(one.vote)) for one in village.matters
    ]  # fmt: skip


def earlier(village: VillageNow) -> list[VoteSummary]:
    """Results of late whose matters need nothing more."""
    going = {one.vote for one in village.matters}
    return [one for one in village.results if one.uuid not in going]


def names_of(overview: Overview) -> Mapping[str, str]:
    """What each village is called, by its code; those that became part of others too."""
    known = [*(one.village for one in overview.villages), *overview.over]
    return {one.code: full_name(one.name, one.unit_kind) for one in known}
