"""Every paper printed by Chromium and by LibreOffice: margins, page numbers, fonts, blocks that stay whole."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Browser

from papers.report_samples import REPORTS
from papers.samples import LONG, SHORT, papers
from voting.papers.page import html_page
from voting.papers.sheet import MOTTO, NATION, Para, Rows, Sheet
from voting.papers.word import word_file

AS_TIMES = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern><patelt name="family">
<string>Liberation Serif</string></patelt></pattern></rejectfont></selectfont>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""
"""Where there is no Times New Roman: Tinos is as wide, and holds all of Vietnamese (Liberation Serif 1 does not)."""
A4 = (595, 842)
MM = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
TEXT = re.compile(r'<text top="(\d+)" left="(\d+)" width="(\d+)" height="\d+" font="\d+">(.*?)</text>')
INK = 128
"""Greys below this are ink; a watermark is lighter."""
DRAFT = "draft"
Pdfs = dict[str, Path]


class Line(NamedTuple):
    """A line of print."""

    left: int
    top: int
    width: int
    words: str
    bold: bool
    italic: bool


def sheets() -> Iterator[tuple[str, Sheet]]:
    """Every paper of both villages by its name, and the longest as a draft."""
    for name, facts in (("short", SHORT), ("long", LONG)):
        for kind, sheet in papers(facts).items():
            yield f"{name}-{kind}", sheet
    yield from REPORTS.items()
    yield DRAFT, replace(papers(LONG)["decision"], draft=True, stamp=None)


def printed_by_chromium(folder: Path, chromium: Browser) -> Pdfs:
    """Each paper as PDF."""
    found: Pdfs = {}
    page = chromium.new_page()
    for name, sheet in sheets():
        page.set_content(html_page(sheet).decode())
        found[name] = folder / f"{name}.pdf"
        page.pdf(path=found[name], prefer_css_page_size=True, print_background=False)
    page.close()
    return found


def printed_by_libreoffice(folder: Path, program: str) -> Pdfs:
    """The same from the Word files, in one run."""
    for name, sheet in sheets():
        (folder / f"{name}.docx").write_bytes(word_file(sheet))
    home = f"-env:UserInstallation=file://{folder}/home"
    files = sorted(folder.glob("*.docx"))
    (folder / "fonts.conf").write_text(AS_TIMES, encoding="utf-8")
    fonts = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(
        [program, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
        check=True, capture_output=True, timeout=300, env=fonts,
    )  # fmt: skip
    return {one.stem: one.with_suffix(".pdf") for one in files}


@pytest.fixture(scope="module", params=["chromium", "libreoffice"])
def pdfs(request, tmp_path_factory) -> Pdfs:
    """All papers as one of the two programs prints them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler-utils")
    folder = tmp_path_factory.mktemp(request.param)
    if "Tinos" not in subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout:
        pytest.skip("needs fonts-croscore")
    if request.param == "chromium":
        return printed_by_chromium(folder, request.getfixturevalue("chromium"))
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice")
    return printed_by_libreoffice(folder, program)


