"""What head, Front or commune tell everyone in a village: written, read by all, put right or withdrawn."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField

from voting.services.errors import Conflict, Invalid
from voting.services.matters.endings import ToTell
from voting.services.matters.terms import OFFICES, Office
from voting.services.people.announcements import MOST_SOURCE, MOST_WORDS, SOURCES, NewAnnouncement
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import AtMost, DayField, Needed, NumberedForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import capital, page_asked
from voting.web.speech.languages import spoken
from voting.web.speech.times import local
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services

USUAL_DAYS = 30


class AnnounceForm(NumberedForm):
    """A message, what it rests on, its last day."""

    words = TextAreaField(
        _l("Tin gửi bà con"),
        [Needed(_l("Hãy viết tin.")), AtMost(MOST_WORDS)],
        description=_l("Nhiều nhất 300 chữ cái. Đừng ghi tên người, số điện thoại."),
    )
    source = StringField(
        _l("Theo văn bản hay lời của ai?"),
        [Needed(_l("Hãy ghi nguồn của tin.")), AtMost(MOST_SOURCE)],
        description=_l("Một nguồn chính thức, ví dụ: Thông báo số 12 của UBND xã, ngày 25/11/2026."),
    )
    office = RadioField(
        _l("Tin từ cơ quan nào?"),
        choices=options((one.value, LazyString(lambda one=one: capital(spoken(OFFICES[one])))) for one in SOURCES),
        validators=[Needed(_l("Hãy chọn nơi ra tin."))],
    )
    until = DayField(_l("Hiện đến hết ngày"), [Needed(_l("Hãy chọn ngày cuối."))])

    def plan(self) -> NewAnnouncement:
        """As the services take it."""
        return NewAnnouncement(self.words.data or "", self.source.data or "", self.until.data, self.office.data)


class PutRightForm(AnnounceForm):
    """Other words for a message, and why."""

    reason = TextAreaField(
        _l("Đính chính điều gì, vì sao?"),
        [Needed(_l("Hãy ghi lý do."))],
        description=_l("Bà con đọc được lý do. Đừng ghi tên người."),
    )


class HideForm(NumberedForm):
    """Why a message is taken off."""

    reason = TextAreaField(
        _l("Vì sao gỡ tin này?"),
        [Needed(_l("Hãy ghi lý do."))],
        description=_l("Bà con đọc được lý do. Đừng ghi tên người."),
    )


@blueprint.get("/quan-ly/<village>/tin")
@requires("notice.post")
def announcements(village: str) -> str:
    """All messages of the village, newest first, a page of them (`?trang=`)."""
    found = services().announcements.page(village, page_asked())
    return render_template("organizer/announcements.html", village=village_called(village), page=found)


@blueprint.get("/quan-ly/<village>/tin/moi")
@requires("notice.post")
def announce(village: str) -> str | Response:
    """The empty form of a message, shown for a month; of what the commune decided about a matter (`?viec=`), filled."""
    if matter := request.args.get("viec", ""):
        ended = _ended(village, matter)
        if ended is None:
            return redirect(url_for("organizer.matter", matter=matter))
        return _announce_page(village, AnnounceForm(data=vars(ended.usual)), ended)
    until = local(now_utc()).date() + timedelta(days=USUAL_DAYS)
    return _announce_page(village, AnnounceForm(data={"until": until, "office": Office.COMMUNE.value}))


@blueprint.post("/quan-ly/<village>/tin/moi")
@requires("notice.post")
def announce_now(village: str) -> Response | tuple[str, int]:
    """Tells everyone; sent twice it is one message."""
    form, matter = AnnounceForm(), request.args.get("viec", "")
    if form.accepted():
        try:
            _post(village, matter, form)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("organizer.announcements", village=village))
        else:
            flash(_("Tin đã hiện trên trang của thôn."))
            return redirect(url_for("organizer.announcements", village=village))
    return _announce_page(village, form, _ended(village, matter) if matter else None), form.status


def _ended(village: str, matter: str) -> ToTell | None:
    """What the commune decided about a matter, until it is told."""
    try:
        return services().endings.to_tell(require_actor(), village, matter)
    except Conflict:
        return None


def _post(village: str, matter: str, form: AnnounceForm) -> None:
    if matter:
        services().endings.tell(require_actor(), village, matter, form.plan(), form.once)
    else:
        services().announcements.post(require_actor(), village, form.plan(), form.once)


def _announce_page(village: str, form: AnnounceForm, ended: ToTell | None = None) -> str:
    return render_template("organizer/announce.html", village=village_called(village), form=form, ended=ended)


@blueprint.get("/quan-ly/<village>/tin/<announcement>/dinh-chinh")
@requires("notice.post")
def put_right(village: str, announcement: str) -> str:
    """A message's words in a form, to be put right."""
    return _put_right_page(
        village, announcement, PutRightForm(data=vars(services().announcements.typed(village, announcement)))
    )


@blueprint.post("/quan-ly/<village>/tin/<announcement>/dinh-chinh")
@requires("notice.post")
def put_right_now(village: str, announcement: str) -> Response | tuple[str, int]:
    """Says it in other words from now on; sent twice it is put right once."""
    form = PutRightForm()
    if form.accepted():
        told, reason = services().announcements, form.reason.data or ""
        try:
            told.correct(require_actor(), village, announcement, form.plan(), reason, form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("organizer.announcements", village=village))
        else:
            flash(_("Đã đính chính. Lý do hiện cùng tin."))
            return redirect(url_for("organizer.announcements", village=village))
    return _put_right_page(village, announcement, form), form.status


def _put_right_page(village: str, announcement: str, form: PutRightForm) -> str:
    found = services().announcements.get(village, announcement)
    return render_template("organizer/put_right.html", village=village_called(village), one=found, form=form)


@blueprint.get("/quan-ly/<village>/tin/<announcement>/go")
@requires("notice.post")
def hide(village: str, announcement: str) -> str:
    """Asks why a message is taken off."""
    return _hide_page(village, announcement, HideForm())


@blueprint.post("/quan-ly/<village>/tin/<announcement>/go")
@requires("notice.post")
def hide_now(village: str, announcement: str) -> Response | tuple[str, int]:
    """Takes it off; the reason stands in its place until its last day."""
    form = HideForm()
    if form.accepted():
        try:
            services().announcements.hide(require_actor(), village, announcement, form.reason.data or "", form.once)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã gỡ tin. Lý do hiện ở chỗ của tin."))
            return redirect(url_for("organizer.announcements", village=village))
    return _hide_page(village, announcement, form), form.status


def _hide_page(village: str, announcement: str, form: HideForm) -> str:
    found = services().announcements.get(village, announcement)
    return render_template("organizer/hide.html", village=village_called(village), one=found, form=form)
