"""Cast as intended: a second phone sees what was sealed. Honest ones pass; one that votes the opposite is caught."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from fixtures.browser import PHONE
from fixtures.node import Run
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route, expect
from village.life import Village

from voting.ballots.election import parse_election
from voting.ballots.errors import WrongOpening
from voting.ballots.opening import Opening, check_opening, chosen_answers, parse_opening
from voting.services.errors import RefusedBallot

from .test_voting import HEADING, choose, open_card, recorded

pytestmark = pytest.mark.browser
Spoil = Callable[[str], str]
HONEST = "return sealOpenable(election, voteSecret(this._secret, election.uuid), votes);"
# What a dishonest booth does instead.
SEALS_THE_OPPOSITE = {
    "tells the truth when opened": "return sealOpenable(election, secret, opposite(votes));",
    "lies when opened": """
        const made = sealOpenable(election, secret, opposite(votes));
        made.opening.choices = votes;
        return made;""",
    "opens another ballot": """
        const { ballot } = sealOpenable(election, secret, opposite(votes));
        return { ballot, opening: sealOpenable(election, secret, votes).opening };""",
}
SECRET = "const secret = voteSecret(this._secret, election.uuid);"
OPPOSITE = "\nconst opposite = (votes) => votes.map(([yes, no, ...rest]) => [no, yes, ...rest]);\n"


@pytest.fixture
def other_phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(**PHONE)
    yield context.new_page()
    context.close()


def number(page: Page, panel: str) -> str:
    return "".join(page.locator(f'{panel} [data-slot$="number"]').inner_text().split())


def seal_first(phone: Page) -> str:
    """Asks for the number of the sealed ballot, before anything is decided."""
    phone.get_by_text("Kiểm tra máy này (không bắt buộc)").click()
    phone.get_by_role("button", name="Niêm phong và xem số phiếu").click()
    expect(phone.locator(HEADING)).to_have_text("Gửi phiếu vừa niêm phong, hay mở ra kiểm?")
    expect(phone.get_by_text("Phiếu CHƯA được gửi.").locator("visible=true")).to_be_visible()
    return number(phone, '[data-panel="sealed"]')


def open_it(phone: Page) -> str:
    """Opens the ballot; the line under the QR code."""
    phone.get_by_role("button", name="Mở phiếu này ra kiểm").click()
    expect(phone.locator(HEADING)).to_have_text("Máy khác thấy gì trong phiếu này?")
    expect(phone.locator('[data-panel="opened"] svg[role="img"]')).to_be_visible()
    return phone.locator('[data-panel="opened"] [data-slot="text"]').text_content() or ""


def scan(other: Page, village: Village, line: str) -> None:
    other.goto(f"{village.address}/kiem-tra-may#{line}")


def test_an_honest_phone_passes(phone: Page, other_phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Không đồng ý")
    shown = seal_first(phone)
    scan(other_phone, village, open_it(phone))
    verdict = other_phone.locator('[data-verdict="sealed"]')
    expect(verdict).to_be_visible()
    expect(verdict).to_be_focused()
    expect(verdict.locator('[data-slot="summary"]')).to_have_text("Không đồng ý")
    assert number(other_phone, '[data-verdict="sealed"]') == shown
    assert urlsplit(other_phone.url).fragment == ""


def test_a_board_members_laptop_sees_the_same(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Ý kiến khác")
    shown = seal_first(phone)
    opening = parse_opening(open_it(phone))
    election = parse_election(village.services.publication.election(opening.election_uuid))
    assert check_opening(election, opening).tracker == shown
    assert chosen_answers(election, opening.choices) == (("Ý kiến khác",),)


@pytest.fixture(scope="module")
def spoil(node: Run, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Spoil:
    """Builds the booth's script with its honest line replaced."""

    def build(dishonest: str) -> str:
        folder = tmp_path_factory.mktemp("spoilt")
        # A whole copy of the sources in place of ours: the line is in booth/household.mjs.
        for file in (root / "static" / "js").rglob("*.mjs"):
            copy = folder / "js" / file.relative_to(root / "static" / "js")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
        household = folder / "js" / "booth" / "household.mjs"
        source = household.read_text(encoding="utf-8")
        assert source.count(HONEST) == 1
        household.write_text(source.replace(HONEST, SECRET + dishonest) + OPPOSITE, encoding="utf-8")
        (folder / "node_modules").symlink_to(root / "node_modules")
        out = folder / "booth.js"
        options = {
            "entryPoints": [str(folder / "js" / "booth.mjs")],
            "bundle": True,
            "format": "iife",
            "outfile": str(out),
        }
        script = f"import {{ build }} from 'esbuild'; await build({json.dumps(options)});"
        done = node("--input-type=module", "--eval", script)
        assert done.returncode == 0, done.stderr
        return out.read_text(encoding="utf-8")

    return build


