"""Every form of the URL map through Back, reload, two tabs, a double click, a lost session and three posts at once.

A real gunicorn and a real browser. Nothing is made twice, and nothing that was typed is lost. Readers do not remind
this server of what is due: an hour after the last seal the books are sealed again, whatever anybody does with a form.
"""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from io import BytesIO
from time import sleep
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from village.life import SECRET, Village
from village.people import PASSWORD
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from voting.ballots.credentials import format_card, parse_card
from voting.manage.server import ServerSettings, free_port, running
from voting.web.app import create_app
from voting.web.organizer.matter_steps import PAGES
from web.form_table import ELSEWHERE, FORMS, SCRIPTS, STEPS, Script, Sent, everything

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000
UNSAID = {"kept_forms", "kept_papers", "roll_uploads", "alembic_version"}
"""Tables of what waits to be done: they may grow."""
FIELDS = """button => { const data = new FormData(button.form, button);
  return [button.form.action, [...data].filter(one => typeof one[1] === "string")]; }"""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    village = everything(tmp_path_factory.mktemp("forms"))
    settings = ServerSettings(
        database_url=village.url, data_folder=village.folder, secret_key=SECRET, public_url="http://dinh.example",
        listen=f"127.0.0.1:{free_port()}", workers=4, threads=2,
        chores_every_s=0,
    )  # fmt: skip
    with running(settings, tmp_path_factory.mktemp("log") / "server.log") as address:
        village.address = f"http://{address}"
        yield village
    village.services.close()


class Browsers(dict[str, BrowserContext]):
    """A browser of each official, signed in when it is first wanted, with the two tabs that all their forms share."""

    def __init__(self, chromium: Browser, village: Village) -> None:
        super().__init__()
        self._chromium, self._address = chromium, village.address
        self._tabs: dict[str, tuple[Page, Page]] = {}

    def __missing__(self, login: str) -> BrowserContext:
        self[login] = context = self._chromium.new_context(base_url=self._address, locale="vi-VN")
        context.set_default_timeout(PATIENCE_MS)
        (token,) = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', context.request.get("/dang-nhap").text())
        typed = {"csrf_token": token, "login": login, "password": PASSWORD}
        said = {"Referer": f"{self._address}/dang-nhap"}
        while (answer := context.request.post("/dang-nhap", form=typed, headers=said)).status == 429:
            sleep(int(answer.headers["retry-after"]))
        assert 'name="password"' not in answer.text(), login
        return context

    def tabs(self, login: str) -> tuple[Page, Page]:
        if login not in self._tabs:
            self._tabs[login] = (self[login].new_page(), self[login].new_page())
        return self._tabs[login]


@pytest.fixture(scope="module")
def browsers(chromium: Browser, village: Village) -> Iterator[Browsers]:
    """The officials' browsers, which keep their sessions from form to form."""
    opened = Browsers(chromium, village)
    yield opened
    for context in opened.values():
        context.close()


def sign_in(page: Page, login: str) -> None:
    """As soon as this address may: a fast machine tries more often in a minute than the server lets anybody."""
    while True:
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation() as came:
            page.locator("main form button[type=submit]").click()
        if came.value.status != 429:
            return
        page.wait_for_timeout(1000 * int(came.value.headers["retry-after"]))


def forget(context: BrowserContext) -> None:
    """The session is over; the device is forgotten too, else its five sign-ins a minute would hold these tests up."""
    context.clear_cookies()


def look(page: Page, address: str, login: str) -> None:
    """Opens a page, signing in where an earlier test left the browser signed out."""
    page.goto(address)
    if page.locator("[name=password]").count():
        sign_in(page, login)


def ask(village: Village, query: str) -> Any:
    with sqlite3.connect(village.url.removeprefix("sqlite:///")) as database:
        return database.execute(query).fetchone()[0]


def everything_there_is(village: Village) -> dict[str, list[str]]:
    """All rows of all tables, but for what waits to be done."""
    with sqlite3.connect(village.url.removeprefix("sqlite:///")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(told, database.execute(f"SELECT * FROM {name}"))) for name in names
                if name not in UNSAID and not name.startswith("sqlite_")}  # fmt: skip


def told(row: tuple[Any, ...]) -> str:
    """A row, its bytes by their hash: whole files are in some."""
    return repr([hash(one) if isinstance(one, bytes) else one for one in row])


def fill(page: Page, form: Sent) -> None:
    for name, text in form.typed.items():
        page.fill(f"main [name={name}]", text)
    for value in form.picked:
        pick(page, value)
    choose_files(page, form)


def pick(page: Page, value: str) -> None:
    """A box, a radio button or an entry of a list: by id, by value (to a `*`), or by the words beside it."""
    begins = f'[value^="{value.removesuffix("*")}"]' if value.endswith("*") else f'[value="{value}"]'
    named = f'main input{begins}, main input[id="{value}"]'
    box = page.locator(named).or_(page.locator("main label", has_text=value).locator("input"))
    if box.count():
        box.first.check()
    else:
        page.locator(f"main select:has(option{begins})").first.select_option(value)


def choose_files(page: Page, form: Sent) -> None:
    for name, (title, content) in form.files.items():
        kind = "application/pdf" if title.endswith("pdf") else "text/csv"
        page.set_input_files(f"main [name={name}]", {"name": title, "mimeType": kind, "buffer": content})


def require_page(page: Page) -> None:
    """A page that says something, and no dead end."""
    page.wait_for_load_state()
    assert page.inner_text("h1") not in ("", "Máy chủ gặp lỗi"), page.inner_text("main")


