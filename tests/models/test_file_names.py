"""Words become names of files that every disk takes and that say what they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.file_names import file_name, last_part
from tests.safety.nasty import NASTY

pytestmark = pytest.mark.requirement("R26")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Cllr O'Neil: 1/2", "Cllr O'Neil 1 2"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("COM¹", "_COM¹"),
        ("contact.pdf", "contact.pdf"),
        ("\\\\evil-host\\share\\x.png", "evil-host share x.png"),
        ("a\u200bb.pdf", "ab.pdf"),
        ("हिन्दी विद्यालय", "हिन्दी विद्यालय"),
        ("x" * 200 + ".docx", "x" * 75 + ".docx"),
        ("🎻" * 100, "🎻" * 45),
        ("...", "paper"),
        ("\ud800\0", "paper"),
    ],
    ids=str.__repr__,
)
def test_a_name_says_what_it_is(words: str, name: str) -> None:
    assert file_name(words, "paper") == name


@given(st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=300)))
def test_any_words_make_a_file_in_the_folder_meant(words: str) -> None:
    name = file_name(words, "paper")
    assert name == Path(name).name
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert name == name.strip(" .")
    assert 0 < len(os.fsencode(name)) <= 200


@pytest.mark.parametrize("words", NASTY, ids=ascii)
def test_the_disk_takes_it(tmp_path: Path, words: str) -> None:
    place = tmp_path / f"{file_name(words, 'paper')}.pdf"
    place.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == [place.name]


@pytest.mark.parametrize("path", ["C:\\x\\y.doc", "/x/y.doc", "../y.doc", "y.doc"])
def test_folders_of_others_are_left_out(path: str) -> None:
    assert last_part(path) == "y.doc"
