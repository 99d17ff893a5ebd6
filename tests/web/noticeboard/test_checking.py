"""A promise of checking ends at a button: a worker does every check again, line by line, and says what to believe."""

import re
from collections.abc import Iterator

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, Route, expect
from village.life import Village
from village.served import served

from voting.verifier.formats import bundle_evidence
from voting.verifier.verification import verify

pytestmark = pytest.mark.browser
BUTTON = "Kiểm tra kết quả này"
OF_A_BUNDLE = re.compile(
    "/api/v1/(?:communes/[^/]+/log/(payloads/.*)|(commune|vote)s/[^/]+/log/(.*)|votes/.*/(.*[.]bel))$"
)
HOLDS = "Mọi điều kiểm được đều đúng."
OTHER_PAGE = "Câu hỏi gửi đến các hộ hoặc con số trên trang này khác với sổ."


@pytest.fixture(scope="module")
def site(village: Village, bundle: dict[str, dict[str, str]]) -> Iterator[str]:
    assert "verify.js" in bundle
    with served(village):
        yield village.address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(**PHONE)
    yield context.new_page()
    context.close()


def test_a_result_is_checked_from_its_own_page(phone: Page, site: str, village: Village) -> None:
    """In the very sentences of the command, one by one, with their numbers; and again, as often as one likes."""
    vote, asked = village.votes["decided"], set[str]()
    phone.on("request", lambda request: asked.add(request.url))
    phone.goto(f"{site}/bieu-quyet/{vote}")
    phone.get_by_role("link", name=BUTTON).click()
    expect(phone.locator("[data-slot=conclusion]")).to_contain_text(HOLDS, timeout=60_000)
    files = {name: phone.request.get(url).body() for url in asked if (name := in_a_bundle(url))}
    report = verify(bundle_evidence(files, "what the page has read"), now=village.clock.now)
    assert phone.locator("[data-slot=list] [data-slot=text]").all_inner_texts() == [
        f"{one.number}. {one.sentence.vi}" for one in report.checks
    ]
    assert phone.locator("[data-slot=signs] li").all_inner_texts() == [one.sentence.vi for one in report.signs]
    expect(phone.locator("[data-slot=conclusion]")).to_have_text(report.conclusion.vi)
    expect(phone.get_by_text("Câu hỏi gửi đến các hộ và con số trên trang này đúng như trong sổ.")).to_be_visible()
    phone.get_by_role("button", name="Kiểm lại").click()
    expect(phone.locator("[data-slot=conclusion]")).to_have_text(report.conclusion.vi, timeout=60_000)
    expect(phone.locator("[data-slot=list] li")).to_have_count(len(report.checks))


def in_a_bundle(url: str) -> str:
    """What a file of the public interface is called in `bundle.zip`; empty for any other."""
    named = OF_A_BUNDLE.search(url)
    if not named:
        return ""
    payload, book, path, archive = named.groups()
    return payload or archive or f"{book}/{path}"


def test_a_check_can_be_stopped_and_left_at_any_time(phone: Page, site: str, village: Village) -> None:
    """The page answers meanwhile, since it works in a worker; what is left or stopped is begun anew when one asks."""
    address = f"{site}/bieu-quyet/{village.votes['decided']}"
    phone.route("**/*.bel", lambda _: None)  # a network that hangs
    phone.goto(f"{address}/kiem-tra")
    phone.get_by_role("button", name=BUTTON).click()
    expect(phone.get_by_text("Đang tải hai sổ…")).to_be_visible()
    assert float(phone.locator("[data-slot=bar]").evaluate("bar => bar.value")) < 1
    phone.get_by_role("button", name="Dừng kiểm").click()
    expect(phone.get_by_text("Đang tải hai sổ…")).to_be_hidden()
    phone.get_by_role("button", name="Kiểm lại").click()
    phone.goto(address)
    phone.go_back()
    phone.unroute("**/*.bel")
    phone.reload()
    phone.get_by_role("button", name=BUTTON).click()
    expect(phone.locator("[data-slot=conclusion]")).to_contain_text(HOLDS, timeout=60_000)
    expect(phone.get_by_role("button", name="Dừng kiểm")).to_be_hidden()


def test_a_page_with_other_numbers_than_the_record_is_found_out(page: Page, site: str, village: Village) -> None:
    def lie(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("[[3,0,1]]", "[[4,0,0]]"))

    page.route("**/kiem-tra", lie)
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    page.get_by_role("button", name=BUTTON).click()
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("Mã lỗi: other-page", timeout=60_000)
    expect(trouble).to_be_focused()
    expect(page.locator(".checks > .failed")).to_have_text(OTHER_PAGE)
    expect(page.locator("[data-slot=conclusion]")).to_be_hidden()


def test_the_words_for_a_fault_come_with_it_and_a_server_that_keeps_them_back_hides_nothing(
    page: Page, site: str, village: Village
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*.bel", lambda route: route.fulfill(body=b"no archive"))
    address = f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra"
    said = page.locator(".checks > .failed").first
    page.goto(address)
    page.get_by_role("button", name=BUTTON).click()
    expect(said).to_be_visible(timeout=60_000)
    expect(page.get_by_role("alert")).to_contain_text("Mã lỗi", timeout=60_000)
    told = said.inner_text()
    assert len([url for url in asked if "/faults-vi-" in url]) == 1
    page.route("**/faults-vi-*", lambda route: route.abort())
    page.goto(address)
    page.get_by_role("button", name=BUTTON).click()
    expect(said).to_be_visible(timeout=60_000)
    expect(page.get_by_role("alert")).to_contain_text("Mã lỗi", timeout=60_000)
    assert said.inner_text() != told


def test_only_the_checking_page_may_have_a_worker_and_only_ours(page: Page, site: str, village: Village) -> None:
    answer = page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    assert answer is not None
    rules = answer.headers["content-security-policy"]
    assert "worker-src 'self'" in rules
    assert "trusted-types dinh-check;" in f"{rules};"
    refused = page.evaluate("() => { try { new Worker('/static/dist/x.js'); } catch (error) { return error.name; } }")
    assert refused == "TypeError", "an address that no policy let through"
    worker = page.request.get(site + str(page.locator("[data-worker]").get_attribute("data-worker")))
    assert worker.headers["content-security-policy"] == "default-src 'none'; connect-src 'self'"


def test_a_network_that_fails_accuses_nobody_and_may_be_tried_again(page: Page, site: str, village: Village) -> None:
    page.route("**/log/checkpoint", lambda route: route.abort())
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa kiểm xong vì chưa tải được hết sổ", timeout=30_000)
    page.unroute("**/log/checkpoint")
    page.get_by_role("button", name="Kiểm lại").click()
    expect(page.locator("[data-slot=conclusion]")).to_contain_text(HOLDS, timeout=60_000)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_before_a_result_nothing_is_offered_that_cannot_be_done(page: Page, site: str, village: Village) -> None:
    page.goto(f"{site}/bieu-quyet/{village.votes['open']}/kiem-tra")
    expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)
    expect(page.get_by_text(f"Khi có kết quả, ông bà bấm “{BUTTON}” ngay tại trang này.")).to_be_visible()


def test_without_scripts_the_page_says_so_and_offers_no_dead_button(
    chromium: Browser, site: str, village: Village
) -> None:
    context = chromium.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    expect(page.get_by_text("Cần JavaScript để kiểm ngay trên máy này.")).to_be_visible()
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    context.close()
