"""A help desk, from its first screen to its last."""

from screens.state import State
from screens.visitor import Visitor

CODE = "Mời hộ tiếp theo"


def _desk(visitor: Visitor) -> None:
    """The browser of a device that somebody of the team has made a help desk."""
    commune = visitor.commune
    token = commune.services.help_desks.open(commune.actors["team"], "dong-hoa", "seen")
    visitor.page.context.add_cookies([{"name": "dinh-desk", "value": token, "url": commune.address}])


def _begins(visitor: Visitor) -> None:
    _desk(visitor)
    visitor.go("/ban-ho-tro")


def _matter(visitor: Visitor) -> None:
    _desk(visitor)
    visitor.scan("dong-hoa", "DH-011")


def _voted(visitor: Visitor) -> None:
    _desk(visitor)
    visitor.vote("DH-012")


def _about_to_be_wiped(visitor: Visitor) -> None:
    _desk(visitor)
    visitor.page.clock.install()
    visitor.scan("dong-hoa", "DH-011")
    visitor.wait_for("Lịch dùng nhà văn hóa năm 2027")
    visitor.page.clock.run_for(45_000)


def _leaving(visitor: Visitor) -> None:
    _desk(visitor)
    visitor.go("/ban-ho-tro/dong")


STATES = [
    State("ban-ho-tro", _begins, CODE, "Bàn không giữ thẻ: xong thì hộ mang thẻ về."),
    State("ban-ho-tro-viec", _matter, "Lịch dùng nhà văn hóa năm 2027", "Xóa màn hình"),
    State("ban-ho-tro-da-gui", _voted, "Phiếu đã được ghi nhận", "Xong, xóa màn hình"),
    State("ban-ho-tro-sap-xoa", _about_to_be_wiped, "Lịch dùng nhà văn hóa năm 2027", "Tôi còn ở đây"),
    State("ban-ho-tro-dong", _leaving, "Đóng bàn hỗ trợ?", "Quay lại bàn hỗ trợ"),
]
