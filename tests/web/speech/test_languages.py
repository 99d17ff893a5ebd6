"""Vietnamese is what the code says; the English catalogue has every sentence, with the same places to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from flask.testing import FlaskClient

from voting.web.speech.languages import CATALOGUE, read_catalogue

PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """(file, sentence) of every sentence in the code and templates."""
    with (CATALOGUE.parents[2] / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for folder in ("voting/web", "templates"):
        methods_here = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        options_here = {pattern.removeprefix(f"{folder}/"): values for pattern, values in options.items()}
        found = extract_from_dir(root / folder, methods_here, options_here, keywords={"_": None, "_l": None})
        yield from ((file, message) for file, _line, message, *_rest in found if isinstance(message, str))


@pytest.fixture(scope="module")
def said(root: Path) -> set[str]:
    return {sentence for _file, sentence in sentences(root)}


def test_sentences_are_found_in_code_and_in_templates(said: set[str]) -> None:
    assert {"Phiếu trắng", "Gửi phiếu của hộ", "Có chỗ cần sửa"} <= said
    assert len(said) > 500


def test_the_english_catalogue_has_every_sentence(said: set[str]) -> None:
    known = {message.id for message in read_catalogue() if message.id and message.string}
    assert sorted(said - known) == []


def test_the_english_catalogue_has_nothing_that_is_no_longer_said(said: set[str]) -> None:
    assert sorted({str(message.id) for message in read_catalogue() if message.id} - said) == []


def test_places_to_fill_in_are_the_same_in_both_languages() -> None:
    for message in read_catalogue():
        if message.id:
            assert sorted(PLACES.findall(message.id)) == sorted(PLACES.findall(str(message.string))), message.id


def test_a_reader_chooses_the_language_and_keeps_it(public: FlaskClient) -> None:
    assert '<html lang="vi">' in public.get("/huong-dan").text
    answer = public.get("/ngon-ngu/en?tiep=/huong-dan")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/huong-dan")
    assert "How do I vote and check?" in public.get("/huong-dan").text


def test_the_language_link_leads_nowhere_else(public: FlaskClient) -> None:
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert public.get("/ngon-ngu/en", query_string={"tiep": address}).headers["Location"] == "/"
    assert public.get("/ngon-ngu/fr").status_code == 404


def test_programs_choose_by_header(public: FlaskClient) -> None:
    public.set_cookie("lang", "en")
    assert public.get("/api/v1/votes/none").json["title"] == "Không tìm thấy trang này"
    english = public.get("/api/v1/votes/none", headers={"Accept-Language": "en"})
    assert english.json["title"] == "This page was not found"
