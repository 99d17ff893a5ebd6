"""The counting committee's pages, and the supervisory board's."""

from playwright.sync_api import Page

from screens.sight import Sight, send_nothing


def _make_paper(page: Page) -> None:
    """Makes the counting paper: it stands on the page, to be printed or written down."""
    page.locator("[data-act=make]").click()
    page.locator("[data-step=show]").wait_for()


def _repeat(page: Page) -> None:
    """Makes the paper, then types a code that is not the one printed."""
    _make_paper(page)
    page.locator("[data-act=written]").click()
    page.locator("[data-step=repeat]").wait_for()


def _in_lobby(page: Page) -> None:
    """Waits until the page has heard who is there."""
    page.locator("[data-step=lobby]:visible").wait_for()


def _read_books(page: Page) -> None:
    """Waits until the machine has read the books and says how many ballots there are."""
    page.locator("[data-step=seed]:visible, [data-slot=refusal]:visible").first.wait_for(timeout=60_000)


def _sign_with_nothing(page: Page) -> None:
    """Presses “Kiểm tra và ký” with an empty paper: each line says what is wanting."""
    page.locator("[data-step=paper] button[type=submit]").click()
    page.locator("[data-slot=errors]:visible").wait_for()


SIGHTS = [
    Sight("ban-lap-chua-co", "vai.head", "/kiem-phieu/tay-hoa/lap", "set-up"),
    Sight("ban-lap-loi", "vai.head", "/kiem-phieu/tay-hoa/lap", "set-up", send_nothing),
    Sight("ban-lap-dang-tao-the", "vai.head", "/kiem-phieu/dang-lap/lap", "set-up"),
    Sight("the-kiem-chua-tao", "dem.hai", "/kiem-phieu/dang-lap", "set-up"),
    Sight("the-kiem-vua-tao", "dem.hai", "/kiem-phieu/dang-lap", "set-up", _make_paper),
    Sight("the-kiem-go-lai", "dem.hai", "/kiem-phieu/dang-lap", "set-up", _repeat),
    Sight("the-chung-chua-tao", "dem.hai", "/kiem-phieu/cung-lam", "set-up"),
    Sight("the-chung-vua-tao", "dem.ba", "/kiem-phieu/cung-lam", "set-up", _make_paper),
    Sight("the-chung-vao-lai", "dem.mot", "/kiem-phieu/cung-lam", "set-up", _in_lobby),
    Sight("the-kiem-cho-nguoi-khac", "dem.mot", "/kiem-phieu/dang-lap", "set-up"),
    Sight("the-kiem-xong", "dem.mot", "/kiem-phieu/du", "set-up"),
    Sight("the-kiem-den-gio", "dem.hai", "/kiem-phieu/dong-hoa"),
    Sight("the-kiem-khong-co-ten", "vai.counting", "/kiem-phieu/dong-hoa"),
    Sight("mo-phieu-chua-mo", "dem.hai", "/mo-phieu/{counting}", act=_read_books),
    Sight("mo-phieu-da-xong-phan", "dem.mot", "/mo-phieu/{counting}"),
    Sight("mo-phieu-giup", "vai.counting", "/mo-phieu/{counting}", act=_read_books),
    Sight("mo-phieu-co-ket-qua", "dem.mot", "/mo-phieu/{decided}"),
    Sight("giam-sat", "vai.board", "/giam-sat/dong-hoa"),
    Sight("giam-sat-co-bao-dong", "vai.board", "/giam-sat/dong-hoa", "watched"),
    Sight("giam-sat-danh-sach-the", "vai.board", "/giam-sat/danh-sach-the/{open}"),
    Sight("giam-sat-ky", "vai.board", "/giam-sat/dong-hoa/ky"),
    Sight("giam-sat-ky-co-bao-dong", "vai.board", "/giam-sat/dong-hoa/ky", "watched"),
    Sight("giam-sat-ky-loi", "vai.board", "/giam-sat/dong-hoa/ky", act=_sign_with_nothing),
    Sight("giam-sat-the", "vai.board", "/giam-sat/dong-hoa/the-giam-sat"),
    Sight("giam-sat-the-vua-tao", "vai.board", "/giam-sat/dong-hoa/the-giam-sat", act=_make_paper),
    Sight("giam-sat-the-go-lai", "vai.board", "/giam-sat/dong-hoa/the-giam-sat", act=_repeat),
    Sight("giam-sat-ghi-chep", "vai.board", "/giam-sat/dong-hoa/ghi-chep", "watched"),
    Sight("giam-sat-ghi-chep-loi", "vai.board", "/giam-sat/dong-hoa/ghi-chep", act=send_nothing),
    Sight("giam-sat-thon-moi", "vai.board", "/giam-sat/tay-hoa", "set-up"),
]
