from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from reports.cleaning import MISSING, clean, page_text
from reports.fonts import face, marks, missing_characters, pieces
from reports.shaping import shaped
from resources import path


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_the_main_family_writes_the_languages_of_our_neighbours(bold: bool, italic: bool) -> None:
    assert face(bold, italic).draws("Ŵŵ Ŷŷ Âê Łódź ąćęńśźż Ελλάδα Жанна ščž ğış £€½–’“”…•§²")


def test_a_second_family_draws_signs() -> None:
    assert [(which.file_name, text) for which, text in pieces("done ✓ → next", bold=True)] == [
        ("NotoSans-Bold.ttf", "done "),
        ("DejaVuSans-Bold.ttf", "✓"),
        ("NotoSans-Bold.ttf", " "),
        ("DejaVuSans-Bold.ttf", "→"),
        ("NotoSans-Bold.ttf", " next"),
    ]


def test_what_no_font_has_becomes_a_visible_mark_and_is_named() -> None:
    assert pieces("a🎉") == [(face(), "a"), (marks(), "🎉")]
    drawn = shaped(marks(), "漢字", False)
    assert [glyph.text for glyph in drawn.items] == ["漢", "字"]
    assert drawn.width == pytest.approx(face().width(2 * MISSING))
    assert missing_characters(["plain", "a🎉", "漢字", "Ŵ✓\u202e\n", "שָׁ محمد ے"]) == ("字", "漢", "🎉")


def test_the_text_of_a_page_holds_no_hidden_characters() -> None:
    assert page_text("a\r\nb\rc\u2028d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"
    assert page_text("safe\u202etxt.exe\x07\u200b\ufeff") == "safetxt.exe"
    assert page_text("tab\tand\u3000wide") == "tab and wide"
    assert page_text("e\u0301 no\u00a0break") == "é no\u00a0break"
    assert page_text("\ud800\ue000") == MISSING


@pytest.mark.parametrize(
    "text", ["a\r\nb\x0bc", "safe\u202etxt.exe\x07", "e\u0301\ud800", "Łódź ✓ שלום", "\x00=1\u2028"]
)
def test_a_cell_and_a_page_hold_the_same_words(text: str) -> None:
    assert page_text(text) == page_text(clean(text)) == clean(text)


def test_an_accent_without_a_composed_form_stays_with_its_letter() -> None:
    assert pieces(page_text("q\u0301")) == [(face(), "q\u0301")]


def test_every_font_comes_with_its_licence() -> None:
    names = {file.name for file in path("fonts").iterdir()}
    assert {"LICENCE-NotoSans.txt", "LICENCE-NotoSansArabic.txt", "LICENCE-DejaVuSans.txt"} <= names
    families = {name.split("-")[0].removesuffix(".ttf") for name in names if name.endswith(".ttf")}
    assert families == {"NotoSans", "NotoSansArabic", "DejaVuSans"}


def test_the_notice_names_what_others_made_and_where_its_licence_is() -> None:
    root = Path(__file__).parents[2]
    notice = (root / "NOTICE").read_text("utf-8")
    for named in re.findall(r"resources/[\w/*.-]+\w", notice):
        assert list(root.glob(named)), named
    for folder in ("fonts", "colour"):
        for file in path(folder).iterdir():
            assert any(
                fnmatch(f"resources/{folder}/{file.name}", named)
                for named in re.findall(r"resources/[\w/*.-]+", notice)
            )