def use(phone: Page, script: str) -> None:
    """Gives the phone this script for the booth's own; a spoilt server would leave out the hash in the page as well."""

    def page(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r' integrity="[^"]*"', "", answer.text()))

    phone.route(re.compile(r"/the$"), page)
    phone.route(
        re.compile(r"/booth-\w+\.js$"), lambda route: route.fulfill(body=script, content_type="text/javascript")
    )


@pytest.mark.node
@pytest.mark.parametrize("lie", SEALS_THE_OPPOSITE)
def test_a_phone_that_votes_the_opposite_is_caught(
    phone: Page, other_phone: Page, village: Village, spoil: Spoil, lie: str
) -> None:
    use(phone, spoil(SEALS_THE_OPPOSITE[lie]))
    open_card(phone, village, "DH-003")
    choose(phone, "Đồng ý")
    expect(phone.locator('[data-panel="check"] [data-slot="summary"]')).to_have_text("Đồng ý")
    shown = seal_first(phone)
    scan(other_phone, village, open_it(phone))
    expect(other_phone.locator("[data-verdict]:visible")).to_be_visible()
    if lie == "lies when opened":
        expect(other_phone.locator('[data-verdict="wrong"]')).to_contain_text("máy kia KHÔNG niêm phong đúng")
        return
    sealed = other_phone.locator('[data-verdict="sealed"] [data-slot="summary"]').inner_text().strip()
    # The person compares these two with what they tapped and with what they wrote down.
    assert (sealed == "Đồng ý", number(other_phone, '[data-verdict="sealed"]') == shown) == {
        "tells the truth when opened": (False, True),
        "opens another ballot": (True, False),
    }[lie]


