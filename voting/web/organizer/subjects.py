"""What the village asks its households in the open: asking, reading and answering, erasing, closing. Never a vote."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.households.subjects import OBJECTION, SAID, SubjectInfo, SubjectKind
from voting.services.matters.words import PUBLISH, REASONS
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.errors import sentence
from voting.web.forms import DayField, HourField, Needed, NumberedForm, PageForm
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.speech.times import to_utc
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class AskForm(NumberedForm):
    """Until when households may answer."""

    closes_day = DayField(_l("Ngày hết hạn"), [Needed(_l("Hãy chọn ngày hết hạn."))])
    closes_at = HourField(_l("Giờ hết hạn"), [Needed(_l("Hãy chọn giờ hết hạn."))])


class AnswerForm(PageForm):
    """The team's answer to one household."""

    tracker = HiddenField()
    answer = TextAreaField(
        _l("Trả lời hộ này"),
        [Needed(_l("Hãy viết câu trả lời."))],
        description=_l("Hộ đọc được khi quét lại thẻ. Nhiều nhất 1.000 ký tự."),
    )


class HouseholdForm(PageForm):
    """Names one statement."""

    tracker = HiddenField()


class ScreenForm(HouseholdForm):
    """Whether a household's words are published, or the reason why not."""

    reason = StringField()


@blueprint.get("/quan-ly/<village>/hoi-y-kien")
@requires("subject.open")
def subjects(village: str) -> str:
    """What is asked now and was asked before; the form to ask."""
    return _subjects_page(village, AskForm())


@blueprint.post("/quan-ly/<village>/hoi-y-kien")
@requires("subject.open")
def ask_now(village: str) -> Response | tuple[str, int]:
    """Asks every household whether its entry in the list is right."""
    form = AskForm()
    if form.accepted():
        try:
            closes = to_utc(form.closes_day.data, form.closes_at.data)
            actor = require_actor()
            found = services().statements.open(actor, village, SubjectKind.LIST_REVIEW, closes, form.once)
        except Invalid as error:
            form.say("closes_day", sentence(error.faults["closes_at"]))
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã mở. Hãy báo bà con quét thẻ để trả lời."))
            return redirect(url_for("organizer.subject", subject=found.id))
    return _subjects_page(village, form), form.status


def _subjects_page(village: str, form: AskForm) -> str:
    return render_template(
        "organizer/subjects.html",
        village=village_called(village),
        form=form,
        subjects=services().statements.in_village(village),
    )


@blueprint.get("/hoi-y-kien/<subject>")
@requires("subject.open")
def subject(subject: str) -> str:
    """How many have answered; for the team, what they said."""
    return _subject_page(subject, AnswerForm())


@blueprint.post("/hoi-y-kien/<subject>/tra-loi")
@sent_from("organizer.subject")
@requires("subject.answer")
def answer_household(subject: str) -> Response | tuple[str, int]:
    """Answers one household."""
    form = AnswerForm()
    if form.accepted():
        try:
            services().statements.answer(require_actor(), subject, form.tracker.data, form.answer.data)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã trả lời. Hộ đọc được khi quét lại thẻ."))
            return redirect(url_for("organizer.subject", subject=subject))
    return _subject_page(subject, form), form.status


@blueprint.post("/hoi-y-kien/<subject>/xoa-loi")
@sent_from("organizer.subject")
@requires("subject.answer")
def erase_words(subject: str) -> Response:
    """Erases the words of one household, as it may ask."""
    form = HouseholdForm()
    if form.accepted():
        try:
            services().statements.erase_words(require_actor(), subject, form.tracker.data)
            flash(_("Đã xóa lời của hộ và câu trả lời."))
        except NotFound as error:
            flash(sentence(error.code))
    return redirect(url_for("organizer.subject", subject=subject))


@blueprint.post("/hoi-y-kien/<subject>/xem-loi")
@sent_from("organizer.subject")
@requires("subject.answer")
def screen_words(subject: str) -> Response:
    """Whether a household's words go into the minutes, and why not."""
    form = ScreenForm()
    if form.accepted():
        try:
            services().vote_words.screen(require_actor(), subject, form.tracker.data, form.reason.data or "")
            flash(_("Đã ghi."))
        except Invalid as error:
            flash(sentence(error.faults["reason"]))
        except (Conflict, NotFound) as error:
            flash(sentence(error.code))
    return redirect(url_for("organizer.subject", subject=subject))


@blueprint.post("/hoi-y-kien/<subject>/dong")
@sent_from("organizer.subject")
@requires("subject.open")
def close_subject(subject: str) -> Response:
    """Closes before the time, once every household has answered."""
    try:
        services().statements.close(require_actor(), subject)
        flash(_("Đã đóng. Con số đã vào sổ chung."))
    except Conflict as error:
        flash(sentence("subject-early" if error.code == "closed-too-early" else error.code))
    return redirect(url_for("organizer.subject", subject=subject))


def _matter_of(subject: SubjectInfo) -> str:
    """The matter whose page leads on; empty for the list."""
    if subject.kind is SubjectKind.VOTE_WORDS:
        return services().matters.of_vote(subject.about, subject.village.commune)
    return subject.about


def _subject_page(subject: str, form: AnswerForm) -> str:
    statements, actor = services().statements, require_actor()
    found = statements.get(subject)
    reads = actor.may("subject.answer", found.village.code)
    beside = found.kind is SubjectKind.VOTE_WORDS
    heard = statements.heard(actor, subject) if reads else ()
    return render_template(
        "organizer/subject.html",
        subject=found,
        form=form,
        reads=reads,
        objections=[one for one in heard if one.value == OBJECTION],
        said=[one for one in heard if one.value == SAID] if beside else (),
        minuted=beside and reads and services().vote_words.minuted(actor, subject),
        reasons=REASONS,
        publish=PUBLISH,
        matter=_matter_of(found),
        silent=statements.silent(actor, subject) if reads else (),
        address=public_url(url_for("noticeboard.subject", subject=subject)),
    )
