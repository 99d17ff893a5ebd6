"""Who watches the commune's book, changed by whoever manages the commune: one more, one less, how many are enough."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.record.watchers import NewWatcher, Watch
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import Needed, NumberedForm, options
from voting.web.speech.watching import answer_of, choice_of, enough, is_alarming, looks_at
from voting.web.speech.words import _, _l
from voting.web.wiring import services

PULLS, REPLAYS, GROWTH = "pulls", "replays", "growth"
"""It comes by itself with Đình's own command, which replays; it is asked, and replays; it is asked, and sees growth."""


class EnoughForm(NumberedForm):
    """How many of those who watch must sign."""

    needed = RadioField(
        _l("Bao nhiêu bên phải ký thì kết quả là chính thức?"),
        validators=[Needed(_l("Hãy chọn cần bao nhiêu bên ký."))],
    )

    def offer(self, watching: int) -> None:
        """The numbers there can be."""
        self.needed.choices = options((str(one), choice_of(one, watching)) for one in range(1, watching + 1))


class WatcherForm(EnoughForm):
    """Somebody to watch."""

    office = StringField(
        _l("Bên nào giám sát?"),
        [Needed(_l("Hãy ghi tên bên giám sát."))],
        description=_l("Ví dụ: Ban Thanh tra nhân dân thôn Đông Hòa. Tên này hiện công khai."),
    )
    vkey = StringField(
        _l("Khóa của bên ấy"),
        [Needed(_l("Hãy dán khóa của bên giám sát."))],
        description=_l("Một dòng, do máy của bên giám sát in ra. Nên đọc lại với người của bên ấy."),
    )
    way = RadioField(
        _l("Máy của bên ấy nhận sổ và xem gì?"),
        choices=options(
            [
                (PULLS, _l("Tự lấy về, xét lại từng dòng theo quy tắc, rồi gửi chữ ký lên")),
                (REPLAYS, _l("Máy chủ này gửi đến địa chỉ của họ; họ cũng xét lại từng dòng")),
                (GROWTH, _l("Máy chủ này gửi đến địa chỉ của họ; họ chỉ xem dòng cũ có bị đổi không")),
            ]
        ),
        default=PULLS,
        description=_l("Chỉ chữ ký của bên đã xét lại từng dòng mới làm kết quả thành chính thức."),
        validators=[Needed(_l("Hãy chọn cách nhận sổ."))],
    )
    url = StringField(
        _l("Địa chỉ của bên ấy"),
        description=_l("Chỉ điền khi máy chủ này gửi đến. Ví dụ: https://giam-sat.example/w1"),
    )

    def watcher(self) -> NewWatcher:
        """What was filled in; `Invalid` where the address that is to be asked is missing."""
        asked = self.way.data != PULLS
        url = (self.url.data or "").strip() if asked else ""
        if asked and not url:
            raise Invalid({"url": "url-form"})
        replays = self.way.data != GROWTH
        return NewWatcher(self.office.data, self.vkey.data, url, int(self.needed.data), replays)


@blueprint.get("/can-bo/giam-sat")
@requires("watch.change", commune_wide=True)
def watchers() -> str:
    """Who watches now, what waits, and what can be changed."""
    commune = require_actor().commune
    return render_template(
        "account/watchers.html",
        commune=services().communes.commune(commune),
        watch=services().watchers.of(commune),
        offers=services().boards.offers(commune),
        answer_of=answer_of,
        enough=enough,
        is_alarming=is_alarming,
        looks_at=looks_at,
    )


@blueprint.route("/can-bo/giam-sat/them", methods=["GET", "POST"])
@requires("watch.change", commune_wide=True)
def add_watcher() -> str | Response | tuple[str, int]:
    """One more who watches, and what that means."""
    watch, form = _watch(), WatcherForm(data=_offered())
    form.offer(watch.counting + 1)
    if form.accepted():
        try:
            services().watchers.add(require_actor(), form.watcher(), form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            return _told()
    return render_template("account/add_watcher.html", form=form, watch=watch), form.status


@blueprint.route("/can-bo/giam-sat/bot", methods=["GET", "POST"])
@requires("watch.change", commune_wide=True)
def remove_watcher() -> str | Response | tuple[str, int]:
    """One less; of the last one, that nobody watches then."""
    watch, name = _watch(), request.values.get("ben", "")
    found = next((one for one in watch.newest if one.name == name), None)
    form = EnoughForm()
    left = watch.counting - (found is not None and found.replays)
    form.offer(max(1, left))
    if not left:  # nobody would be left to be counted
        form.needed.data = form.needed.data or "1"
    if form.accepted():
        services().watchers.remove(require_actor(), name, int(form.needed.data), form.once)
        return _told()
    if found is None:
        raise NotFound(code="unknown-watcher")
    return render_template("account/remove_watcher.html", form=form, watch=watch, leaving=found), form.status


@blueprint.route("/can-bo/giam-sat/so-ben", methods=["GET", "POST"])
@requires("watch.change", commune_wide=True)
def change_enough() -> str | Response | tuple[str, int]:
    """How many are enough."""
    watch, form = _watch(), EnoughForm()
    form.offer(watch.counting)
    if form.accepted():
        try:
            services().watchers.require(require_actor(), int(form.needed.data), form.once)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            return _told()
    return render_template("account/change_enough.html", form=form, watch=watch), form.status


def _offered() -> dict[str, str]:
    """The key that a board has handed in, if the address names one; it replays, and comes by itself."""
    asked = request.args.get("khoa", "")
    offers = services().boards.offers(require_actor().commune) if asked else ()
    found = next((one for one in offers if one.vkey == asked), None)
    return {"office": found.office, "vkey": found.vkey, "way": PULLS} if found else {"way": PULLS}


def _watch() -> Watch:
    return services().watchers.of(require_actor().commune)


def _told() -> Response:
    """What came of a change: it counts, or it waits for those who watch now."""
    if _watch().waits:
        flash(_("Đã ghi vào sổ chung. Các bên đang giám sát ký xong thì việc đổi mới có hiệu lực."))
    else:
        flash(_("Đã ghi vào sổ chung, có hiệu lực ngay."))
    return redirect(url_for("account.watchers"))