def pages(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each page with their boxes, in points."""
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    return [[(*map(float, found[:4]), found[4]) for found in WORD.findall(part)] for part in told.split("<page ")[1:]]


def lines_of(path: Path) -> list[Line]:
    """The lines of the first page: where each begins and ends, its words, and whether they are bold or italic."""
    told = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", "-l", "1", path], check=True, capture_output=True, text=True
    ).stdout
    return [
        Line(int(left), int(top), int(width), unescape(re.sub("<.*?>", "", words)).strip(),
             "<b>" in words, "<i>" in words)
        for top, left, width, words in TEXT.findall(told)
    ]  # fmt: skip


def rules_of(path: Path, folder: Path) -> list[tuple[int, int, int]]:
    """Straight lines across the first page above its middle, as (left, right, top) at 100 dots an inch."""
    subprocess.run(["pdftoppm", "-r", "100", "-l", "1", "-gray", path, folder / "page"], check=True)
    with Image.open(next(folder.glob("page*.pgm"))) as picture:
        dark = picture.point(lambda grey: 255 * (grey < INK))
        found = []
        for top in range(picture.height // 2):
            row = dark.crop((0, top, picture.width, top + 1)).tobytes()
            found += [(one.start(), one.end(), top) for one in re.finditer(rb"\xff{50,}", row)]
        return found


def text(path: Path) -> str:
    """All words, spaces made plain."""
    told = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(told.split())


def test_every_page_is_a4_with_the_margins_of_decree_30(pdfs):
    for name, path in pdfs.items():
        for number, words in enumerate(pages(path), 1):
            body = [one for one in words if not (number > 1 and one[3] < 20 * MM)]
            assert min(one[0] for one in body) >= 29 * MM, (name, number)
            assert max(one[2] for one in body) <= A4[0] - 14 * MM, (name, number)
            assert min(one[1] for one in body) >= 19 * MM, (name, number)
            assert max(one[3] for one in body) <= A4[1] - 19 * MM, (name, number)


def test_pages_are_numbered_from_the_second_at_the_top_in_the_middle(pdfs):
    for name, path in pdfs.items():
        for number, words in enumerate(pages(path), 1):
            above = [one for one in words if one[3] < 20 * MM]
            if number == 1:
                assert above == [], name
            else:
                assert [one[4] for one in above] == [str(number)], (name, number)
                middle = (30 + 165 / 2) * MM
                assert abs((above[0][0] + above[0][2]) / 2 - middle) < 10 * MM, (name, number)


def test_nation_and_motto_stand_on_one_line_each(pdfs):
    for name, path in pdfs.items():
        first = pages(path)[0]
        for line in (NATION, MOTTO):
            words = line.split()
            tops = {round(one[1]) for one in first if one[4] in words and one[1] < 60 * MM and one[0] > 90 * MM}
            assert len(tops) <= 3, (name, line)  # the two lines and what shares a word with them
        assert NATION.replace(" ", "") in "".join(one[4] for one in first if one[1] < 45 * MM and one[0] > 85 * MM), (
            name
        )


def test_all_words_are_there_with_their_marks(pdfs):
    for name, sheet in sheets():
        said = text(pdfs[name])
        paras = [one.text for one in sheet.blocks if isinstance(one, Para)]
        cells = [cell for one in sheet.blocks if isinstance(one, Rows) for row in one.rows for cell in row]
        written = [sheet.subject, *paras, *cells, *sheet.to, *(one.name for one in sheet.signers)]
        missing = {word for one in written for word in one.split()} - set(said.split())
        assert not missing, (name, missing)
        assert "\ufffd" not in said


def test_the_head_is_set_as_decree_30_says(pdfs):
    for name, sheet in sheets():
        lines = [one for one in lines_of(pdfs[name]) if one.words]
        (nation,) = [one for one in lines if one.words == NATION]
        (motto,) = [one for one in lines if one.words == MOTTO]
        assert nation.bold, name
        assert motto.bold, name
        assert motto.top > nation.top, name
        dated = [one for one in lines if one.italic and "tháng" in one.words and one.left >= nation.left - 40]
        assert dated, (name, "place and date stand in italics under the motto")
        ours = [one for one in lines if one.left + one.width <= nation.left and one.top <= dated[0].top]
        issuer = sheet.head.issuer.upper().split()
        assert " ".join(one.words for one in ours if one.bold).split()[: len(issuer)] == issuer, name
        if "nhân dân" not in sheet.head.issuer:
            assert not [one for one in ours if one.bold and "NHÂN DÂN" in one.words], (name, "the body above is not")


def test_a_rule_stands_under_the_motto_and_one_under_the_issuer(pdfs, tmp_path):
    for name in ("short-decision", "long-decision", "short-dispatch"):
        folder = tmp_path / name
        folder.mkdir()
        found = rules_of(pdfs[name], folder)
        middle = (30 + 165 * 0.43) / 25.4 * 100
        left = [one for one in found if one[1] < middle + 20]
        right = [one for one in found if one[0] > middle - 20]
        assert left, (name, "under whoever issues it")
        assert right, (name, "under the motto")
        assert max(one[1] - one[0] for one in right) > max(one[1] - one[0] for one in left), name


def test_a_title_of_four_lines_stays_whole_over_its_rule(pdfs):
    for kind in ("decision", "classification", "posting"):
        subject = papers(LONG)[kind].subject
        lines = [one for one in lines_of(pdfs[f"long-{kind}"]) if one.bold and one.words and one.words in subject]
        assert len(lines) >= 4, kind
        assert " ".join(one.words for one in lines) == subject, kind
        middles = [one.left + one.width / 2 for one in lines]
        assert max(middles) - min(middles) < 6, (kind, "each line in the middle")


def test_nine_members_stand_in_one_table_each_on_a_line_of_its_own(pdfs):
    words = text(pdfs["long-team"])
    places = [words.index(f"Nhung {number}") for number in range(1, 10)]
    assert places == sorted(places)


def test_a_draft_is_marked_on_every_page(pdfs, tmp_path):
    for name, marked in ((DRAFT, True), ("long-decision", False)):
        folder = tmp_path / name
        folder.mkdir()
        subprocess.run(["pdftoppm", "-r", "40", "-gray", pdfs[name], folder / "page"], check=True)
        seen = []
        for one in sorted(folder.glob("page*.pgm")):
            with Image.open(one) as picture:
                flat = max(picture.histogram()[205:230])  # one grey, not the edges of letters in many
                seen.append(flat > 0.003 * picture.width * picture.height)
        assert len(seen) > 2, name
        assert seen == [marked] * len(seen), name


def test_signatures_do_not_part_from_their_names(pdfs):
    for name, sheet in sheets():
        named = [one.name for one in sheet.signers if one.name]
        for number, words in enumerate(pages(pdfs[name]), 1):
            here = " ".join(one[4] for one in words)
            signs = here.count("(Ký,")
            assert signs in {0, len(sheet.signers)}, (name, number)
            if signs:
                assert all(one.split()[-1] in here for one in named), (name, number)


def test_signatures_and_the_mark_of_a_paper_never_stand_on_a_page_without_its_words(pdfs):
    for name, sheet in sheets():
        last = pages(pdfs[name])[-1]
        here = " ".join(one[4] for one in last)
        ending = next((one.text for one in reversed(sheet.blocks) if isinstance(one, Para)), "").split()[-2:]
        assert "(Ký," in here or not sheet.signers, (name, "signatures stand with the mark of the paper")
        assert " ".join(ending) in here.partition("(Ký,")[0], (name, "and with the end of its words")


def test_every_font_is_embedded_and_one_serif_holds_all(pdfs):
    for name, path in pdfs.items():
        told = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
        lines = told.splitlines()[2:]
        assert lines, name
        families = {line.split()[0].partition("+")[2].partition("-")[0] for line in lines}
        assert families <= {"TimesNewRoman", "TimesNewRomanPSMT", "Tinos"}, (name, families)
        assert all(line.split()[-5] == "yes" for line in lines), name
