"""Each step of a matter as one page: its question, its form, the service it calls. One table, one pair of views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Forbidden, Invalid
from voting.services.matters.acts import DOINGS, Deed
from voting.services.matters.reading import MatterInHand
from voting.services.matters.terms import Channel, Ending, Office, may_end
from voting.services.permissions import Actor, Role
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.organizer import matter_forms as forms
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.ending_forms import AbolishForm, EndForm
from voting.web.organizer.matters import onward
from voting.web.speech.deeds import DEEDS, DeedWords
from voting.web.speech.times import local
from voting.web.speech.words import _
from voting.web.wiring import now_utc, services

Take = Callable[[Actor, str, Any], object]


@dataclass(frozen=True)
class StepPage:
    """A step's page: what is done, its form, the service it calls; its question and words are `DEEDS`'."""

    deed: Deed
    form: type[NumberedForm]
    take: Take
    files: bool = False
    grave: bool = False

    @property
    def said(self) -> DeedWords:
        """Its question, what follows from it, its button, its address."""
        return DEEDS[self.deed]

    @property
    def action(self) -> str:
        """The permission it takes."""
        return DOINGS[self.deed].action

    def is_open(self, matter: MatterInHand) -> bool:
        """Whether the step may be taken now."""
        return any(act.deed is self.deed for act in matter.acts)


_STEPS = (
    StepPage(
        Deed.CARRY, forms.SureForm,
        lambda actor, one, form: services().proposals.carry(actor, one, form.once),
    ),
    StepPage(
        Deed.BACK, forms.SureForm,
        lambda actor, one, form: services().proposals.back(actor, one, form.once),
    ),
    StepPage(
        Deed.AGREE, forms.SureForm,
        lambda actor, one, form: services().proposals.agree(actor, one, form.once),
    ),
    StepPage(
        Deed.INFORM, forms.HandedForm,
        lambda actor, one, form: services().proposals.inform(
            actor, one, Office(form.to.data), form.photo(), form.once
        ),
        files=True,
    ),
    StepPage(
        Deed.RECEIVE_REPORT, forms.ReceivedForm,
        lambda actor, one, form: services().proposals.receive(actor, one, Office(form.to.data), form.once),
    ),
    StepPage(
        Deed.APPOINT_TEAM, forms.TeamForm,
        lambda actor, one, form: services().preparing.appoint(actor, one, form.plan(), form.once),
    ),
    StepPage(
        Deed.SETTLE_ROLL, forms.SureForm,
        lambda actor, one, form: services().preparing.settle(actor, one, form.once),
    ),
    StepPage(
        Deed.TAKE_POLL, forms.SureForm,
        lambda actor, one, form: services().preparing.take_poll(actor, one, form.once),
    ),
    StepPage(
        Deed.ASK_FORM, forms.AskFormForm,
        lambda actor, one, form: services().preparing.ask_form(actor, one, form.closes_at_utc(), form.once),
    ),
    StepPage(
        Deed.POLL, forms.PollForm,
        lambda actor, one, form: services().preparing.poll(actor, one, form.plan(), form.once),
        files=True,
    ),
    StepPage(
        Deed.MINUTE, forms.MinutesForm,
        lambda actor, one, form: services().decisions.minute(actor, one, form.plan(), form.once),
    ),
    StepPage(
        Deed.RESOLVE, forms.SureForm,
        lambda actor, one, form: services().decisions.resolve(actor, one, form.once),
    ),
    StepPage(
        Deed.PUBLISH, forms.PublishForm,
        lambda actor, one, form: services().decisions.publish(
            actor, one, form.until.data, forms.document_of(form.proof), form.once
        ),
        files=True,
    ),
    StepPage(
        Deed.SEND, forms.HandedForm,
        lambda actor, one, form: services().decisions.send(
            actor, one, Office(form.to.data), form.photo(), form.once
        ),
        files=True,
    ),
    StepPage(
        Deed.RECEIVE_RESULT, forms.ReceivedForm,
        lambda actor, one, form: services().decisions.receive(actor, one, Office(form.to.data), form.once),
    ),
    StepPage(
        Deed.CARRY_OUT, forms.DoneForm,
        lambda actor, one, form: services().decisions.carry_out(
            actor, one, form.words.data, forms.document_of(form.proof), form.once
        ),
        files=True,
    ),
    StepPage(
        Deed.REPORT, forms.ReportForm,
        lambda actor, one, form: services().decisions.report(actor, one, form.words.data, form.once),
    ),
    StepPage(
        Deed.TURN, forms.TurnForm,
        lambda actor, one, form: services().meetings.turn(
            actor, one, Channel(form.channel.data), form.reason.data, form.once
        ),
    ),
    StepPage(
        Deed.CONVENE, forms.ConveneForm,
        lambda actor, one, form: services().meetings.convene(
            actor, one, form.held_at_utc(), form.place.data, form.once, form.beside()
        ),
    ),
    StepPage(
        Deed.ENTER_HELD, forms.HeldForm,
        lambda actor, one, form: services().meetings.enter(actor, one, form.plan(), form.photo(), form.once),
        files=True,
    ),
    StepPage(
        Deed.RECOGNISE, forms.RecogniseForm,
        lambda actor, one, form: services().meetings.recognise(
            actor, one, recognised=form.recognised.data == "1", reason=form.reason.data, form=form.once
        ),
    ),
    StepPage(
        Deed.ABOLISH, AbolishForm,
        lambda actor, one, form: services().meetings.abolish(
            actor, one, Ending(form.ending.data), form.reason.data, form.photo(), form.once
        ),
        files=True, grave=True,
    ),
    StepPage(
        Deed.END, EndForm,
        lambda actor, one, form: services().meetings.end(
            actor, one, Ending(form.ending.data), form.reason.data, form.once, paper=forms.document_of(form.proof)
        ),
        files=True, grave=True,
    ),
)  # fmt: skip


PAGES: Mapping[str, StepPage] = {page.said.slug: page for page in _STEPS}
"""Every step that one form takes, by the last part of its address; others have views of their own."""


@blueprint.get("/quan-ly/viec/<matter>/buoc/<step>")
@requires("village.see")
def matter_step(matter: str, step: str) -> str | Response:
    """The form of a step; a step that is done, or not yet due, shows the matter."""
    page, found = _page(matter, step)
    if not page.is_open(found):
        return redirect(url_for("organizer.matter", matter=matter))
    return _shown(page, found, _form(page, found))


@blueprint.post("/quan-ly/viec/<matter>/buoc/<step>")
@requires("village.see")
def take_step(matter: str, step: str) -> Response | tuple[str, int]:
    """Takes the step; sent twice it is taken once."""
    page, found = _page(matter, step)
    if not page.is_open(found):
        flash(_("Bước này đã ghi rồi, hoặc chưa đến lượt. Trang này cho biết việc đang ở đâu."))
        return redirect(url_for("organizer.matter", matter=matter))
    form = _form(page, found)
    if form.accepted():
        try:
            page.take(require_actor(), matter, form)
        except Invalid as error:
            _say(form, error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("organizer.matter", matter=matter))
        else:
            flash(_("Đã ghi."))
            return onward(matter, page.deed)
    return _shown(page, found, form), form.status


def _say(form: NumberedForm, error: Invalid) -> None:
    """Each fault at its field: that of a paper where it was chosen, of a moment at its day."""
    places = {"documents": "proof", "held_at": "day"}
    for name, fault in error.faults.items():
        place = places.get(name, name)
        form.say(place if name not in form and place in form else name, sentence(fault))


def _page(matter: str, step: str) -> tuple[StepPage, MatterInHand]:
    """The step's page, for whoever may take it in the matter's village; `Forbidden`."""
    page, found = PAGES.get(step), services().matters.in_hand(require_actor(), matter)
    if page is None:
        abort(404)
    if not require_actor().may(page.action, found.village):
        raise Forbidden(page.action)
    return page, found


def _form(page: StepPage, matter: MatterInHand) -> NumberedForm:
    form = page.form()
    if isinstance(form, EndForm):
        form.offer(tuple(one for one in Ending if may_end(matter.marks, one)))
    if isinstance(form, (forms.HandedForm, forms.ReceivedForm)):
        form.offer(tuple(step.mark for step in matter.next if step.mark in DOINGS[page.deed].marks))
    if isinstance(form, forms.HeldForm):
        form.offer(matter.channel)
    if isinstance(form, forms.TeamForm):
        front, team = (services().accounts.who_serves(require_actor(), matter.village, one)
                       for one in (Role.FRONT, Role.TEAM))  # fmt: skip
        form.suggest(front, team)
    if isinstance(form, forms.PublishForm) and form.until.data is None and not form.is_submitted():
        posted = services().settings.clock(require_actor().commune, "result.posting").value
        form.until.data = local(now_utc()).date() + timedelta(days=posted)
    if isinstance(form, forms.ConveneForm) and not form.day.data and not form.is_submitted():
        form.day.data, form.hour.data = local(now_utc()).date() + timedelta(days=3), time(19, 30)
    return form


def _shown(page: StepPage, matter: MatterInHand, form: NumberedForm) -> str:
    roll = services().rolls.current(matter.village)
    return render_template("organizer/matter_step.html", page=page, matter=matter, form=form, roll=roll)
