"""The commune, its villages, and whom people may ring about each: shown to everyone, written in no book."""

from collections.abc import Callable
from functools import partial

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from voting.services.errors import Conflict, Invalid
from voting.services.people.contacts import Contact, contact_seen
from voting.web.account.blueprint import blueprint
from voting.web.door.access import allowed, requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import SeenForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services

IN_PUBLIC = _l("Số này hiện công khai. Chỉ ghi khi người nghe máy đã đồng ý. Ví dụ: 0912 345 678.")


class ContactForm(SeenForm):
    """One person to ring; all three fields empty for nobody."""

    ring_name = StringField(_l("Họ và tên người nghe máy"))
    ring_office = StringField(_l("Chức vụ"), description=_l("Ví dụ: Phó trưởng thôn, Văn phòng xã."))
    ring_phone = StringField(_l("Số điện thoại"), description=IN_PUBLIC)

    @classmethod
    def of(cls, ring: Contact | None) -> "ContactForm":
        """What stands now, unless something else was sent."""
        known = {"ring_name": ring.name, "ring_office": ring.office, "ring_phone": ring.phone} if ring else {}
        form = cls(data=known)
        form.has_seen(contact_seen(ring))
        return form

    def kept(self, keep: Callable[..., None]) -> bool:
        """Whether the form is answered: its three fields are kept now, or somebody else was named meanwhile.

        Faults are said at the fields.
        """
        if not self.accepted():
            return False
        fields = (self.ring_name.data or "", self.ring_office.data or "", self.ring_phone.data or "")
        try:
            keep(*fields, seen=self.seen.data or "")
        except Invalid as error:
            self.show(error)
            return False
        except Conflict as error:
            flash(sentence(error.code))
            return True
        flash(_("Đã ghi người để gọi.") if self.ring_phone.data else _("Đã bỏ người để gọi."))
        return True


@blueprint.route("/can-bo/xa-va-thon", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def places() -> str | Response | tuple[str, int]:
    """The commune with the person to ring there, and its villages with theirs."""
    actor = require_actor()
    commune = services().communes.commune(actor.commune)
    form = ContactForm.of(commune.ring)
    if form.kept(partial(services().communes.ring_in_commune, actor)):
        return redirect(url_for("account.places"))
    villages = services().communes.villages(actor.commune)
    return render_template("account/places.html", form=form, commune=commune, villages=villages), form.status


@blueprint.route("/quan-ly/<village>/nguoi-de-goi", methods=["GET", "POST"])
@requires("contact.name")
def village_contact(village: str) -> str | Response | tuple[str, int]:
    """Whom people may ring about one village."""
    back = url_for("account.places") if allowed("village.manage") else url_for("organizer.home", village=village)
    form = ContactForm.of(village_called(village).ring)
    if form.kept(partial(services().communes.ring_in_village, require_actor(), village)):
        return redirect(back)
    return render_template(
        "account/village_contact.html",
        form=form,
        village=village_called(village),
        commune=services().communes.commune(village_called(village).commune),
        back=back,
    ), form.status
