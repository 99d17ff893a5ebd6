"""From a bare installation to a village whose people have all come in: how many pages that takes, and whose passwords.

Before, the administrator loaded 21 pages and made up eight passwords for others, who then loaded two pages each: 37 of
the 55 pages up to an open vote (issue 7, line 11).
"""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from village.life import Village

from voting.services.people.accounts import NewAccount
from voting.web.app import create_app
from web.account.test_officials import link_for
from web.client import token

BY_THE_ADMINISTRATOR, BY_EACH_OTHER = 3, 2
PASSWORD = "mật khẩu của riêng tôi"
PEOPLE = {
    "head": "Nguyễn Văn Hậu", "front": "Vũ Văn Mặt", "cards": "Trần Thị In", "team": "Trần Thị In\nLê Thị Tổ",
    "counting": "Đỗ Văn Một\nĐỗ Văn Hai\nĐỗ Văn Ba", "board": "Phạm Văn Giám",
}  # fmt: skip


class Walk:
    """Several people's browsers. They open their slips and fill in forms; every page that somebody sees is counted."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._browsers: dict[str, FlaskClient] = {}
        self.seen: dict[str, str] = {}
        self.pages: Counter[str] = Counter()

    def see(self, who: str, address: str) -> str:
        """Opens a page."""
        browser = self._browsers.setdefault(who, self._app.test_client())
        answer = browser.get(address)
        assert answer.status_code == 200, (who, address, answer.text)
        self.pages[who] += 1
        self.seen[who] = answer.text
        return answer.text

    def send(self, who: str, address: str, fields: Mapping[str, str]) -> str:
        """Sends the form on the page that is seen; the page that follows."""
        numbers = dict(re.findall(r'name="(number)"[^>]*value="([^"]+)"', self.seen[who]))
        answer = self._browsers[who].post(address, data={"csrf_token": token(self.seen[who]), **numbers, **fields})
        assert answer.status_code == 302, (who, answer.text)
        return self.see(who, answer.headers["Location"])


def test_a_village_is_set_up_in_a_few_pages_and_everybody_chooses_their_own_password(tmp_path: Path) -> None:
    village = Village.empty(tmp_path)
    village.services.communes.start("xa-moi", "Xã Mới")
    admin = village.services.accounts.create_first("xa-moi", NewAccount("quan.tri", "Đỗ Quản Trị", ""))
    walk = Walk(create_app(village.services, village.settings))
    invitation = f"/loi-moi/{village.services.invitations.slip_of('xa-moi', admin.account_id).token}"
    walk.see("quan.tri", invitation)
    first = walk.send("quan.tri", invitation, {"password": PASSWORD})
    assert "Lập thôn nào?" in first, "the one thing that waits in a new commune"
    assert 'type="password"' not in first
    slips = walk.send("quan.tri", "/can-bo/lap-thon", {"unit_kind": "thôn", "name": "Đông Hòa", **PEOPLE})
    people = re.findall(r'data-login="([^"]+)"', slips)
    assert len(people) == 8
    for who in people:
        walk.see(who, link_for(slips, who))
        assert "Thôn Đông Hòa" in walk.send(who, link_for(slips, who), {"password": f"{PASSWORD} {who}"})
        assert village.services.accounts.authenticate(who, f"{PASSWORD} {who}").name in slips
    village.services.close()
    assert walk.pages.pop("quan.tri") == BY_THE_ADMINISTRATOR
    assert set(walk.pages.values()) == {BY_EACH_OTHER}
