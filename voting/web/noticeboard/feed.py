"""A village's news as an Atom feed (RFC 4287), its dates as a calendar (RFC 5545): the same for all who follow.

Both are Vietnamese whoever asks, so that anything between us and the reader may keep them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from flask import Response, request, url_for
from flask_babel import force_locale

from voting.services.people.communes import VillageInfo
from voting.services.reports.newsfeeds import Dates, Event, News
from voting.web.door.access import public, village_called
from voting.web.noticeboard.blueprint import blueprint
from voting.web.page_tools import capital, public_url
from voting.web.speech.labels import full_name
from voting.web.speech.roads import step_of
from voting.web.speech.words import _
from voting.web.wiring import services, settings

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

ATOM = "http://www.w3.org/2005/Atom"
KEPT_FOR = "public, max-age=300"
ASK_AGAIN = "PT6H"
"""How often a calendar program is asked to look again."""
View = Callable[[str], Response]


def in_vietnamese(view: View) -> View:
    """What every follower gets alike, whatever language the asker reads pages in."""

    @wraps(view)
    def said(village: str) -> Response:
        with force_locale("vi"):
            return view(village)

    return said


@blueprint.get("/thon/<village>/ban-tin.xml")
@public
@in_vietnamese
def feed(village: str) -> Response:
    """What happened last in the village."""
    place = village_called(village)
    return _kept(_atom(place, services().newsfeeds.news(village)), "application/atom+xml")


@blueprint.get("/thon/<village>/lich.ics")
@public
@in_vietnamese
def calendar(village: str) -> Response:
    """The village's votes, meetings, and days by which something is to be done."""
    place = village_called(village)
    return _kept(_calendar(place, services().newsfeeds.dates(village)), "text/calendar")


def _kept(body: bytes, mimetype: str) -> Response:
    answer = Response(body, content_type=f"{mimetype}; charset=utf-8")
    answer.headers["Cache-Control"] = KEPT_FOR
    answer.set_etag(sha256(body).hexdigest()[:32])
    return answer.make_conditional(request)  # type: ignore[return-value] # the same object, made 304 where it fits


def _atom(place: VillageInfo, news: tuple[News, ...]) -> bytes:
    name, here = full_name(place.name, place.unit_kind), _page(place)
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _add(root, "id", here)
    _add(root, "title", _("Bản tin %(name)s", name=name))
    _add(root, "updated", _stamp(max((one.at_utc for one in news), default=datetime(2026, 1, 1, tzinfo=UTC))))
    Xml.SubElement(root, "link", {"rel": "self", "href": public_url(url_for("noticeboard.feed", village=place.code))})
    Xml.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": here})
    _add(Xml.SubElement(root, "author"), "name", name)
    for one in news:
        _entry(root, place, one)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Xml.Element, place: VillageInfo, one: News) -> None:
    entry, words = Xml.SubElement(root, "entry"), _words(one)
    _add(entry, "id", f"tag:{_host()},2026:{place.commune}/{one.key}")
    _add(entry, "title", one.title or (_("Công khai: %(item)s", item=one.item.said.vi) if one.item else _("Loa thôn")))
    _add(entry, "updated", _stamp(one.at_utc))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _address(place, one)})
    _add(entry, "summary", words)


def _words(one: News) -> str:
    if one.announced is not None:
        return f"{one.announced.words}\n{_('Nguồn: %(source)s', source=one.announced.source)}"
    if one.item is not None:
        return _("Công khai mục %(number)s, Điều 11: %(item)s.", number=one.item.number, item=one.item.said.vi)
    if one.step is None:
        return one.said.vi if one.said else ""
    step = step_of(one.step)
    return f"{capital(step.words)}. {capital(step.office)}. {step.reason}".strip()


def _address(place: VillageInfo, one: News) -> str:
    if one.item:
        return public_url(url_for("noticeboard.disclosures", village=place.code))
    if one.matter:
        return public_url(url_for("noticeboard.matter", matter=one.matter))
    return public_url(url_for("noticeboard.vote", vote=one.vote)) if one.vote else _page(place)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _host() -> str:
    return urlsplit(settings().public_url).hostname or "localhost"


def _page(place: VillageInfo) -> str:
    return public_url(url_for("noticeboard.village", village=place.code))


def _calendar(place: VillageInfo, dates: Dates) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 - 40 ms that a server's start need not pay

    name = full_name(place.name, place.unit_kind)
    made = Calendar()
    made.add("prodid", "-//dinh//vi")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Lịch %(name)s", name=name))
    made.add("x-published-ttl", ASK_AGAIN)
    for one in dates.events:
        made.add_component(_event(one, dates.at_utc))
    return bytes(made.to_ical())


def _event(one: Event, changed: datetime) -> CalendarEvent:
    from icalendar import Event as CalendarEvent  # noqa: PLC0415

    event = CalendarEvent()
    event.add("uid", f"{one.kind}-{one.id}@{_host()}")
    event.add("dtstamp", changed)
    event.add("summary", _summary(one))
    event.add("dtstart", one.starts)
    if one.ends is not None:
        event.add("dtend", one.ends)
    event.add("url", public_url(_about(one)))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(one: Event) -> str:
    if one.clock is not None:
        return _("Hạn chót, %(clock)s: %(title)s", clock=one.clock.vi, title=one.title)
    if one.kind == "meeting":
        return _("Họp thôn: %(title)s", title=one.title)
    if one.kind == "slips":
        return _("Hạn thu phiếu lấy ý kiến: %(title)s", title=one.title)
    if one.opinion:
        return _("Ý kiến kín: %(title)s", title=one.title)
    return _("Biểu quyết: %(title)s", title=one.title)


def _about(one: Event) -> str:
    if one.kind == "vote":
        return url_for("noticeboard.vote", vote=one.id)
    return url_for("noticeboard.matter", matter=one.id.partition("-")[0])
