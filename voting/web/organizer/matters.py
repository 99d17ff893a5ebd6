"""A village's matters: proposing one, classifying it question by question, and its page with what can be done now."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Invalid
from voting.services.matters.reading import MatterSummary
from voting.services.matters.terms import CHANNEL_NAMES, OFFICES, QUESTIONS, Mark, Question, Step, cite
from voting.services.permissions import Actor
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.matter_forms import ProposeForm, SureForm
from voting.web.organizer.matter_steps import PAGES
from voting.web.speech.languages import language, spoken
from voting.web.speech.roads import label_of, road_of
from voting.web.speech.words import _
from voting.web.wiring import services


@dataclass(frozen=True)
class Act:
    """A step this official may take now: its button and address."""

    words: str
    address: str


@dataclass(frozen=True)
class Wait:
    """A step that somebody else takes: what, and which offices."""

    words: str
    offices: str


@blueprint.get("/quan-ly/<village>/viec")
@requires("village.see")
def matters(village: str) -> str:
    """Every matter of the village, newest first."""
    found = services().matters.list(village)
    return render_template(
        "organizer/matters.html",
        village=village_called(village),
        matters=[(one, label_of(one), road_of(one)) for one in found],
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
            flash(_("Đã ghi đề xuất. Bước tiếp theo: xếp loại việc này."))
            return redirect(url_for("organizer.matter", matter=made))
    return render_template("organizer/propose.html", village=village_called(village), form=form), form.status


@blueprint.get("/quan-ly/viec/<matter>")
@requires("village.see")
def matter(matter: str) -> str:
    """One matter: how far it has come, what this official can do now, who else is awaited, its papers."""
    found, actor = services().matters.get(matter), require_actor()
    return render_template(
        "organizer/matter.html",
        matter=found,
        village=services().communes.village(found.village),
        label=label_of(found),
        road=road_of(found),
        acts=acts_of(actor, found),
        waits=_waits(actor, found),
        steps=services().matters.steps(matter),
        entered=_entered(actor, found),
        send_by=f"{found.send_by:%d/%m/%Y}" if found.send_by else "",
        refusals=_refusals(found),
    )


def acts_of(actor: Actor, matter: MatterSummary) -> list[Act]:
    """What this official can do for a matter now, in the order of the road; ending it comes last."""
    acts = []
    if any(step.mark is Mark.ONLINE for step in matter.next) and actor.may("matter.lead", matter.village):
        acts.append(Act(_("Xếp loại việc này"), url_for("organizer.classify", matter=matter.id)))
    if any(step.mark is Mark.ANNOUNCED for step in matter.next) and actor.may("vote.open", matter.village):
        address = url_for("organizer.new_vote", village=matter.village, viec=matter.id)
        acts.append(Act(_("Ra thông báo và mở biểu quyết"), address))
    acts += [
        Act(str(page.act), url_for("organizer.matter_step", matter=matter.id, step=page.slug))
        for page in PAGES.values()
        if page.is_open(matter) and actor.may(page.action, matter.village) and _fits(page.slug, matter)
    ]
    return acts


def _fits(slug: str, matter: MatterSummary) -> bool:
    """A decision is made after a vote, the outcome of a meeting entered after it was called."""
    if slug == "quyet-dinh":
        return matter.has(Mark.MINUTED)
    if slug == "ket-qua-hop":
        return matter.has(Mark.CONVENED) and not matter.notes.get("entered")
    return True


def _waits(actor: Actor, matter: MatterSummary) -> list[Wait]:
    """Steps of the road that others take."""
    mine = {page.slug for page in PAGES.values() if actor.may(page.action, matter.village)}
    marks = {mark for slug in mine for mark in PAGES[slug].marks}
    others = [step for step in matter.next if step.mark not in marks and step.row and not _is_mine(actor, matter, step)]
    return [Wait(spoken(step.act), ", ".join(spoken(OFFICES[one]) for one in step.offices)) for step in others]


def _is_mine(actor: Actor, matter: MatterSummary, step: Step) -> bool:
    action = {Mark.ONLINE: "matter.lead", Mark.ELSEWHERE: "matter.lead", Mark.ANNOUNCED: "vote.open"}.get(step.mark)
    return action is not None and actor.may(action, matter.village)


def _entered(actor: Actor, matter: MatterSummary) -> dict[str, object] | None:
    """What somebody else entered and this official may confirm."""
    entered = matter.notes.get("entered")
    if not entered or not actor.may("matter.agree", matter.village):
        return None
    return {**entered, "own": services().meetings.is_own(actor, entered)}


def _refusals(matter: MatterSummary) -> list[tuple[str, str]]:
    """Why a matter may not be voted online: the reason and the article, for each question answered yes."""
    answers = matter.notes.get("answers", {})
    return [(_either(one.reason_vi, one.reason_en), _cited(one)) for one in QUESTIONS if answers.get(one.key)]


def _either(vi: str, en: str) -> str:
    return en if language() == "en" else vi


def _cited(question: Question) -> str:
    place = cite(question.citation)
    return _either(place.short_vi, place.short_en)


@blueprint.get("/quan-ly/viec/<matter>/xep-loai")
@requires("matter.lead")
def classify(matter: str) -> str | Response:
    """The law's questions, one a page; after the last, what follows from the answers."""
    found = services().matters.get(matter)
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
        reasons=[
            (_either(one.reason_vi, one.reason_en), _cited(one)) for one in QUESTIONS if answers.get(one.key) == "co"
        ],
        form=SureForm(),
    )


def _answers() -> dict[str, str]:
    """What was answered so far, in the address: Back and reload change nothing."""
    return {one.key: request.args[one.key] for one in QUESTIONS if request.args.get(one.key) in {"co", "khong"}}


@blueprint.post("/quan-ly/viec/<matter>/xep-loai")
@requires("matter.lead")
def classify_now(matter: str) -> Response:
    """Records the classification by the answers in the address."""
    form, answers = SureForm(), {key: value == "co" for key, value in _answers().items()}
    if not form.accepted() or len(answers) < len(QUESTIONS):
        return redirect(request.full_path)
    try:
        channel = services().proposals.classify(require_actor(), matter, answers, form.once)
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Đã xếp loại: %(name)s.", name=CHANNEL_NAMES[channel][language() == "en"]))
    return redirect(url_for("organizer.matter", matter=matter))


@blueprint.post("/quan-ly/viec/<matter>/xac-nhan")
@requires("matter.agree")
def confirm_held(matter: str) -> Response:
    """The second person agrees with what a meeting gave."""
    try:
        services().meetings.confirm(require_actor(), matter, request.form.get("number", ""))
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Đã xác nhận. Kết quả đã vào sổ chung."))
    return redirect(url_for("organizer.matter", matter=matter))
