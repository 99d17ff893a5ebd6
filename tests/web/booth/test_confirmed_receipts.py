"""A receipt whose place witnesses have confirmed: one scan says that the ballot is still there, and how many say so."""

import re

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.people import COMMUNE

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.note import parse_note
from voting.services.record.watchers import NewWatcher

from .test_receipts import address, read_code, verdict

pytestmark = pytest.mark.browser
BOARDS = [CosignatureSigner(f"board-{n}.example", bytes([n]) * 32) for n in (1, 2)]
CONFIRMED = re.compile(r"phiếu của hộ vẫn còn trong sổ\. Dòng \d+ đã được 2 bên xác nhận\.$")
COUNTED = 4
"""Of the village's numbers: a ballot that counts, of the vote that is decided."""


@pytest.fixture
def confirmed(village: Village) -> Village:
    """Two boards, the second let in by the first, have signed the commune's book as it stands."""
    if not village.services.watchers.of(COMMUNE).watchers:
        for number, board in enumerate(BOARDS, 1):
            new = NewWatcher(f"Ban giám sát số {number}", board.vkey, "", number)
            village.services.watchers.add(village.actors["admin"], new, "")
        sign(village)
    return village


def sign(village: Village) -> None:
    """Whoever watches signs the newest head."""
    head = parse_checkpoint(parse_note(village.log().checkpoint()).text)
    known = {one.vkey for one in village.services.watchers.of(COMMUNE).newest}
    for board in (one for one in BOARDS if one.vkey in known):
        line = board.sign(head, int(village.clock.now.timestamp())).line
        village.services.cosigning.post(COMMUNE, f"size {head.size}\n{line}".encode())


def test_a_scan_says_that_the_ballot_is_still_there_and_who_has_confirmed_it(phone: Page, confirmed: Village) -> None:
    phone.goto(address(confirmed, confirmed.trackers[COUNTED]))
    expect(verdict(phone)).to_have_text(CONFIRMED)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Kiểm lại, không cần mạng").click()
    expect(verdict(phone)).to_have_text(CONFIRMED)
    phone.context.set_offline(False)
    phone.get_by_text("Biên nhận đầy đủ").click()
    assert "extra " not in read_code(phone.locator('[data-slot="proof"] svg')), "one code holds the ballot's own proof"


def test_a_seal_that_was_tampered_with_is_told(chromium: Browser, confirmed: Village) -> None:
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    page.goto(address(confirmed, confirmed.trackers[COUNTED]))
    expect(verdict(page)).to_have_text(CONFIRMED)
    page.locator("[data-receipt]").evaluate(
        "root => { root.dataset.text = root.dataset.text.replace(/extra ..../, 'extra AAAA') }"
    )
    page.get_by_role("button", name="Kiểm lại").click()
    expect(verdict(page)).to_contain_text("Lỗi: biên nhận không khớp")
    context.close()
