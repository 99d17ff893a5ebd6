"""Keys are made and used in the members' browsers; public keys and partial decryptions come here."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as PlainResponse
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Invalid
from voting.web.bodies import body_up_to
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import PageForm, options
from voting.web.speech.words import _, _l
from voting.web.wiring import services

blueprint = Blueprint("committee", __name__)
KEY_MAX_BYTES = 4096
PARTIAL_MAX_BYTES = 256 * 1024


class CommitteeForm(PageForm):
    """Three to five members."""

    members = SelectMultipleField(
        _l("Thành viên"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Chọn từ 3 đến 5 người có tài khoản với vai trò thành viên ban kiểm phiếu."),
    )


@blueprint.route("/kiem-phieu/<village>/lap", methods=["GET", "POST"])
@requires("committee.form")
def form(village: str) -> str | PlainResponse | tuple[str, int]:
    """Seats a counting committee."""
    actor, form = require_actor(), CommitteeForm()
    candidates = services().committees.candidates(actor, village)
    form.members.choices = options((one.account_id, one.name) for one in candidates)
    if form.accepted():
        try:
            services().committees.form(actor, village, form.members.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã lập ban kiểm phiếu. Mỗi thành viên hãy đăng nhập và tạo thẻ kiểm phiếu của mình."))
            return redirect(url_for("organizer.home", village=village))
    return render_template(
        "committee/form.html",
        form=form,
        village=services().communes.village(village),
        committee=services().committees.current(village),
    ), form.status


@blueprint.get("/kiem-phieu/<village>")
@requires("committee.key")
def key(village: str) -> str:
    """The member's own page: make the key card, or see that it is done; and the votes waiting to be counted."""
    actor = require_actor()
    committee = services().committees.current(village)
    seats = committee.members if committee else ()
    return render_template(
        "committee/key.html",
        village=services().communes.village(village),
        committee=committee,
        seat=next((member for member in seats if member.account_id == actor.id), None),
        votes=[one for one in services().votes.list(village) if one.state == "counting"],
    )


@blueprint.post("/kiem-phieu/<village>/khoa")
@requires("committee.key")
def publish_key(village: str) -> Response:
    """Takes the member's public key, exact JSON."""
    text = body_up_to(KEY_MAX_BYTES).decode("utf-8", "replace")
    committee = services().committees.publish_key(require_actor(), village, text)
    return jsonify(complete=committee.complete)


@blueprint.get("/mo-phieu/<uuid>")
@requires("count.decrypt")
def count(uuid: str) -> str | PlainResponse:
    """Counting day for one member: type the seed, one button."""
    task = services().counting.task(require_actor(), uuid)
    return render_template("committee/count.html", vote=services().votes.get(uuid), task=task)


@blueprint.get("/mo-phieu/<uuid>/tong")
@requires("count.decrypt")
def tally(uuid: str) -> Response:
    """The encrypted total, exact bytes; the member's page works it out from the ballots again and compares."""
    return Response(services().counting.task(require_actor(), uuid).encrypted_tally, mimetype="application/json")


@blueprint.post("/mo-phieu/<uuid>/phan")
@requires("count.decrypt")
def publish_part(uuid: str) -> Response:
    """Takes the member's partial decryption, exact JSON; the last one makes the result appear."""
    task = services().counting.publish(require_actor(), uuid, body_up_to(PARTIAL_MAX_BYTES))
    return jsonify(done=list(task.done), decided=task.decided)
