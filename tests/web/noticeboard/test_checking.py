"""A promise of checking ends at a button: the browser does every check again and says so, or says which one fails."""

from collections.abc import Iterator

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, Route, expect
from village.life import Village
from village.served import served

pytestmark = pytest.mark.browser
BUTTON = "Kiểm tra kết quả này"


@pytest.fixture(scope="module")
def site(village: Village, bundle: dict[str, dict[str, str]]) -> Iterator[str]:
    assert "result.js" in bundle
    with served(village):
        yield village.address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(**PHONE)
    yield context.new_page()
    context.close()


def test_a_result_is_checked_from_its_own_page(page: Page, site: str, village: Village) -> None:
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}")
    page.get_by_role("link", name=BUTTON).click()
    said = "Khớp cả 5 phép kiểm. Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3."
    expect(page.get_by_text(said)).to_be_visible(timeout=30_000)
    expect(page.locator(".checks > .done")).to_have_count(5)
    expect(page.get_by_role("button", name="Kiểm lại")).to_be_enabled()


def test_a_page_with_other_numbers_than_the_record_is_found_out(page: Page, site: str, village: Village) -> None:
    def lie(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("[[3,0,1]]", "[[4,0,0]]"))

    page.route("**/kiem-tra", lie)
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    page.get_by_role("button", name=BUTTON).click()
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("Không khớp ở phép kiểm “Câu kết luận đúng với con số”", timeout=30_000)
    expect(trouble).to_be_focused()
    expect(page.locator(".checks > .done")).to_have_count(4)
    expect(page.get_by_text("Khớp cả 5")).to_be_hidden()


def test_a_network_that_fails_accuses_nobody_and_may_be_tried_again(page: Page, site: str, village: Village) -> None:
    page.route("**/log/checkpoint", lambda route: route.abort())
    page.goto(f"{site}/bieu-quyet/{village.votes['decided']}/kiem-tra")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa kiểm xong vì chưa tải được hết sổ", timeout=30_000)
    page.unroute("**/log/checkpoint")
    page.get_by_role("button", name="Kiểm lại").click()
    expect(page.get_by_text("Khớp cả 5 phép kiểm.")).to_be_visible(timeout=30_000)
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
