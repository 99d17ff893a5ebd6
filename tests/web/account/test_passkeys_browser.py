"""Passkeys in Chromium, with its virtual authenticator, on a real gunicorn: as officials and thieves would use them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect
from village.life import HOST, SECRET, Village
from village.people import PASSWORD
from village.states import appointed

from voting.manage.server import ServerSettings, free_port, running
from voting.services.people.accounts import NewAccount

pytestmark = pytest.mark.browser
_PLACES = count(1)
BY_KEY = "Đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa của máy"
TAKE = "Dùng vân tay, khuôn mặt hoặc mã khóa của máy này"
MAKE = "Tạo khóa truy cập"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Official:
    """A browser with a device that has passkeys, and whoever sits before it."""

    def __init__(self, context: BrowserContext, **device: object) -> None:
        self.context = context
        self.page = context.new_page()
        self.cdp, self.device = self._plugged_into(self.page, device)

    @staticmethod
    def _plugged_into(page: Page, device: dict[str, object]) -> tuple[CDPSession, str]:
        cdp = page.context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        added = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | device})
        return cdp, str(added["authenticatorId"])

    def tell(self, what: str, **values: object) -> Any:
        """Something to the virtual device."""
        return self.cdp.send(f"WebAuthn.{what}", {"authenticatorId": self.device, **values})

    def keys_there(self) -> list[dict[str, Any]]:
        """The keys on the device."""
        found: list[dict[str, Any]] = self.tell("getCredentials")["credentials"]
        return found

    def by_password(self, login: str = "vai.head") -> None:
        self.page.goto("/dang-nhap")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        self.page.wait_for_url("**/ban-lam-viec")

    def add(self, name: str) -> None:
        """As far as the list, from the desk."""
        self.page.goto("/ban-lam-viec")
        self.page.get_by_role("link", name="Khóa truy cập của tôi").click()
        self.page.get_by_role("link", name="Thêm khóa truy cập").click()
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Xác nhận", exact=True).click()
        self.page.fill("[name=name]", name)
        self.page.get_by_role("button", name=MAKE).click()
        self.page.wait_for_url("**/khoa-truy-cap")
        expect(self.page.get_by_role("status")).to_contain_text("Đã thêm khóa truy cập")

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Đăng xuất").click()
        self.page.goto("/dang-nhap")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A commune with another beside it, behind gunicorn with two workers."""
    village, port = appointed(tmp_path_factory.mktemp("passkeys")), free_port()
    village.services.communes.start("xa-khac", "Xã Khác")
    village.services.accounts.create_first("xa-khac", NewAccount("quan.khac", "Người Khác", PASSWORD))
    settings = ServerSettings(
        database_url=village.url, data_folder=village.folder, secret_key=SECRET,
        public_url=f"http://localhost:{port}", listen=f"127.0.0.1:{port}", workers=2, threads=4,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, running_as(patch, settings, tmp_path_factory):
        village.address = f"http://localhost:{port}"
        yield village
    village.services.close()


def running_as(
    patch: pytest.MonkeyPatch, settings: ServerSettings, folders: pytest.TempPathFactory
) -> AbstractContextManager[str]:
    """The server, whose books began elsewhere, behind a proxy that says from where each browser comes."""
    for name, value in (("BOOKS_HOST", HOST), ("BEHIND_PROXY", "1")):
        patch.setenv(name, value)
    return running(settings, folders.mktemp("log") / "server.log")


@contextmanager
def browser_of(chromium: Browser, address: str, **device: object) -> Iterator[Official]:
    """A new browser at this address; no script may throw and no rule of the page's policy be broken."""
    place = {"X-Forwarded-For": f"203.0.113.{next(_PLACES)}"}  # one address may try to sign in only so often
    context = chromium.new_context(base_url=address, locale="vi-VN", extra_http_headers=place)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    yield Official(context, **device)
    context.close()
    assert faults == []


@pytest.fixture
def official(chromium: Browser, village: Village) -> Iterator[Official]:
    with browser_of(chromium, village.address) as found:
        yield found


@pytest.fixture
def head(official: Official) -> Official:
    """The head, with one key more, signed out again and before the sign-in page."""
    official.by_password()
    official.add("Điện thoại của tôi")
    official.sign_out()
    return official


def enter(official: Official) -> None:
    official.page.get_by_role("button", name=BY_KEY).click()
    official.page.wait_for_url("**/ban-lam-viec")


def refused(official: Official, words: str) -> None:
    """Signing in by key is refused in these words, and the password is offered."""
    official.page.get_by_role("button", name=BY_KEY).click()
    expect(official.page.locator(".errors")).to_contain_text(words)
    expect(official.page.locator("[name=password]")).to_be_visible()


def test_a_key_is_made_and_signs_in_without_a_login_and_after_it(head: Official) -> None:
    (key,) = head.keys_there()
    assert key["isResidentCredential"]
    assert key["rpId"] == "localhost"
    enter(head)
    expect(head.page.locator("header")).to_contain_text("Người head")
    head.sign_out()
    head.page.fill("[name=login]", "vai.head")
    enter(head)


def test_with_another_s_login_the_key_is_refused_and_what_was_typed_stays(head: Official) -> None:
    for login in ("vai.team", "quan.khac", "khong.co"):
        head.page.fill("[name=login]", login)
        refused(head, "Khóa truy cập này không dùng được ở đây")
        assert head.page.input_value("[name=login]") == login


def test_two_tabs_each_have_their_own_question(head: Official) -> None:
    other = Official(head.context)
    other.page.goto("/dang-nhap")
    head.page.reload()
    for key in head.keys_there():  # the same device is plugged into the other tab
        other.tell("addCredential", credential=key)
    enter(other)
    head.page.get_by_role("button", name=BY_KEY).click()
    head.page.wait_for_url("**/ban-lam-viec")


def test_a_double_click_asks_and_sends_once(head: Official) -> None:
    posts: list[str] = []
    head.page.on("request", lambda one: posts.append(one.url) if one.method == "POST" else None)
    head.page.get_by_role("button", name=BY_KEY).dblclick()
    head.page.wait_for_url("**/ban-lam-viec")
    assert len(posts) == 1
    assert head.keys_there()[0]["signCount"] == 2, "made, and shown once"


def test_a_cancelled_prompt_says_so_and_the_password_works(head: Official) -> None:
    head.tell("setUserVerified", isUserVerified=False)
    head.page.get_by_role("button", name=BY_KEY).click()
    expect(head.page.get_by_role("status")).to_contain_text("Máy chưa xác nhận")
    head.tell("setUserVerified", isUserVerified=True)
    enter(head)
    head.sign_out()
    head.tell("setUserVerified", isUserVerified=False)
    head.by_password()


def test_a_cancelled_making_keeps_what_was_typed_and_makes_nothing(official: Official) -> None:
    official.by_password("vai.board")
    official.page.goto("/khoa-truy-cap/them")
    official.page.fill("[name=password]", PASSWORD)
    official.page.get_by_role("button", name="Xác nhận", exact=True).click()
    official.page.fill("[name=name]", "Máy của ban")
    official.tell("setUserVerified", isUserVerified=False)
    official.page.get_by_role("button", name=MAKE).click()
    expect(official.page.get_by_role("status")).to_contain_text("Máy chưa xác nhận")
    assert (official.page.input_value("[name=name]"), official.keys_there()) == ("Máy của ban", [])
    official.tell("setUserVerified", isUserVerified=True)
    official.page.get_by_role("button", name=MAKE).click()
    official.page.wait_for_url("**/khoa-truy-cap")
    expect(official.page.locator("main section")).to_have_count(1)


def test_a_device_makes_one_key_of_an_account(head: Official) -> None:
    enter(head)
    head.page.goto("/khoa-truy-cap/them")
    head.page.get_by_role("button", name="Xác nhận bằng khóa đã có").click()
    head.page.fill("[name=name]", "Lần nữa")
    head.page.get_by_role("button", name=MAKE).click()
    expect(head.page.get_by_role("status")).to_contain_text("Máy này đã có khóa của tài khoản này rồi")
    assert len(head.keys_there()) == 1


def test_a_removed_key_opens_nothing_and_the_other_windows_are_closed(
    head: Official, chromium: Browser, village: Village
) -> None:
    enter(head)
    with browser_of(chromium, village.address) as elsewhere:
        elsewhere.by_password()
        head.page.goto("/khoa-truy-cap")
        head.page.get_by_role("link", name="Bỏ khóa").last.click()
        head.page.get_by_role("button", name="Xác nhận bằng khóa truy cập rồi bỏ").click()
        expect(head.page.get_by_role("status")).to_contain_text("Đã bỏ khóa truy cập")
        elsewhere.page.goto("/ban-lam-viec")
        expect(elsewhere.page).to_have_url(f"{village.address}/dang-nhap?tiep=/ban-lam-viec")
    head.sign_out()
    refused(head, "Khóa truy cập này không dùng được ở đây")


def test_another_commune_s_official_cannot_confirm_with_the_key(head: Official) -> None:
    head.by_password("quan.khac")
    head.page.goto("/khoa-truy-cap/them")
    expect(head.page.get_by_role("button", name="Xác nhận bằng khóa đã có")).to_have_count(0)
    expect(head.page.locator("main")).not_to_contain_text("Điện thoại")


def test_an_answer_that_was_written_down_is_worth_nothing_later(
    head: Official, chromium: Browser, village: Village
) -> None:
    sent: list[str] = []
    head.page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None)
    cookies = head.context.cookies()
    enter(head)
    own = chromium.new_context(base_url=village.address)
    own.add_cookies(cookies)  # type: ignore[arg-type] # as they were given
    answer = own.request.post(
        "/dang-nhap", data=sent[0], headers={"Content-Type": "application/x-www-form-urlencoded"}, max_redirects=0
    )
    said = answer.text().replace("\u00a0", " ")  # a figure and what it counts stand on one line
    assert (answer.status, "đã dùng, hoặc để quá 5 phút" in said) == (422, True)
    own.close()