def test_the_number_shown_is_the_ballot_sent_if_it_is_not_opened(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-004")
    choose(phone, "Đồng ý")
    shown = seal_first(phone)
    phone.locator('[data-panel="sealed"]').get_by_role("button", name="Gửi phiếu của hộ").click()
    assert recorded(phone) == shown
    assert village.services.casting.find(shown).counts


def test_an_opened_ballot_is_never_sent_and_no_server_takes_it(phone: Page, village: Village) -> None:
    bodies: list[str] = []

    def record(request: Request) -> None:
        if request.url.endswith("/ballots"):
            bodies.append(request.post_data or "")

    phone.on("request", record)
    open_card(phone, village, "DH-005")
    choose(phone, "Đồng ý")
    shown = seal_first(phone)
    opening = parse_opening(open_it(phone))
    assert bodies == []
    assert "seal" not in opening.__slots__
    phone.go_back()
    expect(phone.locator(HEADING)).to_have_text("Máy khác thấy gì trong phiếu này?")
    phone.get_by_role("button", name="Quay lại phiếu của hộ").click()
    phone.get_by_role("button", name="Gửi phiếu của hộ").locator("visible=true").click()
    assert recorded(phone) != shown
    assert len(bodies) == 1
    election = parse_election(village.services.publication.election(opening.election_uuid))
    ballot = check_opening(election, opening).raw.decode()
    assert opening.seed.hex() not in bodies[0]
    sealed = json.loads(bodies[0])
    forged = [
        ballot,
        _envelope(99, sealed["seal"], ballot),
        _envelope(99, _proof(opening), ballot),
        _envelope(99, {"challenge": "0", "response": "0"}, ballot),
    ]
    for body in forged:
        with pytest.raises(RefusedBallot) as refusal:
            village.services.casting.cast(opening.election_uuid, body.encode())
        assert refusal.value.code in {"malformed", "bad-proof"}


def _proof(opening: Opening) -> dict[str, str]:
    return {"challenge": str(opening.signature.challenge), "response": str(opening.signature.response)}


def _envelope(sequence: int, seal: dict[str, str], ballot: str) -> str:
    head = json.dumps({"sequence": sequence, "seal": seal}, separators=(",", ":"))
    return f'{head[:-1]},"ballot":{ballot}}}'


def test_another_choice_gets_another_number(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Đồng ý")
    first = seal_first(phone)
    phone.go_back()
    phone.get_by_role("button", name="Đổi lựa chọn").click()
    phone.get_by_text("Không đồng ý", exact=True).locator("visible=true").click()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    phone.get_by_role("button", name="Niêm phong và xem số phiếu").click()
    expect(phone.locator(HEADING)).to_have_text("Gửi phiếu vừa niêm phong, hay mở ra kiểm?")
    assert number(phone, '[data-panel="sealed"]') != first


def test_a_pasted_line_is_checked_the_second_time_without_network(
    phone: Page, other_phone: Page, village: Village
) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Đồng ý")
    seal_first(phone)
    line = open_it(phone)
    other_phone.goto(f"{village.address}/kiem-tra-may")
    field = other_phone.get_by_label("Hoặc dán dòng chữ")
    button = other_phone.get_by_role("button", name="Kiểm tra", exact=True)
    field.fill("không phải mã")
    button.click()
    expect(other_phone.get_by_text("đây không phải mã của phiếu đã mở")).to_be_visible()
    other_phone.context.set_offline(offline=True)
    field.fill(line)
    button.click()
    expect(other_phone.get_by_text("Chưa kiểm được vì không có mạng")).to_be_visible()
    other_phone.context.set_offline(offline=False)
    button.click()
    expect(other_phone.locator('[data-verdict="sealed"]')).to_be_visible()
    other_phone.context.set_offline(offline=True)
    field.fill(line.replace(".100.", ".010."))
    button.click()
    expect(other_phone.locator('[data-verdict="wrong"]')).to_be_visible()
    with pytest.raises(WrongOpening):
        _check(village, line.replace(".100.", ".010."))


def _check(village: Village, line: str) -> None:
    opening = parse_opening(line)
    check_opening(parse_election(village.services.publication.election(opening.election_uuid)), opening)


def test_the_qr_code_holds_the_address_and_the_line(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Đồng ý")
    seal_first(phone)
    line = open_it(phone)
    picture = phone.locator('[data-panel="opened"] svg[role="img"]').screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    assert found.text == f"{village.address}/kiem-tra-may#{line}"
    assert len(line) < 260


CAMERA_OF_A_PAGE = """(text) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 600;
  const context = canvas.getContext("2d");
  const picture = new Image();
  const drawing = new Promise((done) => (picture.onload = done));
  picture.src = text;
  return drawing.then(() => {
    setInterval(() => context.drawImage(picture, 0, 0, 600, 600), 100);
    const stream = canvas.captureStream(10);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
  });
}"""


def test_the_camera_reads_the_code(phone: Page, other_phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Ý kiến khác")
    shown = seal_first(phone)
    open_it(phone)
    picture = phone.locator('[data-panel="opened"] svg[role="img"]').screenshot()
    other_phone.route("**/picture.png", lambda route: route.fulfill(body=picture, content_type="image/png"))
    other_phone.goto(f"{village.address}/kiem-tra-may")
    other_phone.evaluate(CAMERA_OF_A_PAGE, "/picture.png")
    other_phone.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
    expect(other_phone.locator('[data-verdict="sealed"]')).to_be_visible(timeout=20_000)
    assert number(other_phone, '[data-verdict="sealed"]') == shown
    expect(other_phone.locator("video")).to_be_hidden()
