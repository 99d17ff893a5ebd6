"""A public correction: another paper in place of a wrong one, or words that were written wrongly. Nothing is edited."""

from flask import flash, redirect, render_template, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from voting.services.errors import Conflict, Invalid
from voting.services.votes.corrections import Correctable, SaidOfVote
from voting.services.votes.drafting import NewDocument
from voting.services.votes.summaries import DocumentInfo
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import Needed, SeenForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.languages import spoken
from voting.web.speech.times import day
from voting.web.speech.words import _, _l
from voting.web.wiring import services

PAPER, WORDS = "paper", "words"


class CorrectForm(SeenForm):
    """What was wrong, why, and of a paper the one that holds instead."""

    what = RadioField(
        _l("Đính chính điều gì?"), validators=[Needed(_l("Hãy chọn điều cần đính chính."))], validate_choice=False
    )
    documents = FileField(
        _l("Tài liệu đúng"),
        description=_l("Chỉ cần khi đính chính tài liệu. PDF hoặc ảnh (JPEG, PNG), nhiều nhất 10 MB."),
    )
    reason = TextAreaField(
        _l("Sai ở đâu, đúng ra là gì?"),
        [Needed(_l("Hãy ghi lý do."))],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )

    def offer(self, possible: Correctable) -> None:
        """The papers that hold so far, then what was said."""
        self.possible = possible
        papers = [
            (_paper(one), _("Tài liệu “%(name)s”", name=one.name)) for one in possible.papers if not one.replaced_by
        ]
        said = [
            (_said(one), _("Mục %(entry)s, ngày %(day)s", entry=spoken(one.named), day=day(one.at_utc)))
            for one in possible.said
        ]
        self.what.choices = options([*papers, *said])
        self.has_seen(possible.seen)

    def refuse_paper(self) -> None:
        """Says at its field which of the two papers cannot be."""
        if self.what.data in {_paper(one) for one in self.possible.papers if one.replaced_by}:
            self.say("what", _("Tài liệu ấy đã được đính chính rồi."))
        else:
            self.say("documents", _("Tài liệu này đã kèm theo cuộc biểu quyết rồi."))

    def validate_what(self, field: RadioField) -> None:
        """Something of this vote; a paper that was just corrected too, because a button may be pressed twice."""
        if field.data and field.data not in {*map(_paper, self.possible.papers), *map(_said, self.possible.said)}:
            raise ValidationError(_("Hãy chọn điều cần đính chính."))

    def validate_documents(self, field: FileField) -> None:
        """A paper is corrected by a paper."""
        if (self.what.data or "").startswith(PAPER) and not field.data:
            raise ValidationError(_("Hãy chọn tài liệu đúng."))


def _paper(paper: DocumentInfo) -> str:
    return f"{PAPER}:{paper.sha256.hex()}"


def _said(said: SaidOfVote) -> str:
    return f"{WORDS}:{said.index}"


@blueprint.get("/dieu-hanh/<vote>/dinh-chinh")
@requires("vote.correct")
def correct(vote: str) -> str:
    """Asks what was wrong, and why."""
    form = CorrectForm()
    form.offer(services().corrections.possible(vote))
    return _page(vote, form)


@blueprint.post("/dieu-hanh/<vote>/dinh-chinh")
@requires("vote.correct")
def correct_now(vote: str) -> Response | tuple[str, int]:
    """Puts the correction into the public book; the very same again changes nothing."""
    form = CorrectForm()
    form.offer(services().corrections.possible(vote))
    if form.accepted():
        try:
            _correct(vote, form)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            if error.code == "changed-meanwhile":
                form.say("", sentence(error.code))
                form.seen.data = form.possible.seen
            elif error.code == "wrong-correction":
                form.refuse_paper()
            else:
                raise
        else:
            flash(_("Đã đính chính. Bà con xem được ở trang của cuộc biểu quyết."))
            return redirect(url_for("organizer.manage", vote=vote))
    return _page(vote, form), form.status


def _correct(vote: str, form: CorrectForm) -> None:
    about, _colon, which = form.what.data.partition(":")
    if about == WORDS:
        services().corrections.words(require_actor(), vote, int(which), form.reason.data, form.seen.data)
        return
    file = form.documents.data
    right = NewDocument(file.filename, file.mimetype, file.read())
    services().corrections.paper(require_actor(), vote, (which, right), form.reason.data, form.seen.data)


def _page(vote: str, form: CorrectForm) -> str:
    votes = services().votes
    return render_template("organizer/correct.html", vote=votes.get(vote), form=form, history=votes.history(vote))
