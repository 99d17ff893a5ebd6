"""The boards at work: their register, a session, a recommendation at each step, and what everyone reads of them."""

from screens.sight import Sight, send_nothing, unfold

BOARD, COMMUNE, FRONT = "vai.board", "vai.commune", "mat.tran.xa"
PLACE = "/giam-sat/dong-hoa"


def of(paper: str) -> str:
    """The page of a recommendation."""
    return f"{PLACE}/kien-nghi/{{{paper}}}"


SIGHTS = [
    Sight("giam-sat-cua-thon", "", "/thon/dong-hoa/giam-sat", "supervised"),
    Sight("giam-sat-cua-thon-chua-co", "", "/thon/dong-hoa/giam-sat", "bare"),
    Sight("giam-sat-cua-xa", "", "/xa/xa-dong-hoa/giam-sat", "supervised"),
    Sight("so-giam-sat", BOARD, f"{PLACE}/giam-sat", "supervised"),
    Sight("so-giam-sat-bao-cao", BOARD, f"{PLACE}/giam-sat", "supervised", act=unfold),
    Sight("ke-hoach-giam-sat", BOARD, f"{PLACE}/giam-sat/moi", "supervised"),
    Sight("ke-hoach-giam-sat-loi", BOARD, f"{PLACE}/giam-sat/moi", "supervised", send_nothing),
    Sight("cuoc-giam-sat-du-dinh", BOARD, f"{PLACE}/giam-sat/{{planned}}", "supervised"),
    Sight("cuoc-giam-sat-loi", BOARD, f"{PLACE}/giam-sat/{{planned}}", "supervised", send_nothing),
    Sight("cuoc-giam-sat", BOARD, f"{PLACE}/giam-sat/{{held}}", "supervised"),
    Sight("soan-kien-nghi", BOARD, f"{PLACE}/giam-sat/{{held}}/kien-nghi", "supervised"),
    Sight("soan-kien-nghi-loi", BOARD, f"{PLACE}/giam-sat/{{held}}/kien-nghi", "supervised", send_nothing),
    Sight("kien-nghi-giam-sat-cho-xac-nhan", FRONT, of("drafted"), "supervised"),
    Sight("kien-nghi-giam-sat-chua-xac-nhan", BOARD, of("drafted"), "supervised"),
    Sight("kien-nghi-giam-sat-cho-gui", BOARD, of("certified"), "supervised"),
    Sight("kien-nghi-giam-sat-cho-tra-loi", COMMUNE, of("awaited"), "supervised"),
    Sight("kien-nghi-giam-sat-nguoi-khac", FRONT, of("awaited"), "supervised"),
    Sight("kien-nghi-giam-sat-qua-han", COMMUNE, of("late"), "supervised", send_nothing),
    Sight("kien-nghi-giam-sat-xong", BOARD, of("done"), "supervised"),
]
