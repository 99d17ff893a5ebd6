"""The poster on paper: a sheet of A4 for each vote, nothing cut off, its QR the village's page."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser
from village.life import Village
from village.people import PASSWORD, VILLAGE
from village.served import served

from web.client import Reader, sign_in

ROOM = ".room"
HAS_ROOM = "one => [...one.children].reduce((all, part) => all + part.offsetHeight, 0) <= one.clientHeight"
POSTER = f"/quan-ly/{VILLAGE}/ap-phich"
LONG = "Sửa đường bê tông từ cổng làng đến nhà văn hóa, nạo vét rãnh thoát nước hai bên và trồng lại hàng cây bàng " * 2


def test_the_poster_says_what_when_where_help_is_and_which_book(own_app, own_village: Village) -> None:
    own_village.services.communes.ring_in_commune(
        own_village.actors["admin"], "bà Lê Thị Hạnh", "Trưởng ban công tác Mặt trận", "0900000012"
    )
    said = Reader(sign_in(own_app, "vai.head").get(POSTER).text).text
    for words in ("Giữ yên tĩnh sau 22 giờ", "Mở lúc 13:00", "25/11", "thứ Tư", "Đến 13:00", "27/11", "thứ Sáu"):
        assert words in said
    assert own_village.log().code() in said
    assert "0900\u00a0000\u00a0012" in said or "0900 000 012" in said


@pytest.mark.browser
def test_a_poster_is_one_sheet_and_its_code_leads_to_the_village(
    chromium: Browser, own_village: Village, tmp_path: Path, bundle: dict[str, dict[str, str]]
) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("needs pdftoppm (poppler-utils)")
    own_village.open_vote(LONG[:200].strip(), lasts_h=24)
    with served(own_village) as village:
        page = chromium.new_page()
        page.goto(f"{village.address}/dang-nhap?tiep={POSTER}")
        page.locator("[name=login]").fill("vai.head")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form [type=submit]").click()
        page.locator(ROOM).first.wait_for()
        assert all(one.evaluate(HAS_ROOM) for one in page.locator(ROOM).all())
        (tmp_path / "poster.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
        page.close()
        command = ["pdftoppm", "-r", "100", "-gray", "poster.pdf", "page"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        sheets = [Image.open(io.BytesIO(one.read_bytes())) for one in sorted(tmp_path.glob("page-*.pgm"))]
        assert len(sheets) == 3
        read = [[found.text for found in zxingcpp.read_barcodes(sheet)] for sheet in sheets]
        assert read == [[f"{village.address}/thon/{VILLAGE}"]] * 3
