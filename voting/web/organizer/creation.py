"""A vote being prepared: what the households are asked and when. What was typed is a draft, kept until it is opened."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Invalid
from voting.services.matters.reading import MatterInHand, MatterSummary
from voting.services.votes.drafting import USUAL_ANSWERS
from voting.services.votes.drafts import OtherWords, VoteDraft
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.door.typed import typed_before
from voting.web.forms import say_beside
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.vote_forms import DraftForm, OpinionForm, VoteForm
from voting.web.speech.times import local
from voting.web.speech.words import _
from voting.web.wiring import now_utc, services


@blueprint.get("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def new_vote(village: str) -> str | Response:
    """The form with the words of the matter (`?viec=`) that is to be voted on; without one, that one begins."""
    ready = _ready(village)
    found = next((one for one in ready if one.id == request.args.get("viec", "")), None)
    if found is None and typed_before() is None:
        return redirect(url_for("organizer.matters", village=village))
    return form_page(village, VoteForm(data=_proposed(found) if found else {}).offer(ready))


@blueprint.get("/quan-ly/<village>/y-kien-kin")
@requires("vote.open")
def new_opinion(village: str) -> str:
    """The empty form of a question that decides nothing, with times that leave everybody days to answer."""
    today = local(now_utc()).date()
    lasts = timedelta(days=_days("online.min-duration"))
    return form_page(village, OpinionForm(data={"closes_day": today + lasts, "closes_at": time(20)}))


def _proposed(matter: MatterSummary) -> dict[str, object]:
    """The fields of the form that the proposal fills in; and times that leave the notice and the vote long enough."""
    words, today = matter.words, local(now_utc()).date()
    opens = today + timedelta(days=_days("online.notice"))
    closes = opens + timedelta(days=_days("online.min-duration"))
    ring = services().communes.whom_to_ring(matter.village)
    return {
        "helper": ring.name if ring else "", "phone": ring.phone if ring else "",
        "matter": matter.id, "title": words.title, "description": words.description,
        "questions": [{"text": question} for question in words.questions],
        "opens": "later", "opens_day": opens, "opens_hour": time(8), "closes_day": closes, "closes_at": time(20),
    }  # fmt: skip


def _days(key: str) -> int:
    """A number of days as it is in force in the official's commune."""
    return services().settings.clock(require_actor().commune, key).value


def _ready(village: str) -> tuple[MatterInHand, ...]:
    """Matters of this village whose vote may be announced."""
    return services().matters.ready(require_actor(), village)


def _form(village: str, kind: str, **given: Any) -> DraftForm:
    """The form of a draft's kind."""
    return OpinionForm(**given) if kind == OpinionForm.KIND else VoteForm(**given).offer(_ready(village))


def _kind(typed: Mapping[str, str]) -> str:
    return typed.get("kind", "")


@blueprint.post("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def begin_draft(village: str) -> Response | tuple[str, int]:
    """Keeps what was typed as a draft, and goes on with it. The same form sent again is the same draft."""
    return _begin(village, VoteForm().offer(_ready(village)))


@blueprint.post("/quan-ly/<village>/y-kien-kin")
@requires("vote.open")
def begin_opinion(village: str) -> Response | tuple[str, int]:
    """The same with what only asks for opinions."""
    return _begin(village, OpinionForm())


def _begin(village: str, form: DraftForm) -> Response | tuple[str, int]:
    try:
        draft = services().drafts.begin(require_actor(), village, form.once, _typed())
    except Invalid as error:
        form.show(error)
        return form_page(village, form), form.status
    except OtherWords as error:  # Back, to the page that the draft was begun on
        form.say("", _("Chưa lưu: bản nháp này đã được sửa sau khi trang này mở ra."))
        return _both(village, error.draft, form)
    return _onward(village, draft, form)


@blueprint.get("/quan-ly/<village>/bieu-quyet/nhap/<draft>/sua")
@requires("vote.open")
def edit_draft(village: str, draft: str) -> str | Response:
    """The form as it was filled in, with one question more where that was asked for."""
    found = services().drafts.get(require_actor(), village, draft)
    if found.opened:
        return redirect(url_for("organizer.manage", vote=found.opened))
    form = filled(village, found, typed_before())
    form.has_seen(found.words_seen)
    wanted = request.args.get("cau", "")
    if wanted == str(len(form.questions.entries) + 1) and form.has_room:
        form.questions.append_entry()
    return form_page(village, form, draft)


@blueprint.post("/quan-ly/<village>/bieu-quyet/nhap/<draft>/sua")
@requires("vote.open")
def save_draft(village: str, draft: str) -> Response | tuple[str, int]:
    """Keeps what is typed now, and goes on; where another tab has said otherwise, whoever typed decides."""
    form = _form(village, _kind(request.form))
    try:
        services().drafts.save(require_actor(), village, draft, _typed(), form.seen.data or "")
    except Invalid as error:
        form.show(error)
        return _once_more(village, draft, form)
    except Conflict as error:
        if error.code != "changed-meanwhile":
            raise
        form.say("", _("Chưa lưu: bản nháp này vừa được sửa ở một cửa sổ khác."))
        return _both(village, draft, form)
    return _onward(village, draft, form)


def _both(village: str, draft: str, form: DraftForm) -> tuple[str, int]:
    """What was typed here, and beside it what stands in the draft: whoever typed decides."""
    form.say("", _("Dưới đây là chữ gõ ở cửa sổ này. Bấm lần nữa thì chữ này thay cho chữ kia."))
    say_beside(form, read_again(village, services().drafts.get(require_actor(), village, draft)))
    return _once_more(village, draft, form)


def _typed() -> list[tuple[str, str]]:
    return [pair for pair in request.form.items(multi=True) if pair[0] not in {"act", "csrf_token", "number", "seen"}]


def _onward(village: str, draft: str, form: DraftForm) -> Response | tuple[str, int]:
    """The vote if it is open by now, another question, the look over everything, or the form with its faults."""
    if opened := services().drafts.get(require_actor(), village, draft).opened:
        return redirect(url_for("organizer.manage", vote=opened))
    if request.form.get("act") == "add":
        more = len(form.questions.entries) + 1
        return redirect(url_for("organizer.edit_draft", village=village, draft=draft, cau=more))
    if form.accepted():
        try:
            form.check()
        except Invalid as error:
            form.show(error)
        else:
            return redirect(url_for("organizer.review", village=village, draft=draft))
    return _once_more(village, draft, form)


def _once_more(village: str, draft: str, form: DraftForm) -> tuple[str, int]:
    """The form with its faults; whoever sends it again knows what stands in the draft by now."""
    form.seen.data = services().drafts.get(require_actor(), village, draft).words_seen
    return form_page(village, form, draft), form.status


def filled(village: str, draft: VoteDraft, instead: MultiDict[str, str] | None = None) -> DraftForm:
    """The form as the draft has it, or with other fields instead; to be shown."""
    typed = MultiDict(draft.typed)
    return _form(village, _kind(typed), formdata=typed if instead is None else instead)


def read_again(village: str, draft: VoteDraft) -> DraftForm:
    """The form as the draft has it; to be checked, not shown."""
    typed = MultiDict(draft.typed)
    return _form(village, _kind(typed), formdata=typed, meta={"csrf": False})


def form_page(village: str, form: DraftForm, draft: str = "") -> str:
    """The form, of a draft if there is one."""
    there = url_for("organizer.edit_draft", village=village, draft=draft) if draft else ""
    return render_template(
        form.template,
        form=form,
        action=there,
        answers=USUAL_ANSWERS,
        village=village_called(village),
        room=form.has_room,
    )
