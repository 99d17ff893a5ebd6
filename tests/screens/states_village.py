"""The desk of a village: home, household list, cards, poster, votes. For the head, the team, the card authority."""

from playwright.sync_api import Page

from screens.sight import Sight, press, send_nothing, unfold

HEAD, TEAM, CARDS = "vai.head", "vai.team", "vai.cards"


def _make_cards(page: Page) -> None:
    """Makes the cards that are wanting: they stand on the page, to be printed."""
    page.locator("[data-act=make]").click()
    page.locator("[data-act=print]").wait_for()


def _review(page: Page) -> None:
    """Fills in a vote and looks it over."""
    page.locator("#title").fill("Trồng cây gì ở sân nhà văn hóa?")
    page.locator("#description").fill("Chi đoàn đề xuất.\n\nKhông tốn tiền của hộ nào.")
    page.locator("#questions-0-text").fill("Hộ mình có đồng ý trồng cây bàng không?")
    page.locator("[name=opens][value=now]").check()
    page.locator("#closes_day").fill("2026-11-28")
    page.locator("#closes_at").fill("20:00")
    page.locator("#helper").fill("Bà Lê Thị Mận")
    page.locator("#phone").fill("0912 345 678")
    press("Xem lại trước khi mở")(page)


def _wrong_sum(page: Page) -> None:
    """Types a part that is more than its whole."""
    page.locator("#value").fill("5.000.000")
    page.locator("#people_money").fill("9.000.000")
    send_nothing(page)


def _wrong_name(page: Page) -> None:
    """Types another village's name where the village's own is asked for."""
    page.locator("#village_name").fill("Tây Hòa")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state()


