from __future__ import annotations

import pytest

from reports.fonts import MISSING, clean, face, missing_characters, pieces
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
    assert pieces("a🎉") == [(face(), f"a{MISSING}")]
    assert missing_characters(["plain", "a🎉", "שלום", "Ŵ✓\u202e\n"]) == ("ו", "ל", "ם", "ש", "🎉")


def test_clean_text_holds_no_hidden_characters() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert clean("safe\u202etxt.exe\x07\u200b\ufeff") == "safetxt.exe"
    assert clean("tab\tand\u3000wide") == "tab and wide"
    assert clean("e\u0301 no\u00a0break") == "é no\u00a0break"
    assert clean("\ud800\ue000") == MISSING * 2


def test_an_accent_without_a_composed_form_stays_with_its_letter() -> None:
    assert pieces(clean("q\u0301")) == [(face(), "q\u0301")]


def test_every_font_comes_with_its_licence() -> None:
    names = {file.name for file in path("fonts").iterdir()}
    assert {"LICENCE-NotoSans.txt", "LICENCE-DejaVuSans.txt"} <= names
    families = {name.split("-")[0].removesuffix(".ttf") for name in names if name.endswith(".ttf")}
    assert families == {"NotoSans", "DejaVuSans"}
