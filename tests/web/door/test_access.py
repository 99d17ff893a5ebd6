"""Who may call what: every route, every role, both ways; and nothing is open by accident."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import COMMUNE, NEIGHBOUR, PASSWORD, VILLAGE
from werkzeug.routing import Rule

from voting.services.errors import NotFound
from voting.services.households.subjects import SubjectKind
from voting.services.people.accounts import NewAccount
from voting.services.permissions import PERMISSIONS, Role
from voting.web.door.access import ABOUT, Access, UndeclaredAccess, access_of, public, refuse_undeclared, requires
from voting.web.organizer.matter_steps import PAGES
from web.client import sign_in, submit, token

LOGINS = {role: f"vai.{role.value}" for role in Role} | {Role.ADMIN: "quan.tri"}
PUBLIC = {
    "account.came_back", "account.invited", "account.sign_in", "account.sign_in_with",
    "assets.built", "assets.picture", "assets.style", "booth.card",
    "booth.check_machine", "booth.find_receipt", "booth.receipt", "booth.statement", "noticeboard.subject",
    "health.healthz", "health.metrics",
    "noticeboard.check", "noticeboard.entry",
    "noticeboard.guide", "noticeboard.leaflet",
    "noticeboard.home", "noticeboard.privacy", "noticeboard.robots", "noticeboard.source",
    "noticeboard.announcement_paper", "noticeboard.disclosures", "noticeboard.commune_disclosures",
    "noticeboard.disclosure_file", "noticeboard.disclosure_list", "noticeboard.disclosure_list_file",
    "noticeboard.matter", "noticeboard.matter_paper",
    "noticeboard.petition", "noticeboard.petition_now", "noticeboard.petition_sent",
    "noticeboard.commune_supervision", "noticeboard.speak", "noticeboard.supervision", "noticeboard.village",
    "account.leave_help_desk", "booth.help_desk", "noticeboard.commune", "noticeboard.watchers",
    "noticeboard.calendar", "noticeboard.feed", "noticeboard.matters", "noticeboard.results", "noticeboard.vote",
}  # fmt: skip
SIGNED_IN = {
    "account.add_passkey", "account.commune", "account.desk", "account.mail_wish", "account.passkeys",
    "account.password", "account.remove_passkey", "account.sign_out", "account.link_identity", "account.link_off",
    "account.unlink_identity",
    "account.report", "account.report_file", "account.fill_report", "account.freeze_report",
    "account.send_report",
    "account.frozen_report_file", "account.disclosures", "account.disclose", "account.add_to_disclosure",
    "account.end_disclosure", "account.post_list", "account.disclosure_report", "account.board_report",
}  # fmt: skip


def rules(app: Flask) -> list[tuple[Rule, Access]]:
    return [(rule, access_of(app, rule.endpoint)) for rule in app.url_map.iter_rules()]


def subject_of(village: Village) -> str:
    """What the village asks its households; asked for these tests if nothing is."""
    statements = village.services.statements
    for one in statements.in_village(VILLAGE):
        return one.id
    closes = village.clock() + timedelta(days=30)
    return statements.open(village.actors["team"], VILLAGE, SubjectKind.LIST_REVIEW, closes).id


def matter_of(village: Village) -> str:
    """A matter of the village."""
    return village.services.matters.page(VILLAGE).rows[0].id


def address(app: Flask, rule: Rule, village: Village, code: str = VILLAGE, step: str = "dung") -> str:
    """The rule's address with arguments that exist."""
    values = {"village": code, "vote": village.votes["open"], "matter": matter_of(village), "step": step}
    values |= dict.fromkeys(("preview", "draft", "token", "announcement", "part", "passkey", "disclosure"), "none")
    values |= {"session": "none", "recommendation": "none", "identity": "none"}
    values |= {"kind": "participants", "way": "xem", "revision": 1, "version": 1}
    values |= {"number": "1", "petition": "none", "key": "result.posting", "commune": COMMUNE, "period": "2026-2"}
    values |= {"role": "truong-thon", "provider": "none"}
    if "subject" in rule.arguments:
        values["subject"] = subject_of(village)
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def restricted(app: Flask) -> list[tuple[Rule, str, str]]:
    """(route, action, step): the page of a matter's steps is as many pages, each with its own action."""
    found = []
    for rule, access in rules(app):
        if "step" in rule.arguments:
            found += [(rule, page.action, slug) for slug, page in PAGES.items()]
        elif access.who == "role":
            found.append((rule, access.action, ""))
    return found


