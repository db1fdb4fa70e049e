"""Workbooks with a password: opened with it alone, in memory, and never for long whatever the file says of itself."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from models.errors import BadImport
from models.exchange.workbook import NeedsPassword, open_workbook

PASSWORD = "four quite plain words and Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"


@pytest.fixture(scope="module")
def locked() -> bytes:
    """A workbook that Excel opens with the password."""
    book, plain, made = Workbook(), BytesIO(), BytesIO()
    book.worksheets[0].append(["Ann Bell", "a@b.example"])
    book.save(plain)
    OOXMLFile(plain).encrypt(PASSWORD, made)
    return made.getvalue()


def cells(path: Path, password: str | None) -> list[object]:
    with open_workbook(path, password=password) as book:
        return [cell for row in book.read(0).rows for cell in row.cells.values()]


def test_it_opens_with_its_password_however_the_accent_was_typed(locked: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(locked)
    assert cells(path, PASSWORD) == ["Ann Bell", "a@b.example"]
    assert cells(path, PASSWORD.replace("\N{LATIN SMALL LETTER E WITH DIAERESIS}", "e\N{COMBINING DIAERESIS}")) != []
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


def test_without_it_or_with_another_that_is_told_apart(locked: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(locked)
    for password, words in (("", "Enter it"), ("four other plain words", "is not the password")):
        with pytest.raises(NeedsPassword, match=words):
            cells(path, password)
    # Where nobody can be asked, it is a file like any other that cannot be read.
    with pytest.raises(BadImport, match="without one") as found:
        cells(path, None)
    assert not isinstance(found.value, NeedsPassword)


@pytest.mark.requirement("R27")
@pytest.mark.parametrize("harm", ["turns", "entities", "cut off", "no key", "length"])
def test_one_that_is_built_to_do_harm_is_refused_in_a_sentence(locked: bytes, tmp_path: Path, harm: str) -> None:
    made = {
        "turns": locked.replace(b'spinCount="100000"', b'spinCount="9999999" '[:18]),
        "entities": locked.replace(b"<encryption ", b"<!DOCTYPE e>", 1),
        "cut off": locked[: len(locked) // 2],
        "no key": locked.replace(b"<keyData ", b"<keyDate ", 1),
        "length": re.sub(rb'keyBits="256"', b'keyBits="999"', locked),
    }[harm]
    assert made != locked
    path = tmp_path / "list.xlsx"
    path.write_bytes(made)
    with pytest.raises(BadImport, match=r"damaged|password") as found:
        cells(path, PASSWORD)
    assert "\n" not in found.value.sentence
