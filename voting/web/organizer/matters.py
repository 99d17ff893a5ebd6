"""A village's matters: proposing one, classifying it question by question, and its page with what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Invalid
from voting.services.matters.acts import Deed
from voting.services.matters.reading import Entered, MatterInHand
from voting.services.matters.terms import CHANNEL_NAMES, QUESTIONS, SHOWING_NAMES, Mark, Question, cite
from voting.services.permissions import Actor, Role
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.errands import address_of
from voting.web.errors import sentence
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.matter_forms import ProposeForm, SureForm
from voting.web.page_tools import page_asked
from voting.web.speech.clocks import running_out
from voting.web.speech.deeds import DEEDS, awaited_of
from voting.web.speech.labels import role_name
from voting.web.speech.languages import language
from voting.web.speech.petitions import handled, shown
from voting.web.speech.roads import label_of, papers_of, part_now, road_of, steps_of
from voting.web.speech.times import local
from voting.web.speech.words import _
from voting.web.wiring import now_utc, services


@dataclass(frozen=True)
class Act:
    """A step this official may take now: its button, its question, what follows from it, its address."""

    words: str
    heading: str
    about: str
    address: str


@dataclass(frozen=True)
class Wait:
    """A step that somebody else takes: what, and which offices."""

    words: str
    offices: str


@blueprint.get("/quan-ly/<village>/viec")
@requires("village.see")
def matters(village: str) -> str:
    """The matters of the village, newest first, a page of them (`?trang=`)."""
    found = services().matters.page(village, page_asked())
    return render_template(
        "organizer/matters.html",
        village=village_called(village),
        matters=[(one, label_of(one, one.stage), part_now(one)) for one in found],
        page=found,
    )


@blueprint.get("/quan-ly/<village>/de-xuat")
@requires("matter.propose")
def propose(village: str) -> str:
    """The empty form of a proposal."""
    return render_template("organizer/propose.html", village=village_called(village), form=ProposeForm())


@blueprint.post("/quan-ly/<village>/de-xuat")
@requires("matter.propose")
def propose_now(village: str) -> Response | tuple[str, int]:
    """Begins the matter; sent twice it is one."""
    form = ProposeForm()
    if form.accepted():
        try:
            made = services().proposals.propose(require_actor(), village, form.plan(), form.once)
        except Invalid as error:
            for name, fault in error.faults.items():
                form.say(name.partition(".")[0], sentence(fault))
        else:
            flash(_("Đã ghi đề xuất."))
            return onward(made, None)
    return render_template("organizer/propose.html", village=village_called(village), form=form), form.status


ONWARD: Mapping[Deed | None, tuple[Deed, ...]] = {
    None: (Deed.CLASSIFY,), Deed.INFORM: (Deed.INFORM, Deed.APPOINT_TEAM), Deed.RECEIVE_REPORT: (Deed.RECEIVE_REPORT,),
    Deed.RECEIVE_RESULT: (Deed.RECEIVE_RESULT,),
}  # fmt: skip
"""After a proposal, or a deed: what is done in the same sitting, if it is this official's and nothing else waits."""


def onward(matter: str, done: Deed | None) -> Response:
    """After a step: before the next one of the same sitting, else before the matter."""
    actor = require_actor()
    found = services().matters.in_hand(actor, matter)
    mine = {one.deed for one in found.acts if one.waits and one.is_for(actor, found.village)}
    nxt = next(iter(mine), None) if len(mine) == 1 else None
    at_once = nxt if nxt in ONWARD.get(done, ()) else None
    return redirect(
        address_of(at_once, found.village, matter) if at_once else url_for("organizer.matter", matter=matter)
    )


@blueprint.get("/quan-ly/viec/<matter>")
@requires("village.see")
def matter(matter: str) -> str:
    """One matter: how far it has come, what this official can do now, who else is awaited, its papers."""
    actor = require_actor()
    found = services().matters.in_hand(actor, matter)
    vote = services().votes.get(found.vote) if found.vote else None
    waiting, possible = acts_of(actor, found)
    today = local(now_utc()).date()
    return render_template(
        "organizer/matter.html",
        matter=found,
        village=services().communes.village(found.village),
        vote=vote,
        label=label_of(found, vote.state if vote else None),
        road=road_of(found),
        acts=waiting,
        possible=possible,
        waits=_waits(actor, found),
        steps=steps_of(services().matters.steps(matter)),
        papers=papers_of(found.papers),
        entered=_entered(actor, found),
        showing=SHOWING_NAMES,
        petitions=[(shown(one), handled(one)) for one in services().petitions.about(matter)],
        clocks=[running_out(one.clock, one.last, today) for one in found.clocks],
        refusals=_refusals(found),
    )