def test_the_public_pages_are_these_and_the_interface(app: Flask) -> None:
    open_to_all = {rule.endpoint for rule, access in rules(app) if access.who == "public"}
    assert {endpoint for endpoint in open_to_all if not endpoint.startswith("api.")} == PUBLIC
    assert {rule.endpoint for rule, access in rules(app) if access.who == "signed-in"} == SIGNED_IN


def test_a_route_that_says_nothing_is_refused_when_the_application_is_made() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/quen", "forgotten", lambda: "")
    with pytest.raises(UndeclaredAccess, match="forgotten"):
        refuse_undeclared(app)
    app.view_functions["forgotten"] = public(app.view_functions["forgotten"])
    refuse_undeclared(app)


def test_a_route_for_a_role_says_in_its_address_where_the_role_must_be_held() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/noi/<code>", "placeless", requires("roll.see")(lambda code: code))
    with pytest.raises(UndeclaredAccess, match="placeless"):
        refuse_undeclared(app)
    app.add_url_rule("/noi/<village>", "placed", requires("roll.see")(lambda village: village))
    app.view_functions["placeless"] = requires("account.manage", commune_wide=True)(lambda code: code)
    refuse_undeclared(app)


def test_what_an_address_is_about_has_one_name_in_all_addresses(app: Flask) -> None:
    others = {"tracker", "digest", "credential", "name", "path", "code", "preview", "draft", "token", "index"}
    others |= {"position", "step", "announcement", "key", "part", "passkey", "period", "petition", "number", "role"}
    others |= {"kind", "way", "revision", "version", "disclosure", "session", "recommendation", "provider", "identity"}
    assert {name for rule in app.url_map.iter_rules() for name in rule.arguments} == ABOUT.keys() | others


def test_each_look_up_finds_its_place_or_says_that_there_is_none(app: Flask, village: Village) -> None:
    there = {"vote": village.votes["open"], "subject": subject_of(village), "matter": matter_of(village)}
    there |= {"village": VILLAGE, "commune": COMMUNE}
    with app.app_context():
        assert {name: find(there[name]).code for name, find in ABOUT.items()} == {
            "vote": VILLAGE, "subject": VILLAGE, "matter": VILLAGE, "village": VILLAGE, "commune": COMMUNE
        }  # fmt: skip
        for name, find in ABOUT.items():
            with pytest.raises(NotFound) as caught:
                find("none")
            assert caught.value.code == f"unknown-{name}"


def test_an_action_that_no_table_knows_is_refused() -> None:
    with pytest.raises(UndeclaredAccess, match=r"roll\.burn"):
        requires("roll.burn")


