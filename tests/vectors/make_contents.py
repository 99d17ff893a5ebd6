"""Makes `contents.json`: what is voted on, and its hash, for JavaScript to hash the same. Run from the root:

PYTHONPATH=. python tests/vectors/make_contents.py
"""

import json
from pathlib import Path
from typing import Any

from voting.ballots.election import Question
from voting.record.content import content_hash

YES_NO = Question("Làm đường hoa ngõ xóm?", ("Đồng ý", "Không đồng ý", "Ý kiến khác"))
PAPERS = ("ab" * 32, "01" * 32)
CONTENTS: tuple[tuple[str, str, tuple[Question, ...], tuple[str, ...]], ...] = (
    ("Họp thôn tháng 11", "", (YES_NO,), ()),
    ("Họp thôn tháng 11", "", (YES_NO,), PAPERS),
    ("Họp thôn tháng 11", "", (YES_NO,), PAPERS[::-1]),
    ("Họp thôn tháng 12", 'Dòng một\nDòng “hai”: "ba" \\ 4', (YES_NO,), PAPERS),
    ("Giờ giấc", "", (Question("Giờ thu gom rác", ("6 giờ", "18 giờ"), blank=True), YES_NO), PAPERS[:1]),
    ("Chọn hai", "", (Question("Chọn cây 🌳", ("Sấu", "Bàng", "Phượng"), minimum=0, maximum=2),), ()),
)  # fmt: skip


def contents() -> list[dict[str, Any]]:
    """Each with its hash."""
    return [
        {
            "title": title,
            "description": description,
            "questions": [question.value() for question in questions],
            "documents": list(documents),
            "hash": content_hash(title, description, questions, documents),
        }
        for title, description, questions, documents in CONTENTS
    ]


if __name__ == "__main__":
    text = json.dumps(contents(), ensure_ascii=False, indent=1)
    Path(__file__).with_name("contents.json").write_text(text + "\n", encoding="utf-8")
