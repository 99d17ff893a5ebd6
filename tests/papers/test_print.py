"""Every paper printed by Chromium and by LibreOffice: margins, page numbers, fonts, blocks that stay whole."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from papers.samples import LONG, SHORT, papers
from voting.papers.page import html_page
from voting.papers.sheet import MOTTO, NATION
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
Pdfs = dict[str, Path]


def printed_by_chromium(folder: Path, chromium: Browser) -> Pdfs:
    """Each paper of both villages as PDF."""
    found: Pdfs = {}
    page = chromium.new_page()
    for name, facts in (("short", SHORT), ("long", LONG)):
        for kind, sheet in papers(facts).items():
            page.set_content(html_page(sheet).decode())
            found[f"{name}-{kind}"] = folder / f"{name}-{kind}.pdf"
            page.pdf(path=found[f"{name}-{kind}"], prefer_css_page_size=True)
    page.close()
    return found


def printed_by_libreoffice(folder: Path, program: str) -> Pdfs:
    """The same from the Word files, in one run."""
    for name, facts in (("short", SHORT), ("long", LONG)):
        for kind, sheet in papers(facts).items():
            (folder / f"{name}-{kind}.docx").write_bytes(word_file(sheet))
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
    for name, facts in (("short", SHORT), ("long", LONG)):
        for kind, sheet in papers(facts).items():
            said = text(pdfs[f"{name}-{kind}"])
            for one in sheet.signers:
                for word in one.name.split():
                    assert word in said, (name, kind)
            assert "\ufffd" not in said


def test_signatures_do_not_part_from_their_names(pdfs):
    for name, facts in (("short", SHORT), ("long", LONG)):
        for kind, sheet in papers(facts).items():
            named = [one.name for one in sheet.signers if one.name]
            for number, words in enumerate(pages(pdfs[f"{name}-{kind}"]), 1):
                here = " ".join(one[4] for one in words)
                signs = here.count("(Ký,")
                assert signs in {0, len(sheet.signers)}, (name, kind, number)
                if signs:
                    assert all(one.split()[-1] in here for one in named), (name, kind, number)


def test_every_font_is_embedded_and_one_serif_holds_all(pdfs):
    for name, path in pdfs.items():
        told = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
        lines = told.splitlines()[2:]
        assert lines, name
        families = {line.split()[0].partition("+")[2].partition("-")[0] for line in lines}
        assert families <= {"TimesNewRoman", "TimesNewRomanPSMT", "Tinos"}, (name, families)
        assert all(line.split()[-5] == "yes" for line in lines), name