def test_a_stranger_is_sent_to_sign_in(app: Flask, village: Village) -> None:
    for rule, access in rules(app):
        if access.who == "public":
            continue
        for method in rule.methods & {"GET", "POST"}:
            client = app.test_client()
            data = {"csrf_token": token(client.get("/dang-nhap").text)} if method == "POST" else None
            answer = client.open(address(app, rule, village), method=method, data=data)
            assert answer.status_code == 302, (rule, method)
            to = "/" if rule.endpoint == "account.sign_out" else "/dang-nhap"
            assert answer.headers["Location"].startswith(to), (rule, method)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_what_the_table_says_and_nothing_else(
    app: Flask, village: Village, signed_in: Callable[[str], FlaskClient], role: Role
) -> None:
    client = signed_in(LOGINS[role])
    for rule, action, step in restricted(app):
        if "GET" not in rule.methods:
            continue
        status = client.get(address(app, rule, village, step=step)).status_code
        assert (status == 403) == (role not in PERMISSIONS[action]), (rule, step, role)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_does_what_the_table_says_and_nothing_else(own_app: Flask, own_village: Village, role: Role) -> None:
    client = sign_in(own_app, LOGINS[role])
    form = {"csrf_token": token(client.get("/mat-khau").text)}
    subject_of(own_village)
    before = own_village.log().head().size
    for rule, action, step in restricted(own_app):
        if "POST" in rule.methods and role not in PERMISSIONS[action]:
            answer = client.post(address(own_app, rule, own_village, step=step), data=form)
            assert answer.status_code == 403, (rule, step, role)
    assert own_village.log().head().size == before


def test_the_commune_s_official_sees_tells_proposes_and_receives_and_never_touches_a_vote() -> None:
    allowed = {action for action, roles in PERMISSIONS.items() if Role.COMMUNE in roles}
    assert {"account.own", "village.see", "record.inspect"} <= allowed
    subjects = {"account", "commune", "village", "record", "report", "matter", "notice", "disclosure", "supervision"}
    assert {action.partition(".")[0] for action in allowed} <= subjects


@pytest.mark.parametrize(
    "login", ["vai.head", "vai.team", "vai.cards", "vai.counting", "vai.board", "vai.front", "vai.commune"]
)
def test_officials_of_one_village_may_not_touch_another(
    app: Flask, village: Village, signed_in: Callable[[str], FlaskClient], login: str
) -> None:
    client = signed_in(login)
    for rule, _action, _step in restricted(app):
        if "village" in rule.arguments and "GET" in rule.methods:
            assert client.get(address(app, rule, village, NEIGHBOUR)).status_code == 403, (rule, login)
    neighbour = signed_in("truong.tay")
    for rule, _action, _step in restricted(app):
        if rule.arguments & {"vote", "matter"} and "GET" in rule.methods:
            assert neighbour.get(address(app, rule, village)).status_code == 403, rule


def test_a_commune_wide_role_ends_at_the_commune(own_app: Flask, own_village: Village) -> None:
    own_village.services.communes.start("xa-khac", "Xã Khác")
    stranger = NewAccount("quan.tri.khac", "Người xã khác", PASSWORD)
    own_village.services.accounts.create_first("xa-khac", stranger)
    client = sign_in(own_app, "quan.tri.khac")
    for page in (f"/quan-ly/{VILLAGE}", f"/giam-sat/{VILLAGE}", f"/dieu-hanh/{own_village.votes['open']}"):
        assert client.get(page).status_code == 403, page


def test_a_page_of_nowhere_is_not_found_rather_than_forbidden(signed_in: Callable[[str], FlaskClient]) -> None:
    assert signed_in("vai.head").get("/quan-ly/khong-co").status_code == 404
    assert signed_in("vai.head").get("/dieu-hanh/khong-co").status_code == 404


def test_a_forged_form_is_refused_for_everyone(own_app: Flask, own_village: Village) -> None:
    subject_of(own_village)
    client, before = sign_in(own_app, "vai.head"), own_village.log().head().size
    for rule, access in rules(own_app):
        if "POST" in rule.methods and not rule.endpoint.startswith("api."):
            answer = client.post(address(own_app, rule, own_village), data={"csrf_token": "forged"})
            if rule.endpoint == "account.sign_in":
                assert (answer.status_code, answer.headers["Location"]) == (303, "/ban-lam-viec"), "signed in already"
                continue
            open_to_all = access.who == "public"
            assert answer.status_code == (400 if open_to_all else 303), rule
            said = answer.text if open_to_all else client.get("/mat-khau").text
            assert "để lâu quá" in said, rule
    assert own_village.log().head().size == before
    assert submit(client, "/mat-khau", {"password": PASSWORD, "new": "mot mat khau khac"}).status_code == 302
