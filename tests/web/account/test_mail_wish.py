"""An official's wish for a mail: kept, shown, taken back; offered only where there is a mail server."""

from dataclasses import replace

from village.life import Village

from voting.services.carriers import Carriers
from voting.services.house import Services
from voting.web.app import create_app
from web.client import sign_in, submit


def test_an_address_is_kept_shown_and_taken_back(own_village: Village) -> None:
    services = Services.at(replace(own_village.desk, carriers=Carriers(mail=lambda *_: None)))
    app = create_app(services, own_village.settings)
    app.testing = True
    head = sign_in(app, "vai.head")
    assert "/nhac-qua-thu" in head.get("/ban-lam-viec").text
    for typed, kept in (("truong@thon.example", "truong@thon.example"), ("", "")):
        assert submit(head, "/nhac-qua-thu", {"address": typed}).status_code == 302
        assert services.mail_reminders.address(own_village.actors["head"]) == kept
    wrong = submit(head, "/nhac-qua-thu", {"address": "khong phai thu"})
    assert wrong.status_code == 422
    assert "Địa chỉ thư chưa đúng" in wrong.text
    assert "khong phai thu" in wrong.text


def test_without_a_mail_server_it_is_not_offered(own_village: Village) -> None:
    app = create_app(own_village.services, own_village.settings)
    app.testing = True
    head = sign_in(app, "vai.head")
    assert "/nhac-qua-thu" not in head.get("/ban-lam-viec").text
    assert "chưa nối với hòm thư nào" in head.get("/nhac-qua-thu").text