def acts_of(actor: Actor, matter: MatterInHand) -> tuple[list[Act], list[Act]]:
    """What waits for this official, in the order of the road, and what else they may do; ending it comes last."""
    waiting: dict[Deed, Act] = {}
    possible: dict[Deed, Act] = {}
    for one in matter.acts:
        if one.is_for(actor, matter.village) and one.deed is not Deed.CONFIRM_HELD:  # which stands beside the numbers
            said, address = DEEDS[one.deed], address_of(one.deed, matter.village, matter.id)
            (waiting if one.waits else possible)[one.deed] = Act(
                str(said.act), str(said.heading), str(said.words), address
            )  # fmt: skip
    return list(waiting.values()), list(possible.values())


def _waits(actor: Actor, matter: MatterInHand) -> list[Wait]:
    """Steps of the road that others take, and that this official cannot take in another way."""
    mine = {mark for one in matter.acts if one.is_for(actor, matter.village) for mark in one.marks}
    others = [one for one in matter.acts if one.waits and not mine.issuperset(one.marks)]
    kind = services().communes.village(matter.village).unit_kind
    return [
        Wait(str(awaited_of(one.deed)), ", ".join(role_name(role, kind) for role in Role if role in one.roles))
        for one in others
    ]


def _entered(actor: Actor, matter: MatterInHand) -> Entered | None:
    """What somebody entered, for those who may confirm it or have entered it."""
    return matter.entered if actor.may("matter.agree", matter.village) else None


def _refusals(matter: MatterInHand) -> list[tuple[str, str]]:
    """Why a matter may not be voted online: the reason and the article, for each question answered yes."""
    return [(_either(one.reason_vi, one.reason_en), _cited(one)) for one in QUESTIONS if matter.answers.get(one.key)]


def _either(vi: str, en: str) -> str:
    return en if language() == "en" else vi


def _cited(question: Question) -> str:
    place = cite(question.citation)
    return _either(place.short_vi, place.short_en)


@blueprint.get("/quan-ly/viec/<matter>/quyet-dinh/du-thao")
@requires("matter.lead")
def draft_decision(matter: str) -> Response:
    """The decision as it would be recorded now, marked as a draft on every page."""
    return Response(services().decisions.draft(require_actor(), matter), content_type="text/html; charset=utf-8")


@blueprint.get("/quan-ly/viec/<matter>/xep-loai")
@requires("matter.lead")
def classify(matter: str) -> str | Response:
    """The law's questions, one a page; after the last, what follows from the answers."""
    found = services().matters.in_hand(require_actor(), matter)
    if not any(step.mark is Mark.ONLINE for step in found.next):
        return redirect(url_for("organizer.matter", matter=matter))
    answers = _answers()
    asked: Question | None = next((one for one in QUESTIONS if one.key not in answers), None)
    return render_template(
        "organizer/classify.html",
        matter=found,
        question=asked and (_either(asked.text_vi, asked.text_en), _either(asked.hint_vi, asked.hint_en), asked.key),
        number=len(answers) + 1,
        all=len(QUESTIONS),
        answers=answers,
        back=_without_last(matter, answers),
        reasons=[
            (_either(one.reason_vi, one.reason_en), _cited(one)) for one in QUESTIONS if answers.get(one.key) == "co"
        ],
        form=SureForm(),
        agreeing=DEEDS[Deed.AGREE],
    )


def _answers() -> dict[str, str]:
    """What was answered so far, in the address: Back and reload change nothing."""
    return {one.key: request.args[one.key] for one in QUESTIONS if request.args.get(one.key) in {"co", "khong"}}


def _without_last(matter: str, answers: dict[str, str]) -> str:
    """The address of the question before; empty at the first."""
    if not answers:
        return ""
    before = urlencode(list(answers.items())[:-1])
    return url_for("organizer.classify", matter=matter) + (f"?{before}" if before else "")


@blueprint.post("/quan-ly/viec/<matter>/xep-loai")
@requires("matter.lead")
def classify_now(matter: str) -> Response:
    """Records the classification by the answers in the address; and, where the head says so, that the head agrees."""
    form, answers = SureForm(), {key: value == "co" for key, value in _answers().items()}
    if not form.accepted() or len(answers) < len(QUESTIONS):
        return redirect(request.full_path)
    try:
        channel = services().proposals.classify(require_actor(), matter, answers, form.once)
    except Conflict as error:
        flash(sentence(error.code))
        return redirect(url_for("organizer.matter", matter=matter))
    flash(_("Đã xếp loại: %(name)s.", name=CHANNEL_NAMES[channel][language() == "en"]))
    if request.form.get("act") == "agree":
        try:
            services().proposals.agree(require_actor(), matter, form.once)
        except Conflict as error:
            flash(sentence(error.code))
    return redirect(url_for("organizer.matter", matter=matter))


@blueprint.post("/quan-ly/viec/<matter>/xac-nhan")
@requires("matter.agree")
@sent_from("organizer.matter")
def confirm_held(matter: str) -> Response:
    """The second person agrees with what a meeting gave."""
    try:
        services().meetings.confirm(require_actor(), matter, request.form.get("seen", ""))
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Đã xác nhận. Kết quả đã vào sổ chung."))
    return redirect(url_for("organizer.matter", matter=matter))
