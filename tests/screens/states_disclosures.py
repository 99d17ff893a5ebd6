"""The registers of what was made public: of a village and of the commune, for everyone and for whoever fills them."""

from screens.sight import Sight, send_nothing

HEAD, OFFICE = "vai.head", "van.phong"
SIGHTS = [
    Sight("so-cong-khai", "", "/thon/dong-hoa/cong-khai"),
    Sight("so-cong-khai-chua-co", "", "/thon/du/cong-khai", "set-up"),
    Sight("so-cong-khai-xa", "", "/xa/xa-dong-hoa/cong-khai", "merged"),
    Sight("danh-muc-quy", "", "/xa/xa-dong-hoa/cong-khai/danh-muc/2026-q4", "merged"),
    Sight("danh-muc-quy-trong", "", "/xa/xa-dong-hoa/cong-khai/danh-muc/2026-q3", "merged"),
    Sight("danh-muc-quy-dan", OFFICE, "/can-bo/cong-khai/danh-muc/2026-q3", "merged"),
    Sight("danh-muc-quy-chua-het", OFFICE, "/can-bo/cong-khai/danh-muc/2026-q4", "merged"),
    Sight("cong-khai-cac-muc", HEAD, "/quan-ly/dong-hoa/cong-khai"),
    Sight("cong-khai-moi", HEAD, "/quan-ly/dong-hoa/cong-khai/moi"),
    Sight("cong-khai-moi-loi", HEAD, "/quan-ly/dong-hoa/cong-khai/moi", act=send_nothing),
    Sight("cong-khai-them", HEAD, "/quan-ly/dong-hoa/cong-khai/{public}/them"),
    Sight("cong-khai-them-loi", HEAD, "/quan-ly/dong-hoa/cong-khai/{public}/them", act=send_nothing),
    Sight("cong-khai-ket-thuc", HEAD, "/quan-ly/dong-hoa/cong-khai/{public}/ket-thuc"),
    Sight("cong-khai-ket-thuc-loi", HEAD, "/quan-ly/dong-hoa/cong-khai/{public}/ket-thuc", act=send_nothing),
    Sight("cong-khai-xa-cac-muc", OFFICE, "/can-bo/cong-khai", "merged"),
    Sight("cong-khai-xa-moi", OFFICE, "/can-bo/cong-khai/moi", "merged"),
    Sight("cong-khai-xa-them", OFFICE, "/can-bo/cong-khai/{public}/them", "merged"),
    Sight("cong-khai-xa-ket-thuc", OFFICE, "/can-bo/cong-khai/{public}/ket-thuc", "merged"),
]
