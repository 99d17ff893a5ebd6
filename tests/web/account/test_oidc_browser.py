"""An official links an account at a certified provider, and signs in with it, in Chromium."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fixtures.browser import serving
from fixtures.oidc import provider_of_npm
from playwright.sync_api import Page, expect
from village.life import Village
from village.people import PASSWORD

from voting.manage.server import free_port
from voting.web.app import create_app

pytestmark = [pytest.mark.browser, pytest.mark.node]
NAME = "Định danh thử"


@pytest.fixture
def address(own_village: Village) -> Iterator[str]:
    port = free_port()
    public = f"http://localhost:{port}"
    with provider_of_npm(f"{public}/dang-nhap/dinh-danh/ve", "dinh-danh") as provider:
        settings = replace(own_village.settings, public_url=public, identity_providers=(provider,))
        with serving(create_app(own_village.services, settings), port) as served:
            yield served


def at_the_provider(page: Page, *, asks: bool) -> None:
    """Signs in there as "lan"; the first time it asks whether it may tell us so."""
    page.fill("[name=login]", "lan")
    page.fill("[name=password]", "any will do there")
    page.get_by_role("button", name="Sign-in").click()
    if asks:
        page.get_by_role("button", name="Continue").click()


def test_from_the_link_to_the_desk(phone: Page, address: str) -> None:
    phone.goto(f"{address}/dang-nhap")
    phone.fill("[name=login]", "vai.head")
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="Đăng nhập", exact=True).click()
    phone.goto(f"{address}/khoa-truy-cap")
    phone.get_by_role("link", name=f"Nối với {NAME}").click()
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="Xác nhận", exact=True).click()
    phone.get_by_role("link", name=f"Sang {NAME}").click()
    at_the_provider(phone, asks=True)
    expect(phone.get_by_text(f"Đã nối với {NAME}")).to_be_visible()
    phone.goto(f"{address}/ban-lam-viec")
    phone.get_by_role("button", name="Đăng xuất").first.click()
    phone.goto(f"{address}/quan-ly/dong-hoa/ho")
    phone.get_by_role("link", name=f"Đăng nhập bằng {NAME}").click()
    at_the_provider(phone, asks=False)
    phone.wait_for_url(f"{address}/quan-ly/dong-hoa/ho")
    phone.goto(f"{address}/khoa-truy-cap")
    expect(phone.get_by_text("Dùng gần nhất lúc")).to_be_visible()
    phone.get_by_role("link", name=f"Thôi nối {NAME}").click()
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="Thôi nối").click()
    expect(phone.get_by_text("Đã thôi nối")).to_be_visible()
