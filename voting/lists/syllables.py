"""What a syllable of Vietnamese may be, and how the old ways to write one read: to know damage from a strange name.

Vietnamese is spelled strictly: a beginning, a rhyme out of some hundred and fifty, one tone. A word that is none of
these, and becomes one when its letters are taken as those of an old font, was typed in that font. Names of other
peoples (Aê Ñu, Niê, Mlô) are no Vietnamese syllables before or after, and are never judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_BEGINNINGS: Final = "ngh|ch|gh|gi|kh|ng|nh|ph|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES: Final = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|"
    "et|ê|êch|êm|ên|ênh|êp|êt|êu|i|ich|im|in|inh|ip|it|iu|ia|iêc|iêm|iên|iêng|iêp|iêt|iêu|o|oc|oi|om|on|ong|op|"
    "ot|oong|ooc|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|ô|ôc|ôi|"
    "ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|uc|ui|um|un|ung|up|ut|ua|uôc|uôi|uôm|uôn|uông|uôt|uân|uâng|uât|uây|uê|"
    "uêch|uênh|uên|ui|uơ|uy|uya|uych|uynh|uyt|uyn|uyp|uyu|uyên|uyêt|ư|ưc|ưi|ưm|ưn|ưng|ưt|ưu|ưa|ươc|ươi|ươm|ươn|"
    "ương|ươp|ươt|ươu|y|yêm|yên|yêng|yêt|yêu"
)
_AFTER_Q: Final = (
    "ua|uac|uach|uai|uan|uang|uanh|uao|uat|uau|uay|uăc|uăm|uăn|uăng|uăp|uăt|uâc|uân|uâng|uât|uây|uâu|ue|uen|ueo|"
    "uet|uê|uêch|uên|uênh|uêt|ui|uit|uich|uin|uinh|uy|uych|uynh|uyt|uyên|uyêt|uơ|uơn|uôc"
)
_SYLLABLE: Final = re.compile(f"(?:{_BEGINNINGS})(?:{_RHYMES})|q(?:{_AFTER_Q})|gi|giêng|giêc|giêt")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SIGN_AT_END: Final = re.compile(r"^[\s.,;:()\[\]\"'/–-]+|[\s.,;:()\[\]\"'/–-]+$")
_JOINTS: Final = re.compile(r"[\s./,;()-]+")

Reading = Callable[[str], str]


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, can be one of Vietnamese."""
    parted = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parted if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(one for one in parted if one not in _TONES))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def makes_sense_as(text: str, reading: Reading, *, needed: bool = True) -> bool:
    """Whether all words that the reading changes are Vietnamese by it, and (``needed``) some were none before."""
    mended = False
    for word in _JOINTS.split(text):
        plain = _SIGN_AT_END.sub("", word)
        if not plain or any("0" <= one <= "9" for one in plain):
            continue
        read = reading(plain)
        if read == plain:
            continue
        if not is_syllable(read):
            return False
        mended = mended or not needed or not is_syllable(plain)
    return mended


_TCVN3_LETTERS: Final = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_MEANS: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TO_UNICODE: Final = dict(zip(map(ord, _TCVN3_LETTERS), _TCVN3_MEANS, strict=True))


def from_tcvn3(text: str) -> str:
    """How a text typed in a TCVN3 (ABC) font reads."""
    return text.translate(_TO_UNICODE)


_VNI_TONES: Final = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS: Final = {
    **{sign: "\u0302" + tone for sign, tone in zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)},
    **{sign: "\u0306" + tone for sign, tone in zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)},
}
_VNI_ALONE: Final = {
    "æ": "i\u0309", "ó": "i\u0303", "ò": "i\u0323", "î": "y\u0323", "ñ": "đ", "ô": "o\u031b", "ö": "u\u031b",
}  # fmt: skip
_VNI_PAIR: Final = re.compile("([aeouyöô])([øùûõïâàáåãäêèéúüë])|([æóòîñôö])", re.IGNORECASE)


def from_vni(text: str) -> str:
    """How a text typed in a VNI font reads."""

    def read(found: re.Match[str]) -> str:
        vowel, mark, alone = (found[number] or "" for number in (1, 2, 3))
        if alone:
            said = _VNI_ALONE[alone.lower()]
        else:
            marks = _VNI_TONES.get(mark.lower()) or _VNI_HATS[mark.lower()]
            said = _VNI_ALONE.get(vowel.lower(), vowel.lower()) + marks
        return said.upper() if (alone or vowel).isupper() else said

    return unicodedata.normalize("NFC", _VNI_PAIR.sub(read, text))


_BYTES_1258: Final = {
    ord(letter): other
    for byte in range(0xC0, 0x100)
    if (letter := bytes([byte]).decode("cp1252")) != (other := bytes([byte]).decode("cp1258"))
}


def from_windows_1258(text: str) -> str:
    """How a text of the Vietnamese code page reads that was read in the Western one."""
    return unicodedata.normalize("NFC", text.translate(_BYTES_1258))
