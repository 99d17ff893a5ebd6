"""Pages that everyone can open."""

from playwright.sync_api import Page

from screens.sight import Sight, unfold


def check_result(page: Page) -> None:
    """Has every check done."""
    page.get_by_role("button", name="Kiểm tra kết quả này").click()
    page.get_by_text("Mọi điều kiểm được đều đúng.").wait_for()


SIGHTS = [
    Sight("trang-chu", "", "/"),
    Sight("trang-chu-moi", "", "/", "bare"),
    Sight("thon", "", "/thon/dong-hoa"),
    Sight("thon-chua-co-viec", "", "/thon/tay-hoa"),
    Sight("thon-cac-viec", "", "/thon/dong-hoa/viec"),
    Sight("thon-cac-ket-qua", "", "/thon/dong-hoa/ket-qua"),
    Sight("xa", "", "/xa/xa-dong-hoa", "merged"),
    Sight("xa-moi", "", "/xa/xa-dong-hoa", "bare"),
    Sight("thon-da-hop", "", "/thon/tay-hoa", "merged"),
    Sight("thon-hop-tu", "", "/thon/dong-hoa", "merged"),
    Sight("huong-dan", "", "/huong-dan"),
    Sight("to-huong-dan-truong-thon", "", "/huong-dan/truong-thon"),
    Sight("to-huong-dan-giam-sat", "", "/huong-dan/giam-sat"),
    Sight("du-lieu-ca-nhan", "", "/du-lieu-ca-nhan"),
    Sight("ma-nguon", "", "/ma-nguon"),
    Sight("cuoc-dang-mo", "", "/bieu-quyet/{open}"),
    Sight("cuoc-sap-mo", "", "/bieu-quyet/{upcoming}"),
    Sight("cuoc-dang-kiem", "", "/bieu-quyet/{counting}"),
    Sight("cuoc-co-ket-qua", "", "/bieu-quyet/{decided}"),
    Sight("cuoc-co-ket-qua-mo-het", "", "/bieu-quyet/{decided}", act=unfold),
    Sight("cuoc-da-huy", "", "/bieu-quyet/{cancelled}"),
    Sight("dong-cua-so", "", "/bieu-quyet/{decided}/so/{first}"),
    Sight("kiem-tra-ket-qua", "", "/bieu-quyet/{decided}/kiem-tra"),
    Sight("kiem-tra-ket-qua-xong", "", "/bieu-quyet/{decided}/kiem-tra", act=check_result),
    Sight("kiem-tra-chua-co-ket-qua", "", "/bieu-quyet/{open}/kiem-tra"),
    Sight("tap-duot-cuoc-dang-mo", "", "/bieu-quyet/{practising}", "set-up"),
    Sight("tap-duot-cuoc-co-ket-qua", "", "/bieu-quyet/{practised}", "set-up"),
    Sight("tap-duot-tu-kiem", "", "/bieu-quyet/{practised}/kiem-tra", "set-up", act=check_result),
    Sight("y-kien-kin-thon", "", "/thon/dong-hoa", "opinions"),
    Sight("y-kien-kin-cuoc-dang-mo", "", "/bieu-quyet/{open}", "opinions"),
    Sight("y-kien-kin-cuoc-co-ket-qua", "", "/bieu-quyet/{decided}", "opinions"),
    Sight("y-kien-kin-cuoc-da-huy", "", "/bieu-quyet/{cancelled}", "opinions"),
    Sight("y-kien-kin-tu-kiem", "", "/bieu-quyet/{decided}/kiem-tra", "opinions", act=check_result),
    Sight("ai-giam-sat-cong-khai", "", "/ai-giam-sat/xa-dong-hoa", "watched"),
    Sight("ai-giam-sat-cong-khai-chua-co", "", "/ai-giam-sat/xa-dong-hoa"),
    Sight("thon-co-bao-dong", "", "/thon/dong-hoa", "watched"),
    Sight("cuoc-da-duoc-xac-nhan", "", "/bieu-quyet/{decided}", "watched"),
    Sight("go-ma-the", "", "/the"),
    Sight("tim-phieu-theo-so", "", "/phieu"),
    Sight("trang-phieu", "", "/phieu/{receipt}"),
    Sight("trang-phieu-khong-co", "", "/phieu/{none}", status=404),
    Sight("kiem-tra-may", "", "/kiem-tra-may"),
    Sight("y-kien-go-ma", "", "/y-kien"),
    Sight("y-kien-con-so", "", "/lay-y-kien/{asked}"),
    Sight("khong-co-trang", "", "/khong-co-trang-nay", status=404),
]
