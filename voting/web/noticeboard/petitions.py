"""A petition about a matter: anyone writes it, without an account; its sender's own page has the answer."""

from collections.abc import Iterable

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import RadioField, StringField, TextAreaField

from voting.services.errors import Conflict, Invalid, TooManyAttempts
from voting.services.matters.terms import ABOUT, OFFICES, Office
from voting.services.oversight.petitions import MOST_SENDER, MOST_WORDS, NewPetition
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.errors import trouble_of
from voting.web.forms import AtMost, Needed, NumberedForm, options
from voting.web.noticeboard.blueprint import blueprint
from voting.web.page_tools import capital
from voting.web.speech.languages import spoken
from voting.web.speech.petitions import handled, shown
from voting.web.speech.words import _l
from voting.web.wiring import services


class PetitionForm(NumberedForm):
    """To whom, about what, the words, and who sends it if they want to say so."""

    to = RadioField(_l("Gửi đến nơi nào?"), [Needed(_l("Hãy chọn nơi nhận."))])
    about = RadioField(_l("Về điều gì?"), [Needed(_l("Hãy chọn một ý."))])
    words = TextAreaField(
        _l("Thấy điều gì chưa đúng?"),
        [Needed(_l("Hãy viết điều muốn nói.")), AtMost(MOST_WORDS)],
        description=_l("Chỉ nơi nhận đọc được. Không đăng lên trang, không vào sổ."),
    )
    sender = StringField(
        _l("Tên và cách liên hệ (không bắt buộc)"),
        [AtMost(MOST_SENDER)],
        description=_l("Để nơi nhận hỏi thêm khi cần. Chỉ nơi nhận đọc được."),
    )

    def offer(self, receivers: Iterable[Office]) -> None:
        """The offices that have somebody to read it, and what a petition may be about."""
        self.to.choices = options((one.value, capital(spoken(OFFICES[one]))) for one in receivers)
        self.about.choices = options((one.value, spoken(said)) for one, said in ABOUT.items())

    def plan(self) -> NewPetition:
        """As the services take it."""
        return NewPetition(self.to.data, self.about.data, self.words.data or "", self.sender.data or "")


@blueprint.get("/viec/<matter>/kien-nghi")
@public
def petition(matter: str) -> str:
    """The empty form."""
    return _page(matter, _form(matter))


@blueprint.post("/viec/<matter>/kien-nghi")
@public
def petition_now(matter: str) -> Answer | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Hands it in; sent twice it is one."""
    form = _form(matter)
    if form.accepted():
        try:
            knock("petitions")
            made = services().petitions.hand_in(matter, form.plan(), form.once)
        except Invalid as error:
            form.show(error)
        except (Conflict, TooManyAttempts) as error:
            trouble = trouble_of(error)
            form.say("", str(trouble.advice))
            wait = {} if trouble.retry_after_s is None else {"Retry-After": str(trouble.retry_after_s)}
            return _page(matter, form), trouble.status, wait
        else:
            return redirect(url_for("noticeboard.petition_sent", matter=matter, petition=made))
    return _page(matter, form), form.status


@blueprint.get("/viec/<matter>/kien-nghi/<petition>")
@public
def petition_sent(matter: str, petition: str) -> Response:
    """What became of it, for whoever has this address."""
    found = services().petitions.of(matter, petition)
    page = render_template(
        "noticeboard/petition_sent.html",
        matter=services().matters.get(matter), one=shown(found.told), state=handled(found.told), answer=found.answer,
    )  # fmt: skip
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _form(matter: str) -> PetitionForm:
    form = PetitionForm()
    form.offer(services().petitions.receivers(matter))
    return form


def _page(matter: str, form: PetitionForm) -> str:
    return render_template("noticeboard/petition.html", matter=services().matters.get(matter), form=form)