def test_a_counter_that_went_back_is_refused_said_and_shown(head: Official) -> None:
    enter(head)
    head.sign_out()
    (key,) = head.keys_there()
    head.tell("removeCredential", credentialId=key["credentialId"])
    head.tell("addCredential", credential=key | {"signCount": 0})
    refused(head, "có thể đã bị chép sang máy khác")
    head.by_password()
    head.page.goto("/khoa-truy-cap")
    expect(head.page.locator("main")).to_contain_text("Ông/bà nên bỏ khóa")


def test_at_another_origin_the_page_offers_the_password_kindly(
    head: Official, chromium: Browser, village: Village
) -> None:
    (key,) = head.keys_there()
    with browser_of(chromium, village.address.replace("localhost", "127.0.0.1")) as elsewhere:
        elsewhere.page.goto("/dang-nhap")
        expect(elsewhere.page.get_by_role("status")).to_contain_text("Máy này chưa dùng được khóa truy cập")
        expect(elsewhere.page.get_by_role("button", name=BY_KEY)).to_have_count(0)
    with browser_of(chromium, village.address) as forger:
        forger.tell("addCredential", credential=key)
        forger.page.goto("/dang-nhap")
        forger.page.evaluate(CHANGED_ORIGIN)
        refused(forger, "Khóa truy cập này không dùng được ở đây")


