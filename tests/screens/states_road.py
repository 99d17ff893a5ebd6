"""The road of a matter: the list, proposing, classifying, each step's page, the matter for officials and for all."""

from village.matters import STEP_AT

from screens.sight import Sight, send_nothing, unfold
from voting.law.classification import QUESTIONS

HEAD, FRONT, TEAM, BOARD, COMMUNE = "vai.head", "vai.front", "vai.team", "vai.board", "vai.commune"


def classify(*answers: str) -> str:
    """The page of the classification after these answers."""
    given = zip(QUESTIONS, answers, strict=False)
    return "/quan-ly/viec/{proposed}/xep-loai?" + "&".join(f"{question.key}={said}" for question, said in given)


def of(matter: str) -> str:
    """The page of a matter for officials."""
    return f"/quan-ly/viec/{{{matter}}}"


MATTERS = [
    Sight("cac-viec", HEAD, "/quan-ly/dong-hoa/viec", "roads", unfold),
    Sight("cac-viec-chua-co", HEAD, "/quan-ly/tay-hoa/viec", "set-up"),
    Sight("de-xuat", HEAD, "/quan-ly/dong-hoa/de-xuat", "roads", unfold),
    Sight("de-xuat-loi", HEAD, "/quan-ly/dong-hoa/de-xuat", "roads", send_nothing),
    Sight("xep-loai-cau-dau", HEAD, classify(), "roads"),
    Sight("xep-loai-cau-ba", HEAD, classify("khong", "khong"), "roads"),
    Sight("xep-loai-truc-tuyen", HEAD, classify(*["khong"] * 5), "roads"),
    Sight("xep-loai-phai-hop", HEAD, classify("co", "co", *["khong"] * 3), "roads"),
    Sight("duong-viec-moi", HEAD, of("proposed"), "roads", unfold),
    Sight("duong-viec-giam-sat", BOARD, of("proposed"), "roads"),
    Sight("duong-viec-cho-xa", COMMUNE, of("agree"), "roads"),
    Sight("duong-viec-lay-dong-y", HEAD, of("gathering"), "roads"),
    Sight("duong-viec-du-dong-y", HEAD, of("carried-by-cards"), "roads"),
    Sight("duong-viec-cho-mat-tran", FRONT, of("few"), "roads"),
    Sight("duong-viec-cua-to", TEAM, of("settle"), "roads"),
    Sight("duong-viec-ra-thong-bao", HEAD, of("ready"), "roads"),
    Sight("duong-viec-dang-mo", HEAD, of("announced"), "roads"),
    Sight("bao-tin", TEAM, f"{of('announced')}/bao-tin", "roads", unfold),
    Sight("bao-tin-co-ket-qua", TEAM, f"{of('resolved')}/bao-tin", "roads"),
    Sight("duong-viec-phai-hop", HEAD, of("refused"), "roads"),
    Sight("duong-viec-cho-xac-nhan", HEAD, of("entered"), "roads"),
    Sight("duong-viec-cho-nguoi-kia", FRONT, of("entered"), "roads"),
    Sight("phu-luc-rieng", TEAM, f"{of('resolved')}/phu-luc", "roads"),
    Sight("phu-luc-rieng-chua-co", HEAD, f"{of('proposed')}/phu-luc", "roads"),
    Sight("duong-viec-co-quyet-dinh", HEAD, of("resolved"), "roads", unfold),
]
STEPS = [
    Sight(f"buoc-{slug}", f"vai.{role}", f"{of(matter)}/buoc/{slug}", "roads")
    for slug, (role, matter) in STEP_AT.items()
]
FAULTY = [
    Sight(f"buoc-{slug}-loi", f"vai.{STEP_AT[slug][0]}", f"{of(STEP_AT[slug][1])}/buoc/{slug}", "roads", send_nothing)
    for slug in ("lap-to", "hinh-thuc", "ket-qua-hop", "dung")
]
PUBLIC = [
    Sight("duong-viec-ai-cung-xem", "", "/viec/{resolved}", "roads", unfold),
    Sight("duong-viec-ai-cung-xem-moi", "", "/viec/{proposed}", "roads"),
    Sight("duong-viec-ai-cung-xem-hop", "", "/viec/{held}", "roads"),
    Sight("duong-viec-ai-cung-xem-lay-dong-y", "", "/viec/{gathering}", "roads"),
    Sight("thon-nhieu-viec", "", "/thon/dong-hoa", "roads"),
]
PETITIONS = [
    Sight("kien-nghi", "", "/viec/{resolved}/kien-nghi", "roads"),
    Sight("kien-nghi-loi", "", "/viec/{resolved}/kien-nghi", "roads", send_nothing),
    Sight("kien-nghi-da-gui", "", "/viec/{resolved}/kien-nghi/{sent}", "roads"),
    Sight("kien-nghi-co-tra-loi", "", "/viec/{resolved}/kien-nghi/{answered-petition}", "roads"),
    Sight("kien-nghi-khong-co", "", "/viec/{resolved}/kien-nghi/khong-co", "roads", status=404),
    Sight("kien-nghi-noi-nhan", COMMUNE, "/giam-sat/kien-nghi/{resolved}/1", "roads"),
    Sight("kien-nghi-da-tra-loi", BOARD, "/giam-sat/kien-nghi/{resolved}/2", "roads"),
    Sight("ban-can-bo-xa-co-kien-nghi", COMMUNE, "/ban-lam-viec", "roads"),
]
SIGHTS = [*MATTERS, *STEPS, *FAULTY, *PUBLIC, *PETITIONS]