LISTS = [
    Sight("viec-thon-moi", HEAD, "/quan-ly/tay-hoa", "set-up"),
    Sight("viec-thon-dang-lap", HEAD, "/quan-ly/dang-lap", "set-up"),
    Sight("viec-thon-du", HEAD, "/quan-ly/du", "set-up"),
    Sight("viec-thon-dang-lay-phieu", HEAD, "/quan-ly/dong-hoa"),
    Sight("viec-thon-cac-cuoc", HEAD, "/quan-ly/dong-hoa/bieu-quyet"),
    Sight("viec-thon-mat-tran", "vai.front", "/quan-ly/dong-hoa"),
    Sight("danh-sach-chua-co", HEAD, "/quan-ly/tay-hoa/ho", "set-up"),
    Sight("danh-sach-loi", HEAD, "/quan-ly/tay-hoa/ho", "set-up", send_nothing),
    Sight("danh-sach", HEAD, "/quan-ly/du/ho", "set-up", unfold),
    Sight("danh-sach-chi-xem", CARDS, "/quan-ly/du/ho", "set-up"),
    Sight("xem-truoc-co-loi", HEAD, "/quan-ly/dong-hoa/ho/xem-truoc/{faults}", "set-up", unfold),
    Sight("xem-truoc-tot", HEAD, "/quan-ly/dong-hoa/ho/xem-truoc/{good}", "set-up", unfold),
    Sight("xem-truoc-nguy", HEAD, "/quan-ly/dong-hoa/ho/xem-truoc/{dangers}", "set-up", unfold),
    Sight("xem-truoc-sai-ten", HEAD, "/quan-ly/dong-hoa/ho/xem-truoc/{dangers}", "set-up", _wrong_name),
    Sight("xem-truoc-gach-ngang", HEAD, "/quan-ly/tay-hoa/ho/xem-truoc/{marked}", "set-up", unfold),
    Sight("chon-trang", HEAD, "/quan-ly/tay-hoa/ho/xem-truoc/{sheets}", "set-up"),
]
CARD_PAGES = [
    Sight("the-can-lam", CARDS, "/quan-ly/dang-lap/the-ho", "set-up"),
    Sight("the-vua-lam", CARDS, "/quan-ly/dang-lap/the-ho", "set-up", _make_cards),
    Sight("the-du", CARDS, "/quan-ly/dong-hoa/the-ho"),
    Sight("the-chua-co-danh-sach", CARDS, "/quan-ly/tay-hoa/the-ho", "set-up"),
    Sight("ky-nhan", CARDS, "/quan-ly/dang-lap/the-ho/giao-the", "set-up"),
    Sight("ky-nhan-chua-co", CARDS, "/quan-ly/tay-hoa/the-ho/giao-the", "set-up"),
    Sight("huy-the", TEAM, "/quan-ly/du/the-ho/huy", "set-up"),
    Sight("huy-the-dang-lay-phieu", TEAM, "/quan-ly/mat-the/the-ho/huy", "set-up"),
    Sight("huy-the-loi", TEAM, "/quan-ly/du/the-ho/huy", "set-up", send_nothing),
    Sight("cho-dong-y-thay-the", CARDS, "/quan-ly/mat-the/the-ho/cho-dong-y", "set-up"),
    Sight("cho-dong-y-ca-bo", CARDS, "/quan-ly/du/the-ho/cho-dong-y", "set-up"),
    Sight("cho-dong-y-cua-minh", TEAM, "/quan-ly/du/the-ho/cho-dong-y", "set-up"),
    Sight("cho-dong-y-khong-co", HEAD, "/quan-ly/dong-hoa/the-ho/cho-dong-y"),
    Sight("lam-lai-ca-bo", HEAD, "/quan-ly/du/the-ho/lam-lai", "set-up"),
    Sight("lam-lai-ca-bo-loi", HEAD, "/quan-ly/du/the-ho/lam-lai", "set-up", send_nothing),
    Sight("ap-phich", HEAD, "/quan-ly/dong-hoa/ap-phich"),
    Sight("ap-phich-chua-co-viec", HEAD, "/quan-ly/tay-hoa/ap-phich", "set-up"),
]
ANNOUNCEMENTS = [
    Sight("tin-cac-tin", HEAD, "/quan-ly/dong-hoa/tin"),
    Sight("tin-chua-co", HEAD, "/quan-ly/du/tin", "set-up"),
    Sight("tin-moi", HEAD, "/quan-ly/dong-hoa/tin/moi"),
    Sight("tin-moi-loi", HEAD, "/quan-ly/dong-hoa/tin/moi", act=send_nothing),
    Sight("tin-dinh-chinh", HEAD, "/quan-ly/dong-hoa/tin/{announcement}/dinh-chinh"),
    Sight("tin-go", HEAD, "/quan-ly/dong-hoa/tin/{announcement}/go"),
    Sight("tin-go-loi", HEAD, "/quan-ly/dong-hoa/tin/{announcement}/go", act=send_nothing),
]
VOTES = [
    Sight("hoi-y-kien", HEAD, "/quan-ly/dong-hoa/hoi-y-kien"),
    Sight("hoi-y-kien-moi", TEAM, "/quan-ly/du/hoi-y-kien", "set-up"),
    Sight("hoi-y-kien-loi", TEAM, "/quan-ly/du/hoi-y-kien", "set-up", send_nothing),
    Sight("y-kien-cac-ho", TEAM, "/hoi-y-kien/{asked}", act=unfold),
    Sight("y-kien-truong-thon", HEAD, "/hoi-y-kien/{asked}"),
    Sight("viec-moi", HEAD, "/quan-ly/dong-hoa/bieu-quyet/moi?viec={ready}", "roads"),
    Sight("viec-moi-loi", HEAD, "/quan-ly/dong-hoa/bieu-quyet/moi?viec={ready}", "roads", send_nothing),
    Sight("viec-moi-xem-lai", HEAD, "/quan-ly/dong-hoa/bieu-quyet/moi?viec={ready}", "roads", _review),
    Sight("nhap-xem-lai", HEAD, "/quan-ly/du/bieu-quyet/nhap/{draft}", "set-up"),
    Sight("nhap-sua", HEAD, "/quan-ly/du/bieu-quyet/nhap/{draft}/sua", "set-up"),
    Sight("viec-dang-mo", HEAD, "/dieu-hanh/{open}"),
    Sight("viec-dang-mo-mat-tran", "vai.front", "/dieu-hanh/{open}"),
    Sight("viec-du-phieu", HEAD, "/dieu-hanh/{open}", "set-up"),
    Sight("viec-sap-mo", HEAD, "/dieu-hanh/{upcoming}"),
    Sight("viec-dang-kiem", HEAD, "/dieu-hanh/{counting}"),
    Sight("viec-co-ket-qua", HEAD, "/dieu-hanh/{decided}"),
    Sight("viec-da-huy", HEAD, "/dieu-hanh/{cancelled}"),
    Sight("chua-gui", TEAM, "/dieu-hanh/{open}/chua-gui"),
    Sight("chua-gui-chua-nhac", TEAM, "/dieu-hanh/{open}/chua-gui?loc=chua-nhac"),
    Sight("chua-gui-loi", TEAM, "/dieu-hanh/{open}/chua-gui", act=press("Ghi các hộ đã đánh dấu")),
    Sight("chua-gui-da-dong", TEAM, "/dieu-hanh/{decided}/chua-gui"),
    Sight("tin-nhan", HEAD, "/dieu-hanh/{open}/tin-nhan"),
    Sight("tin-nhan-sap-mo", HEAD, "/dieu-hanh/{upcoming}/tin-nhan"),
    Sight("tin-nhan-khong-co-cong", HEAD, "/dieu-hanh/{open}/tin-nhan", "set-up"),
    Sight("nhac-qua-thu", HEAD, "/nhac-qua-thu"),
    Sight("nhac-qua-thu-khong-co", HEAD, "/nhac-qua-thu", "set-up"),
    Sight("mo-ban-ho-tro", TEAM, "/quan-ly/dong-hoa/ban-ho-tro"),
    Sight("mo-ban-ho-tro-chua-can", TEAM, "/quan-ly/tay-hoa/ban-ho-tro", "set-up"),
    Sight("ban-ho-tro-chua-mo", "", "/ban-ho-tro"),
    Sight("ban-ho-tro-khong-co-gi-dong", "", "/ban-ho-tro/dong"),
    Sight("chua-gui-khong-con", TEAM, "/dieu-hanh/{open}/chua-gui", "set-up"),
    Sight("dinh-chinh", HEAD, "/dieu-hanh/{open}/dinh-chinh"),
    Sight("dinh-chinh-loi", HEAD, "/dieu-hanh/{open}/dinh-chinh", act=send_nothing),
    Sight("gia-han", HEAD, "/dieu-hanh/{open}/gia-han"),
    Sight("gia-han-loi", HEAD, "/dieu-hanh/{open}/gia-han", act=send_nothing),
    Sight("huy-viec", HEAD, "/dieu-hanh/{open}/huy"),
    Sight("huy-viec-loi", HEAD, "/dieu-hanh/{open}/huy", act=send_nothing),
]
PRACTICE = [
    Sight("tap-duot", HEAD, "/quan-ly/dong-hoa/tap-duot"),
    Sight("tap-duot-chua-co-gi", HEAD, "/quan-ly/tay-hoa/tap-duot", "set-up"),
    Sight("tap-duot-dang-tap", HEAD, "/quan-ly/mat-the/tap-duot", "set-up"),
    Sight("tap-duot-huy", HEAD, "/dieu-hanh/{practising}/huy", "set-up"),
    Sight("tap-duot-the", CARDS, "/quan-ly/du/tap-duot/the", "set-up"),
    Sight("tap-duot-the-vua-lam", CARDS, "/quan-ly/du/tap-duot/the", "set-up", _make_cards),
    Sight("tap-duot-the-dang-tap", CARDS, "/quan-ly/mat-the/tap-duot/the", "set-up"),
]
OPINIONS = [
    Sight("y-kien-kin-moi", HEAD, "/quan-ly/dong-hoa/y-kien-kin", "opinions"),
    Sight("y-kien-kin-loi", HEAD, "/quan-ly/dong-hoa/y-kien-kin", "opinions", send_nothing),
    Sight("y-kien-kin-xem-lai", HEAD, "/quan-ly/dong-hoa/bieu-quyet/nhap/{draft}", "opinions"),
    Sight("y-kien-kin-sua", HEAD, "/quan-ly/dong-hoa/bieu-quyet/nhap/{draft}/sua", "opinions"),
    Sight("y-kien-kin-viec-thon", HEAD, "/quan-ly/dong-hoa", "opinions"),
    Sight("y-kien-kin-dang-mo", HEAD, "/dieu-hanh/{open}", "opinions"),
    Sight("y-kien-kin-co-ket-qua", HEAD, "/dieu-hanh/{decided}", "opinions"),
    Sight("y-kien-kin-huy", HEAD, "/dieu-hanh/{open}/huy", "opinions"),
    Sight("y-kien-kin-ap-phich", HEAD, "/quan-ly/dong-hoa/ap-phich", "opinions"),
]
REPORTS = [
    Sight("bao-cao", HEAD, "/giam-sat/dong-hoa/bao-cao"),
    Sight("bao-cao-ca-nam", "vai.board", "/giam-sat/dong-hoa/bao-cao/2026", "merged"),
    Sight("bao-cao-hop-trong-ky", HEAD, "/giam-sat/dong-hoa/bao-cao/2026-2", "roads"),
    Sight("bao-cao-chua-co", HEAD, "/giam-sat/tay-hoa/bao-cao/2025-2", "set-up"),
    Sight("bao-cao-dien", HEAD, "/giam-sat/dong-hoa/bao-cao/2026-2/dien/hop"),
    Sight("bao-cao-dien-loi", HEAD, "/giam-sat/dong-hoa/bao-cao/2026-2/dien/gia-tri", act=_wrong_sum),
    Sight("bao-cao-loi-van", HEAD, "/giam-sat/dong-hoa/bao-cao/2026-2/dien/loi-van"),
    Sight("bao-cao-xa", "van.phong", "/can-bo/bao-cao", "merged"),
    Sight("bao-cao-xa-quan-tri", "quan.tri", "/can-bo/bao-cao/2026", "merged"),
    Sight("bao-cao-chot", HEAD, "/giam-sat/dong-hoa/bao-cao/2026-2/chot"),
    Sight("bao-cao-gui", HEAD, "/giam-sat/dong-hoa/bao-cao/2026/gui", "merged"),
    Sight("bao-cao-xa-gui", "van.phong", "/can-bo/bao-cao/2026/gui", "merged"),
    Sight("bao-cao-xa-chot", "van.phong", "/can-bo/bao-cao/2026-2/chot", "merged"),
    Sight("bao-cao-xa-dien", "van.phong", "/can-bo/bao-cao/2026-2/dien/giam-sat", "merged"),
]
SIGHTS = [*LISTS, *CARD_PAGES, *ANNOUNCEMENTS, *VOTES, *PRACTICE, *OPINIONS, *REPORTS]
