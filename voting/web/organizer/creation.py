"""Opening a vote: fill in, look over, open. After opening, the content is fixed for good."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from voting.services.errors import Invalid
from voting.services.votes.drafting import MAX_QUESTIONS, check_new_vote
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.organizer.forms import PapersForm, VoteForm
from voting.web.wiring import now_utc, services


@requires("vote.open")
def new_vote(village: str) -> str:
    """The empty form."""
    return _form_page(village, VoteForm())


@requires("vote.open")
def open_vote(village: str) -> Response | str | tuple[str, int]:
    """One button after the other: another question, look over, back to the form, open."""
    form, act = VoteForm(), request.form.get("act", "review")
    if act == "add" and len(form.questions.entries) < MAX_QUESTIONS:
        form.questions.append_entry()
    if act in {"add", "edit"}:
        return _form_page(village, form)
    if not form.accepted():
        return _form_page(village, form), form.status
    papers = PapersForm()
    try:
        plan = replace(form.plan(), documents=papers.plan() if act == "open" else ())
        if act == "open":
            opened = services().votes.open(require_actor(), village, plan)
            return redirect(url_for("organizer.manage", uuid=opened.uuid))
        check_new_vote(plan, now_utc())
    except Invalid as error:
        if error.faults.keys() != {"documents"}:
            form.show(error)
            return _form_page(village, form), form.status
        papers.show(error)
    return _review_page(village, form, papers), papers.status


def _form_page(village: str, form: VoteForm) -> str:
    return render_template(
        "organizer/new_vote.html",
        form=form,
        village=services().communes.village(village),
        room=len(form.questions.entries) < MAX_QUESTIONS,
    )


def _review_page(village: str, form: VoteForm, papers: PapersForm) -> str:
    typed: ImmutableMultiDict[str, str] = request.form
    return render_template(
        "organizer/review.html",
        plan=form.plan(),
        form=papers,
        now=form.opens.data == "now",
        typed=[pair for pair in typed.items(multi=True) if pair[0] not in {"act", "csrf_token"}],
        village=services().communes.village(village),
        roll=services().rolls.current(village),
    )
