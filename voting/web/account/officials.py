"""The commune's officials: their accounts and roles."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.people.accounts import NewAccount
from voting.services.people.communes import VillageInfo
from voting.services.people.officials import duties_seen
from voting.services.permissions import Actor, Grant, Role
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import Needed, PageForm, SeenForm, Ticks, new_number, options
from voting.web.speech.labels import full_name, role_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services

WHOLE_COMMUNE = "*"


class PlaceForm(PageForm):
    """Roles in one village, or (chosen on purpose) in the whole commune; nothing is chosen beforehand."""

    village = SelectField(_l("Làm việc ở"))
    grants = Ticks(_l("Vai trò"))
    office = StringField(
        _l("Chức vụ, nếu khác tên vai trò"),
        description=_l("Ví dụ: Phó trưởng thôn. Chức vụ không thêm bớt quyền gì."),
    )
    phone = StringField(_l("Điện thoại"), description=_l("Chỉ cán bộ của xã thấy, để gọi nhau khi chờ việc."))

    def offer(self, villages: tuple[VillageInfo, ...]) -> None:
        """Fills the choices: the commune's villages, and the roles in the reader's language."""
        named = [(one.code, full_name(one.name, one.unit_kind)) for one in villages]
        self.village.choices = options([("", _("Hãy chọn")), *named, (WHOLE_COMMUNE, _("Cả xã"))])
        self.grants.choices = options((role.value, role_name(role)) for role in Role)

    def chosen(self) -> set[Grant]:
        """What was ticked; says so at the field where only roles or only a place was chosen."""
        if self.grants.data and not self.village.data:
            self.say("village", _("Hãy chọn nơi làm việc."))
        where = "" if self.village.data == WHOLE_COMMUNE else self.village.data
        office = (self.office.data or "").strip()
        if office and len(self.grants.data) != 1:
            self.say("office", _("Chức vụ đi với một vai trò. Hãy chọn một vai trò, rồi ghi chức vụ."))
        return {Grant(Role(role), where, office) for role in self.grants.data}


class AccountForm(PlaceForm):
    """A new official; no login and no password are asked."""

    number = HiddenField(default=new_number)
    name = StringField(_l("Họ và tên"), [Needed(_l("Hãy điền họ và tên."))])


class RolesForm(PlaceForm, SeenForm):
    """What an official keeps, and what is added."""

    kept = Ticks(_l("Đang làm (bỏ dấu để thôi)"), validate_choice=False)


@blueprint.get("/can-bo")
@requires("account.manage", commune_wide=True)
def officials() -> str:
    """The commune's accounts and villages."""
    actor = require_actor()
    return render_template(
        "account/officials.html",
        officials=services().accounts.list(actor),
        invited={slip.official.account_id for slip in services().invitations.slips(actor)},
        villages={one.code: one for one in services().communes.all_villages(actor.commune)},
        commune=services().communes.commune(actor.commune),
    )


@blueprint.route("/can-bo/them", methods=["GET", "POST"])
@requires("account.manage", commune_wide=True)
def add_official() -> str | Response | tuple[str, int]:
    """A new account with its roles, and an invitation for its owner."""
    actor, form = require_actor(), AccountForm()
    form.offer(services().communes.villages(actor.commune))
    if form.accepted():
        grants = form.chosen()
        try:
            if not form.faults:
                new = NewAccount("", form.name.data, "", tuple(grants), form.phone.data or "")
                services().accounts.add(actor, new, form.number.data or "")
                flash(_("Đã lập tài khoản cho %(name)s. Hãy đưa lời mời.", name=form.name.data))
                return redirect(url_for("account.slips"))
        except Invalid as error:
            form.show(error)
    return render_template("account/add_official.html", form=form), form.status


@blueprint.route("/can-bo/vai-tro", methods=["GET", "POST"])
@requires("account.manage", commune_wide=True)
def change_roles() -> str | Response | tuple[str, int]:
    """Other roles for an official, or another village."""
    actor, form = require_actor(), RolesForm()
    official = services().accounts.get(actor.commune, request.args.get("tai-khoan", ""))
    villages = services().communes.villages(actor.commune)
    form.offer(villages)
    held = _held(official, villages)
    form.kept.choices = options((key, words) for key, (_grant, words) in held.items())
    if request.method == "GET":
        form.kept.data, form.phone.data = list(held), official.phone
    if form.accepted():
        added = form.chosen()
        kept = {held[key][0] for key in form.kept.data if key in held}
        try:
            if not form.faults:
                services().accounts.change_roles(
                    actor, official.account_id, added | (kept - added), form.phone.data, seen=form.seen.data or ""
                )
                flash(_("Đã ghi việc mới của %(name)s.", name=official.name))
                return redirect(url_for("account.officials"))
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            if error.code != "changed-meanwhile":
                raise
            flash(sentence(error.code))
            return redirect(request.full_path)
    form.has_seen(duties_seen(official))
    return render_template("account/roles.html", form=form, official=official), form.status


def _held(official: Actor, villages: tuple[VillageInfo, ...]) -> dict[str, tuple[Grant, str]]:
    """Box -> the role it stands for, and its words."""
    names = {one.code: full_name(one.name, one.unit_kind) for one in villages} | {"": _("Cả xã")}
    kinds = {one.code: one.unit_kind for one in villages} | {"": ""}
    held = sorted((one for one in official.grants if one.village in names), key=lambda one: (one.village, one.role))
    called = [one.office or role_name(one.role, kinds[one.village]) for one in held]
    return {
        f"{one.role.value}.{one.village}": (one, f"{office} – {names[one.village]}")
        for one, office in zip(held, called, strict=True)
    }


@blueprint.get("/can-bo/khoa")
@requires("account.manage", commune_wide=True)
def ask_to_close() -> str:
    """Asks once more before an account is closed."""
    found = services().accounts.get(require_actor().commune, request.args.get("tai-khoan", ""))
    return render_template("account/close_official.html", official=found)


@blueprint.post("/can-bo/khoa")
@requires("account.manage", commune_wide=True)
def close_official() -> Response:
    """Closes an account for good; its sessions end at once."""
    try:
        services().accounts.deactivate(require_actor(), request.form.get("account", ""))
        flash(_("Đã khóa tài khoản."))
    except (Conflict, NotFound) as error:  # closed already, in another tab; or not to be closed, and why
        flash(sentence(error.code))
    return redirect(url_for("account.officials"))
