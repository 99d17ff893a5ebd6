"""Whose page this is, for the head and the foot of every page: commune, village, and a person to ring."""

from dataclasses import dataclass

from flask import Flask, g

from voting.services.errors import ServiceError
from voting.services.people.communes import CommuneInfo, VillageInfo
from voting.services.people.contacts import Contact
from voting.web.door.access import about
from voting.web.door.sessions import current_actor
from voting.web.speech.labels import full_name
from voting.web.wiring import services


@dataclass(frozen=True)
class Place:
    """What a page is about. ``village`` is none for a page of a whole commune; ``ring`` is whom to ring about it."""

    commune: CommuneInfo
    village: VillageInfo | None
    ring: Contact | None

    @property
    def name(self) -> str:
        """What people call it: "Thôn Đông Hòa", or the commune's name."""
        return full_name(self.village.name, self.village.unit_kind) if self.village else self.commune.name


def prepare(app: Flask) -> None:
    """Gives templates `place_of_page()`."""
    app.jinja_env.globals["place_of_page"] = place_of_page


def place_of_page() -> Place | None:
    """The place that the address names; else the official's commune or the only one there is."""
    if "place_of_page" not in g:
        g.place_of_page = _found()
    place: Place | None = g.place_of_page
    return place


def is_about(village: str) -> None:
    """Says which village a page is about whose address does not tell."""
    g.place_of_page = _of_village(services().communes.village(village))


def _of_village(named: VillageInfo) -> Place:
    communes = services().communes
    return Place(communes.commune(named.commune), named, communes.whom_to_ring(named.code))


def _found() -> Place | None:
    try:
        named = about()
    except ServiceError:
        named = None
    if isinstance(named, VillageInfo):
        return _of_village(named)
    if named is None:
        named = _own_commune()
    return Place(named, None, named.ring) if named else None


def _own_commune() -> CommuneInfo | None:
    """The signed-in official's commune, or the only one."""
    if actor := current_actor():
        return services().communes.commune(actor.commune)
    communes = services().communes.all()
    return communes[0] if len(communes) == 1 else None