CHANGED_ORIGIN = """() => {
  const get = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = async (asked) => {
    const shown = await get(asked), { response } = shown;
    const said = JSON.parse(new TextDecoder().decode(response.clientDataJSON));
    said.origin = "http://localhost.evil.example";
    const clientDataJSON = new TextEncoder().encode(JSON.stringify(said)).buffer;
    return { id: shown.id, rawId: shown.rawId, type: shown.type, response: {
      clientDataJSON, authenticatorData: response.authenticatorData, signature: response.signature,
      userHandle: response.userHandle } };
  };
}"""


@pytest.fixture
def invitation(village: Village) -> str:
    """The address on a new slip of the Front's head."""
    admin, front = village.actors["admin"], village.actors["front"]
    village.services.invitations.renew(admin, front.account_id)
    return f"/loi-moi/{village.services.invitations.slip_of(front.commune, front.account_id).token}"


def test_an_invited_official_takes_the_device_s_key_and_needs_no_password(official: Official, invitation: str) -> None:
    page = official.page
    page.goto(invitation)
    expect(page.get_by_role("button", name=TAKE)).to_be_visible()
    expect(page.locator("[name=password]")).not_to_be_visible()
    official.tell("setUserVerified", isUserVerified=False)
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_role("status")).to_contain_text("Máy chưa xác nhận. Ông/bà bấm lại, hoặc đặt mật khẩu.")
    official.tell("setUserVerified", isUserVerified=True)
    page.get_by_role("button", name=TAKE).dblclick()
    expect(page.get_by_role("status")).to_contain_text("Lần sau ông/bà đăng nhập bằng vân tay")
    (key,) = official.keys_there()
    assert key["isResidentCredential"]
    official.sign_out()
    enter(official)
    page.goto("/mat-khau")  # a password is added, by the key
    expect(page.locator("input[type=password]")).to_have_count(1)
    page.fill("[name=new]", PASSWORD)
    page.get_by_role("button", name="Xác nhận bằng khóa truy cập rồi đặt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    official.sign_out()
    official.by_password("vai.front")


@pytest.mark.parametrize("missing", [
    "delete window.PublicKeyCredential",
    "PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => false",
    "PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => { throw new Error(); }",
])  # fmt: skip
def test_an_invitation_offers_the_password_where_the_device_has_no_key_of_its_own(
    official: Official, invitation: str, missing: str
) -> None:
    official.context.add_init_script(missing)
    official.page.goto(invitation)
    expect(official.page.get_by_role("status")).to_contain_text("Ở máy này ông/bà đăng nhập bằng mật khẩu.")
    expect(official.page.get_by_role("button", name=TAKE)).to_have_count(0)
    official.page.fill("[name=password]", "ngắn")
    official.page.get_by_role("button", name="Đặt mật khẩu và vào làm việc").click()
    expect(official.page.locator("#password-error, .errors").first).to_contain_text("ít nhất 10 ký tự")
    official.page.fill("[name=password]", PASSWORD)
    official.page.get_by_role("button", name="Đặt mật khẩu và vào làm việc").click()
    expect(official.page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")


def test_without_passkeys_or_scripts_the_page_says_so_and_the_password_works(
    chromium: Browser, village: Village
) -> None:
    context = chromium.new_context(base_url=village.address)
    context.add_init_script("delete window.PublicKeyCredential")
    page = context.new_page()
    page.goto("/dang-nhap")
    expect(page.get_by_role("status")).to_contain_text("Xin dùng mật khẩu")
    expect(page.get_by_role("button", name=BY_KEY)).to_have_count(0)
    context.close()
    context = chromium.new_context(base_url=village.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap")
    assert "Khóa truy cập cần JavaScript" in page.content().partition("<noscript>")[2].partition("</noscript>")[0]
    page.fill("[name=login]", "vai.head")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/ban-lam-viec")
    context.close()
