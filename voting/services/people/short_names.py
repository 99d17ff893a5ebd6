"""Short codes of villages and logins of officials, made from their names: nobody is asked to think one up."""

import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from itertools import count

MOST_CODE, MOST_LOGIN = 20, 36
"""Letters taken from the name; a number may follow where the name is taken."""
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def short_code(name: str, is_taken: Callable[[str], object]) -> str:
    """`Đông Hòa` -> `dong-hoa`, or `dong-hoa-2` where that is taken."""
    return _free(_plain(name, "-", MOST_CODE) or "thon", "-", is_taken)


def login_for(name: str, is_taken: Callable[[str], object]) -> str:
    """`Nguyễn Văn An` -> `nguyen.van.an`, or `nguyen.van.an.2` where that is taken."""
    made = _plain(name, ".", MOST_LOGIN)
    return _free(made if len(made) > 1 else "can.bo", ".", is_taken)


def numbered_id(commune: str, form: str, place: int = 0) -> str:
    """The id of the account that a form with this one-time number makes: sent twice, it makes no second one."""
    return sha256(f"{commune}|{form}|{place}".encode()).hexdigest()[:16]


def _plain(name: str, joint: str, most: int) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d").replace("ð", "d"))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return _NOT_PLAIN.sub(joint, bare)[:most].strip(joint)


def _free(made: str, joint: str, is_taken: Callable[[str], object]) -> str:
    numbers = (f"{made}{joint}{number}" for number in count(2))
    return made if not is_taken(made) else next(one for one in numbers if not is_taken(one))
