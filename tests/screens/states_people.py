"""Pages about officials' accounts: signing in, the desk, who does what, invitations."""

from playwright.sync_api import Page
from village.people import PASSWORD

from screens.sight import Sight, send_nothing

ADMIN = "quan.tri"


def _wrong_number(page: Page) -> None:
    """Types something that is no telephone number."""
    page.locator("[name=ring_phone]").fill("12")
    send_nothing(page)


def _said_who(page: Page, then: str = "[name=name]") -> None:
    """Gives the password again, as whoever adds a passkey is asked to."""
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form [type=submit]:visible").last.click()
    page.locator(then).wait_for()


def _said_who_links(page: Page) -> None:
    """The same, as whoever links an account elsewhere is asked to."""
    _said_who(page, "a.button[href$='/di']")


def _with_a_lock(page: Page) -> None:
    """The same page on a device that opens keys by finger, face or code."""
    page.add_init_script("PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true")
    page.reload()
    page.locator("[data-act=passkey]").wait_for()


SIGHTS = [
    Sight("dang-nhap", "", "/dang-nhap"),
    Sight("dang-nhap-loi", "", "/dang-nhap", act=send_nothing),
    Sight("loi-moi", "", "/loi-moi/{token}", "set-up"),
    Sight("loi-moi-co-khoa", "", "/loi-moi/{token}", "set-up", _with_a_lock),
    Sight("loi-moi-loi", "", "/loi-moi/{token}", "set-up", send_nothing),
    Sight("loi-moi-khong-con", "", "/loi-moi/khong-co", "set-up", status=404),
    Sight("ban-quan-tri", ADMIN, "/ban-lam-viec", "set-up"),
    Sight("ban-quan-tri-moi", ADMIN, "/ban-lam-viec", "bare"),
    Sight("ban-truong-thon-moi", "vai.head", "/ban-lam-viec", "bare"),
    Sight("ban-truong-thon-dang-lap", "vai.head", "/ban-lam-viec", "set-up"),
    Sight("ban-truong-thon", "vai.head", "/ban-lam-viec"),
    Sight("ban-mat-tran", "vai.front", "/ban-lam-viec"),
    Sight("ban-to-giup-viec", "vai.team", "/ban-lam-viec", "set-up"),
    Sight("ban-in-the", "vai.cards", "/ban-lam-viec", "set-up"),
    Sight("ban-kiem-phieu", "dem.hai", "/ban-lam-viec"),
    Sight("ban-giam-sat", "vai.board", "/ban-lam-viec"),
    Sight("mat-khau", "vai.head", "/mat-khau"),
    Sight("mat-khau-loi", "vai.head", "/mat-khau", act=send_nothing),
    Sight("khoa-truy-cap-chua-co", "vai.team", "/khoa-truy-cap"),
    Sight("khoa-truy-cap", "vai.head", "/khoa-truy-cap"),
    Sight("khoa-truy-cap-them", "vai.head", "/khoa-truy-cap/them"),
    Sight("khoa-truy-cap-them-loi", "vai.head", "/khoa-truy-cap/them", act=send_nothing),
    Sight("khoa-truy-cap-tao", "vai.team", "/khoa-truy-cap/them", act=_said_who),
    Sight("khoa-truy-cap-bo", "vai.head", "/khoa-truy-cap/{passkey}/bo"),
    Sight("khoa-truy-cap-bo-loi", "vai.head", "/khoa-truy-cap/{passkey}/bo", act=send_nothing),
    Sight("noi-tai-khoan", "vai.cards", "/khoa-truy-cap/noi/cong-dvc"),
    Sight("noi-tai-khoan-loi", "vai.cards", "/khoa-truy-cap/noi/cong-dvc", act=send_nothing),
    Sight("noi-tai-khoan-sang", "vai.front", "/khoa-truy-cap/noi/cong-dvc", act=_said_who_links),
    Sight("thoi-noi-tai-khoan", "vai.head", "/khoa-truy-cap/da-noi/{identity}/bo"),
    Sight("thoi-noi-tai-khoan-loi", "vai.head", "/khoa-truy-cap/da-noi/{identity}/bo", act=send_nothing),
    Sight("can-bo", ADMIN, "/can-bo", "set-up"),
    Sight("can-bo-them", ADMIN, "/can-bo/them", "set-up"),
    Sight("can-bo-them-loi", ADMIN, "/can-bo/them", "set-up", send_nothing),
    Sight("can-bo-vai-tro", ADMIN, "/can-bo/vai-tro?tai-khoan={official}", "set-up"),
    Sight("can-bo-moi-lai", ADMIN, "/can-bo/moi-lai?tai-khoan={official}", "set-up"),
    Sight("can-bo-khoa", ADMIN, "/can-bo/khoa?tai-khoan={official}", "set-up"),
    Sight("can-bo-loi-moi", ADMIN, "/can-bo/loi-moi", "set-up"),
    Sight("can-bo-loi-moi-het", ADMIN, "/can-bo/loi-moi", "bare"),
    Sight("lap-thon", ADMIN, "/can-bo/lap-thon", "set-up"),
    Sight("lap-thon-loi", ADMIN, "/can-bo/lap-thon", "set-up", send_nothing),
    Sight("ai-de-goi-xa", ADMIN, "/can-bo/xa-va-thon", "set-up"),
    Sight("ai-de-goi-thon", "vai.head", "/quan-ly/dang-lap/nguoi-de-goi", "set-up"),
    Sight("ai-de-goi-thon-loi", "vai.head", "/quan-ly/dang-lap/nguoi-de-goi", "set-up", _wrong_number),
    Sight("kiem-nhiem-rut", ADMIN, "/can-bo/kiem-nhiem/rut?thon=tay-hoa", "set-up"),
    Sight("ngay-nghi", ADMIN, "/can-bo/ngay-nghi", "set-up"),
    Sight("ngay-nghi-loi", ADMIN, "/can-bo/ngay-nghi", "set-up", send_nothing),
    Sight("ai-giam-sat-chua-co", ADMIN, "/can-bo/giam-sat", "set-up"),
    Sight("ai-giam-sat", ADMIN, "/can-bo/giam-sat", "watched"),
    Sight("ai-giam-sat-them", ADMIN, "/can-bo/giam-sat/them", "watched"),
    Sight("ai-giam-sat-them-loi", ADMIN, "/can-bo/giam-sat/them", "watched", send_nothing),
    Sight("ai-giam-sat-them-dau-tien", ADMIN, "/can-bo/giam-sat/them", "set-up"),
    Sight("ai-giam-sat-bot", ADMIN, "/can-bo/giam-sat/bot?ben=mat-tran-xa", "watched"),
    Sight("ai-giam-sat-so-ben", ADMIN, "/can-bo/giam-sat/so-ben", "watched"),
    Sight("thoi-han", ADMIN, "/can-bo/quy-dinh", "set-up"),
    Sight("thoi-han-da-doi", ADMIN, "/can-bo/quy-dinh", "merged"),
    Sight("doi-so", ADMIN, "/can-bo/quy-dinh/online.notice", "set-up"),
    Sight("doi-so-loi", ADMIN, "/can-bo/quy-dinh/online.notice", "set-up", send_nothing),
    Sight("cac-thon", ADMIN, "/can-bo/cac-thon", "merged"),
    Sight("cac-thon-xa", "van.phong", "/can-bo/cac-thon", "merged"),
    Sight("cac-thon-qua-han", ADMIN, "/can-bo/cac-thon?thon=dong-hoa&qua_han=y", "merged"),
    Sight("cac-thon-dang-lap", ADMIN, "/can-bo/cac-thon", "set-up"),
    Sight("hop-thon", ADMIN, "/can-bo/hop-thon/du", "set-up"),
    Sight("hop-thon-loi", ADMIN, "/can-bo/hop-thon/du", "set-up", send_nothing),
    Sight("hop-thon-con-vuong", ADMIN, "/can-bo/hop-thon/mat-the", "set-up"),
    Sight("thon-da-hop-quan-ly", "vai.head", "/quan-ly/tay-hoa", "merged"),
    Sight("kiem-nhiem", ADMIN, "/can-bo/kiem-nhiem", "set-up"),
]
