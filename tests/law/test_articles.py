"""One list of citations, and everything that cites is in it."""

import ast
import re

import pytest

from voting.law.articles import CITATIONS, LAWS, Confidence, cite
from voting.law.classification import QUESTIONS
from voting.law.clocks import CLOCKS
from voting.law.errors import UnknownCitation
from voting.law.matters import MATTERS
from voting.law.units import UNITS

KEY = re.compile(r"(law|decree)-\d+-\d{4}(:[a-z0-9.-]*[a-z0-9])?")


def test_every_citation_used_is_in_the_list():
    used = [question.citation for question in QUESTIONS]
    used += [matter.citation for matter in MATTERS.values()]
    used += [clock.citation for clock in CLOCKS.values()]
    assert {key for key in used if key not in CITATIONS} == set()


def test_every_key_written_anywhere_in_the_program_is_in_the_list(root):
    found = {}
    for path in (root / "voting").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                found.setdefault(node.value, path)
    assert {key: path for key, path in found.items() if key not in CITATIONS} == {}


@pytest.mark.parametrize(
    ("key", "vi"),
    [
        ("law-10-2022:15.6", "khoản 6 Điều 15 Luật Thực hiện dân chủ ở cơ sở năm 2022"),
        ("decree-59-2023:5.2.c", "điểm c khoản 2 Điều 5 Nghị định số 59/2023/NĐ-CP"),
        ("law-10-2022:21", "Điều 21 Luật Thực hiện dân chủ ở cơ sở năm 2022"),
        ("law-10-2022:40.1.c", "điểm c khoản 1 Điều 40 Luật Thực hiện dân chủ ở cơ sở năm 2022"),
        ("decree-61-2023:9.1", "khoản 1 Điều 9 Nghị định số 61/2023/NĐ-CP"),
    ],
)
def test_a_citation_reads_as_lawyers_write_it(key, vi):
    assert cite(key).short_vi == vi


def test_each_citation_names_its_law_and_its_own_key():
    for key, citation in CITATIONS.items():
        assert citation.key == key
        assert citation.law in LAWS
        assert LAWS[citation.law].name_vi in citation.short_vi
        assert LAWS[citation.law].name_en in citation.short_en
        assert citation.unconfirmed == (citation.confidence != Confidence.CONFIRMED)


def test_a_citation_nobody_knows_is_refused():
    with pytest.raises(UnknownCitation):
        cite("law-10-2022:99")


def test_the_thirteen_unit_names_have_heads():
    assert [unit.name_vi for unit in UNITS.values()] == [
        "thôn", "làng", "ấp", "bản", "buôn", "bon", "phum", "sóc",
        "tổ dân phố", "khu phố", "khối phố", "khóm", "tiểu khu",
    ]  # fmt: skip
    assert UNITS["thon"].head_vi == "Trưởng thôn"
    assert UNITS["to-dan-pho"].head_vi == "Tổ trưởng tổ dân phố"
    assert all(unit.head_vi.endswith(unit.name_vi) for unit in UNITS.values())