def press(page: Page, form: Sent) -> None:
    with page.expect_navigation():
        page.locator(form.button).first.click()
    require_page(page)


def press_twice(page: Page, form: Sent) -> None:
    """A double click: the browser gives up the answer to the first, and shows that to the second."""
    with page.expect_event("domcontentloaded"):
        page.locator(form.button).first.dblclick()
    require_page(page)


def require_typed(page: Page, form: Sent) -> None:
    for name, text in form.typed.items():
        assert page.input_value(f"main [name={name}]") == text, name


def posted(address: str, context: BrowserContext, body: bytes, headers: dict[str, str]) -> int:
    """One post over a connection of its own."""
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies(address))
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("POST", parts.path + (f"?{parts.query}" if parts.query else ""), body,
                           {"Cookie": cookies, **headers})  # fmt: skip
        return connection.getresponse().status
    finally:
        connection.close()


def three_at_once(address: str, context: BrowserContext, body: bytes, headers: dict[str, str]) -> list[int]:
    cookies = context.cookies(address)

    class Jar:
        """The cookies of this moment, for threads."""

        def cookies(self, _address: str) -> list[Any]:
            return list(cookies)

    with ThreadPoolExecutor(3) as pool:
        return [one.result() for one in [pool.submit(posted, address, Jar(), body, headers) for _ in range(3)]]


def three_posts(page: Page, form: Sent) -> list[int]:
    """What the form holds now, posted three times at once, as the browser would."""
    address, fields = page.locator(form.button).first.evaluate(FIELDS)
    if not form.files:
        return three_at_once(address, page.context, urlencode([tuple(one) for one in fields]).encode(),
                             {"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    values: dict[str, Any] = dict(fields)
    for name, (title, content) in form.files.items():
        values[name] = FileOf(title, content)
    boundary, body = encode_multipart({name: one.stream() if isinstance(one, FileOf) else one
                                       for name, one in values.items()})  # fmt: skip
    return three_at_once(address, page.context, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})


class FileOf:
    """A chosen file."""

    def __init__(self, title: str, content: bytes) -> None:
        self.title, self.content = title, content

    def stream(self) -> Any:
        kind = "application/pdf" if self.title.endswith("pdf") else "text/csv"
        return FileStorage(BytesIO(self.content), self.title, content_type=kind)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_makes_nothing_twice_and_loses_nothing(village: Village, browsers: Browsers, name: str) -> None:
    form = FORMS[name]
    context = browsers[form.login]
    before, (page, other) = ask(village, form.counts), browsers.tabs(form.login)
    for tab in (page, other):
        look(tab, form.page(village), form.login)
        fill(tab, form)
    everything_before = everything_there_is(village)

    forget(context)  # the session ends while somebody types
    press(page, form)
    sign_in(page, form.login)
    require_page(page)
    require_typed(page, form)
    assert everything_there_is(village) == everything_before

    fill(page, form)  # what no page can keep: files, and boxes without a number
    answers = three_posts(page, form)
    assert max(answers) < 500, answers
    press_twice(page, form)
    assert ask(village, form.counts) - before == form.makes
    done = everything_there_is(village)

    page.reload()
    require_page(page)
    page.go_back()
    require_page(page)
    if page.locator(form.button).count():
        choose_files(page, form)
        press(page, form)
    assert everything_there_is(village) == done

    for _time in ("with a token from before", "again"):
        if other.locator(form.button).count():
            choose_files(other, form)
            press(other, form)
    assert everything_there_is(village) == done


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_sends_counts_once(village: Village, browsers: Browsers, name: str) -> None:
    sent: Script = SCRIPTS[name]
    context, before = browsers[sent.login], ask(village, sent.counts)
    page = context.new_page()
    look(page, sent.page(village), sent.login)
    token = page.locator("[data-csrf]").first.get_attribute("data-csrf") or ""
    page.close()
    headers = {"Content-Type": "application/json", "X-CSRFToken": token}
    address, body = village.address + sent.address(village), sent.body(village).encode()
    assert min(three_at_once(address, context, body, headers)) == 200
    assert ask(village, sent.counts) - before == sent.makes
    done = everything_there_is(village)
    posted(address, context, body, headers)
    assert everything_there_is(village) == done


def test_a_session_that_ends_before_printed_cards_are_confirmed_loses_no_card(
    village: Village, browsers: Browsers
) -> None:
    context, count = browsers["vai.cards"], "SELECT count(*) FROM cards WHERE village_code = 'moi-hoa'"
    page, before = context.new_page(), ask(village, count)
    look(page, "/quan-ly/moi-hoa/the-ho", "vai.cards")
    page.locator("[data-act=make]").click()
    code = parse_card(page.locator(".card-code").last.inner_text())
    forget(context)
    for told in ("Hãy đăng nhập ở một cửa sổ khác", "thẻ đã có hiệu lực"):
        page.get_by_label("6 ký tự cuối").fill("".join(filter(str.isalnum, format_card(code)))[-6:])
        page.get_by_role("button", name="Đã in đủ").click()
        expect(page.locator("[data-status]")).to_contain_text(told)
        window = context.new_page()
        look(window, "/ban-lam-viec", "vai.cards")
        window.close()
    assert ask(village, count) > before


def test_every_form_of_the_url_map_has_its_line(village: Village) -> None:
    app = create_app(village.services, village.settings)
    forms = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())}
    known = {name.partition(" ")[0] for name in (*FORMS, *SCRIPTS, *ELSEWHERE)}
    assert {name for name in forms if not name.startswith("api.")} == known
    assert [*STEPS] == [*PAGES]
