"""Makes `codes.json`: codes on paper as Python prints them, for JavaScript to print the same. Run from the root:

PYTHONPATH=. python tests/vectors/make_codes.py
"""

import json
from hashlib import sha512
from pathlib import Path
from typing import Any

from voting.ballots.checked_code import ALPHABET
from voting.ballots.paper_code import LENGTH, format_paper_code
from voting.record.book_code import book_code

VKEYS = ("dinh.example/xa-dong-hoa+deadbeef+AQ==", "localhost:8000/xa-dong-hoa+0c1b2a39+AZ0=", "", "đình+1+ế")
DRAWN = (
    "0" * LENGTH,
    "Z" * LENGTH,
    *("".join(ALPHABET[byte & 31] for byte in sha512(bytes([n])).digest()[:LENGTH]) for n in range(20)),
)


def codes() -> dict[str, Any]:
    printed = format_paper_code(DRAWN[2])
    exchanged = printed.split(" ")
    exchanged[1], exchanged[3] = exchanged[3], exchanged[1]
    other = "7" if printed[2] != "7" else "8"
    return {
        "paper": [{"secret": secret, "printed": format_paper_code(secret)} for secret in DRAWN],
        "books": [{"vkey": vkey, "code": book_code(vkey)} for vkey in VKEYS],
        "refused": [
            "",
            printed[:-1],
            printed + "0",
            " ".join(exchanged),
            printed[:2] + other + printed[3:],
            "U" * LENGTH,
            "ế" * 30,
        ],
    }


if __name__ == "__main__":
    text = json.dumps(codes(), ensure_ascii=False, indent=1)
    Path(__file__).with_name("codes.json").write_text(text + "\n", encoding="utf-8")
