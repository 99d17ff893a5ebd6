"""Pages of the lively commune that quote words of ours, as (who, address); every page there is: `screens.states`."""

from collections.abc import Iterator

from village.life import Village
from village.people import NEIGHBOUR, VILLAGE

from voting.web.speech.trackers import to_address

Page = tuple[str, str]


def all_pages(village: Village) -> Iterator[Page]:
    """(login or "", address) of each page in each state of a vote."""
    yield from (("", address) for address in public_pages(village))
    yield from (("quan.tri", a) for a in ("/can-bo", "/can-bo/them", "/can-bo/lap-thon", "/ban-lam-viec", "/mat-khau"))
    yield from (("quan.tri", f"/can-bo/{page}") for page in ("loi-moi", "kiem-nhiem"))
    for page in ("khoa", "moi-lai", "vai-tro"):
        yield "quan.tri", f"/can-bo/{page}?tai-khoan={village.actors['team'].account_id}"
    yield from (("vai.head", address) for address in head_pages(village))
    yield "truong.tay", f"/quan-ly/{NEIGHBOUR}"
    yield "truong.tay", f"/quan-ly/{NEIGHBOUR}/ho"
    yield from (("vai.cards", f"/quan-ly/{VILLAGE}/the-ho{rest}") for rest in ("", "/giao-the", "/cho-dong-y"))
    yield "vai.front", f"/quan-ly/{VILLAGE}"
    yield "vai.counting", f"/kiem-phieu/{VILLAGE}"
    yield "dem.mot", f"/kiem-phieu/{VILLAGE}"
    yield "dem.mot", f"/mo-phieu/{village.votes['counting']}"
    yield "dem.hai", f"/mo-phieu/{village.votes['counting']}"
    yield from (("vai.board", f"/giam-sat/{VILLAGE}{rest}") for rest in ("", "/ky", "/the-giam-sat", "/ghi-chep"))


def public_pages(village: Village) -> Iterator[str]:
    """What a stranger can open."""
    yield from ("/", f"/thon/{VILLAGE}", f"/thon/{NEIGHBOUR}")
    yield from (f"/thon/{code}/{rest}" for code in (VILLAGE, NEIGHBOUR) for rest in ("viec", "ket-qua", "viec?trang=9"))
    yield from ("/huong-dan", "/du-lieu-ca-nhan", "/ma-nguon", "/dang-nhap")
    for uuid in village.votes.values():
        yield f"/bieu-quyet/{uuid}"
        yield f"/bieu-quyet/{uuid}/so/{village.services.votes.history(uuid).events[0].index}"
    yield f"/bieu-quyet/{village.votes['decided']}/kiem-tra"
    yield from (f"/viec/{matter.id}" for matter in village.services.matters.page(VILLAGE))
    yield from ("/the", "/phieu", "/kiem-tra-may")
    for tracker in village.trackers[:2]:
        yield f"/phieu/{to_address(tracker)}"
    yield f"/phieu/{'A' * 43}"
    yield "/khong-co-trang-nay"


def head_pages(village: Village) -> Iterator[str]:
    """What a village head can open."""
    rests = ("", "/ap-phich", "/ho", "/viec", "/bieu-quyet", "/bieu-quyet?trang=9", "/de-xuat", "/tin", "/tin/moi")
    yield from (f"/quan-ly/{VILLAGE}{rest}" for rest in rests)
    yield from (f"/quan-ly/viec/{matter.id}" for matter in village.services.matters.page(VILLAGE))
    yield from (f"/quan-ly/viec/{matter.id}/phu-luc" for matter in village.services.matters.page(VILLAGE).rows[:1])
    yield from (f"/quan-ly/{VILLAGE}/the-ho/{rest}" for rest in ("huy", "cho-dong-y", "lam-lai"))
    yield f"/kiem-phieu/{VILLAGE}/lap"
    yield f"/giam-sat/{VILLAGE}"
    yield from (f"/giam-sat/{VILLAGE}/bao-cao{rest}" for rest in ("", "/2026", "/2026-2/dien/gia-tri", "/2026-2/chot"))
    for uuid in village.votes.values():
        yield f"/dieu-hanh/{uuid}"
    yield from (f"/dieu-hanh/{village.votes['open']}{rest}" for rest in ("/chua-gui", "/gia-han", "/huy"))
