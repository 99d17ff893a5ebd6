"""The last look before a vote opens: its papers are chosen here, and may be changed until it is open."""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf.file import MultipleFileField
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.votes.drafting import NewDocument
from voting.services.votes.drafts import VoteDraft
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import SeenForm
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.creation import filled, form_page, read_again
from voting.web.organizer.vote_forms import DraftForm, VoteForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class PapersForm(SeenForm):
    """Papers shown with the vote; those chosen are kept with the draft."""

    documents = MultipleFileField(
        _l("Thêm tài liệu (không bắt buộc)"),
        description=_l("PDF hoặc ảnh (JPEG, PNG), nhiều nhất 8 tệp và 10 MB tất cả."),
    )

    def plan(self) -> tuple[NewDocument, ...]:
        """The papers as the services take them."""
        files = [file for file in self.documents.data or [] if file and file.filename]
        return tuple(NewDocument(file.filename, file.mimetype, file.read()) for file in files)


@blueprint.get("/quan-ly/<village>/bieu-quyet/nhap/<draft>")
@requires("vote.open")
def review(village: str, draft: str) -> str | Response:
    """Everything as it will be fixed; a draft that became a vote shows the vote."""
    found = services().drafts.get(require_actor(), village, draft)
    if found.opened:
        return redirect(url_for("organizer.manage", vote=found.opened))
    form = read_again(village, found)
    if _faulty(form):
        return redirect(url_for("organizer.edit_draft", village=village, draft=draft))
    return _review_page(village, found, form, PapersForm())


@blueprint.get("/quan-ly/<village>/bieu-quyet/nhap/<draft>/thong-bao")
@requires("vote.open")
def draft_notice(village: str, draft: str) -> Response:
    """The notice as it would be given now, marked as a draft on every page; a draft that has none shows itself."""
    found = services().drafts.get(require_actor(), village, draft)
    form = read_again(village, found)
    if found.opened or not isinstance(form, VoteForm) or _faulty(form):
        return redirect(url_for("organizer.review", village=village, draft=draft))
    matter = form.matter.data or ""
    paper = services().preparing.draft_notice(require_actor(), matter, form.plan(), form.whom_to_call())
    return Response(paper, content_type="text/html; charset=utf-8")


@blueprint.post("/quan-ly/<village>/bieu-quyet/nhap/<draft>")
@requires("vote.open")
def open_vote(village: str, draft: str) -> Response | tuple[str, int]:
    """Papers are kept first, whatever comes after; then opened, or looked over again. Opened twice is once.

    Nothing is opened that was not looked over: another tab may have changed the draft meanwhile.
    """
    actor, papers = require_actor(), PapersForm()
    brought = papers.plan()
    here = redirect(url_for("organizer.review", village=village, draft=draft))
    try:
        services().drafts.add_papers(actor, village, draft, brought)
        if digest := request.form.get("remove"):
            services().drafts.remove_paper(actor, village, draft, digest)
        found = services().drafts.get(actor, village, draft)
        form = read_again(village, found)
        if found.opened or request.form.get("act") != "open" or _faulty(form):
            return here  # which shows the vote, if it is open by now
        if not found.is_as(papers.seen.data or "", brought):
            flash(_("CHƯA mở: bản nháp này vừa được sửa ở một cửa sổ khác. Xin xem lại rồi mở."))
            return here
        return redirect(url_for("organizer.manage", vote=_opened(village, draft, form)))
    except (Conflict, NotFound) as error:
        flash(sentence(error.code))
        return here
    except Invalid as error:
        return _fault_page(village, draft, papers, error)


def _opened(village: str, draft: str, form: DraftForm) -> str:
    """Opens what the form says: announced for its matter, or for itself where it decides nothing; the uuid."""
    actor = require_actor()
    if isinstance(form, VoteForm):
        matter = form.matter.data or ""
        return services().preparing.open_draft(actor, matter, draft, form.plan(), form.whom_to_call())
    return services().drafts.ask(actor, village, draft, form.plan())


def _fault_page(village: str, draft: str, papers: PapersForm, error: Invalid) -> tuple[str, int]:
    """A paper that is none at its field, everything else in the form."""
    found = services().drafts.get(require_actor(), village, draft)
    if error.faults.keys() == {"documents"}:
        papers.show(error)
        form = read_again(village, found)
        form.validate()
        return _review_page(village, found, form, papers), papers.status
    form = filled(village, found)
    form.show(error)
    return form_page(village, form, draft), form.status


def _faulty(form: DraftForm) -> bool:
    """Whether something does not hold, or does not hold any more: times go by."""
    if not form.validate():
        flash(" ".join(words for _place, words in form.faults))
        return True
    try:
        form.check()
    except Invalid as error:
        flash(" ".join(sentence(fault) for fault in error.faults.values()))
        return True
    return False


def _review_page(village: str, draft: VoteDraft, form: DraftForm, papers: PapersForm) -> str:
    papers.seen.data = draft.seen
    return render_template(
        "organizer/review.html",
        plan=form.plan(),
        form=papers,
        draft=draft,
        now=form.opens.data == "now",
        village=village_called(village),
        roll=services().rolls.current(village),
        committee=services().committees.current(village),
        means=form.means() if isinstance(form, VoteForm) else None,
    )
