"""The words that lists, forms and laws use for the columns of a household list: the one table of them.

Words stand folded (`header.fold`): lower case, no diacritics, no punctuation, nothing in brackets. A title must be one
of these as a whole. Fields are tried in this order, because one title holds another: "số điện thoại thông minh" is no
telephone, "họ tên người đại diện hộ" is not the head. To teach Đình a word, write it here and in `test_header`.
"""

from __future__ import annotations

import re
from typing import Final

from voting.lists.rows import FieldName

_NAME_OF: Final = "(ho va ten|ho ten|ten|ho chu dem va ten|ho chu dem ten|ho ten dem va ten|ho dem va ten)"
_HOUSEHOLD: Final = "(?:ho( gia dinh| gd| dan)?|hgd)"
_OF_WHOM: Final = f"(cho |cua )?({_HOUSEHOLD}|gia dinh|chu ho)"
_DOING: Final = "(tham gia )?(bieu quyet|bo phieu|lay y kien|cho y kien|du hop)"

_AREA: Final = (
    "xom|thon|ban|lang|ap|khom|buon|bon|plei|phum|soc|khu|khu pho|khu vuc|khu dan cu|cum|cum dan cu|doi"
    "|to|to dan pho|tdp|to dan cu|nhom|nhom ho|xom doi|thon xom|thon to|thon to dan pho|dia danh"
)
"""Parts of a village: an address where the list has no fuller one."""

_WORDS: Final[tuple[tuple[FieldName, tuple[str, ...]], ...]] = (
    ("smartphone", (r".*\bthong minh\b.*", r".*\bsmart ?phone\b.*", r"(co )?(dung )?zalo|co dt tm|(co )?dttm")),
    (
        "phone",
        (
            r"((so|di dong) )?(dien thoai|dt|d t|sdt|phone|di dong)( .*)?",
            r"(so )?(dtdd|dt dd|dddt|sdtdd|tel|mobile|may|zalo)( lien he| lien lac)?",
            r"(so|thong tin) (lien he|lien lac)|lien he|lien lac|so dien thoai",
        ),
    ),
    (
        "members",
        (
            (
                r"((so|tong so) )?(nhan khau|khau|nguoi trong ho|thanh vien|nk|members)"
                r"(?! (duoc |lam )*(dai dien|uy quyen|cu))( .*)?"
            ),
            r"(so|tong so) (nguoi|nhan khau thuc te)( trong (ho|gia dinh))?",
        ),
    ),
    (
        "representative",
        (
            (
                rf"({_NAME_OF} )?((cua )?(cu tri|nguoi|thanh vien) )?(duoc (cu|uy quyen) )?(lam )?"
                rf"dai dien( {_OF_WHOM})?( {_DOING}| theo uy quyen)?"
            ),
            rf"({_NAME_OF} )?(cua )?cu tri( {_HOUSEHOLD})?",
            r"(nguoi|thanh vien) (duoc )?uy quyen( .*)?",
            rf"({_NAME_OF} )?(nguoi|thanh vien) {_DOING}",
            r"representative( name)?",
        ),
    ),
    (
        "head_name",
        (
            rf"({_NAME_OF} )?(cua )?(chu ho|chu {_HOUSEHOLD}|chu gia dinh|chu nha)( khau| gia dinh| gd)?",
            rf"{_NAME_OF}( khai sinh)?( (cua )?(ho|nguoi dung ten( ho)?))?",
            rf"(ten )?{_HOUSEHOLD}|nguoi dung ten( ho)?",
            r"head( name| of (the )?household)?|name|full name",
        ),
    ),
    (
        "code",
        (
            rf"ma( so)?( ({_HOUSEHOLD}|the|dinh danh ho( gia dinh)?))?|mshgd|mhgd|msh|ho so",
            rf"so (hieu )?ho|ky hieu {_HOUSEHOLD}",
            r"(household )?code|household( no| number| id)?",
        ),
    ),
    (
        "address",
        (
            r"(dia|d) chi( .*)?|d c|address|dia ban( .*)?",
            r"(noi|cho) (o|cu tru|thuong tru|dang ky thuong tru|o hien nay|o hien tai|sinh song)( .*)?",
            r"(dang ky |hien )?(thuong tru|cu tru)|ho khau thuong tru|hktt",
            r"so nha( .*)?|duong|duong pho|pho|ngo|ngach|hem|kiet|ngo xom|ngo ngach",
            _AREA,
        ),
    ),
    ("stt", (r"stt|so tt|tt|so thu tu|thu tu|no",)),
)

TITLES: Final[tuple[tuple[FieldName, re.Pattern[str]], ...]] = tuple(
    (name, re.compile("|".join(words))) for name, words in _WORDS
)
AREA: Final = re.compile(_AREA)
