"""The words of a file are read where that is easy; a bad file gives none and never an error."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from models.exchange import file_text
from models.exchange.file_text import MOST_TEXT, READABLE, read_text

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = (
    f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>The fête </w:t></w:r>'
    "<w:r><w:t>is in June.</w:t></w:r></w:p><w:p><w:r><w:t>Bring chairs.</w:t></w:r></w:p></w:body></w:document>"
)


def archive(**members: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["School", "Zoë’s choir", 42])
    book.save(file)
    return file.getvalue()


def pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 700, "Minutes of the area committee")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


EMAIL = (
    b"From: Ann <ann@school.example>\r\nTo: bob@school.example\r\nSubject: =?utf-8?q?F=C3=AAte?=\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Can you <b>lend</b> tables?</p><script>bad()</script>"
)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"\xef\xbb\xbfThe f\xc3\xaate\r\n\r\n in   June", "The fête\nin June"),
        ("a.txt", "Windows wrote “café”".encode("cp1252"), "Windows wrote “café”"),
        ("a.CSV", "School,Zoë".encode("utf-16"), "School,Zoë"),
        ("a.md", b"# Plan", "# Plan"),
        ("a.html", b"<h1>Fair</h1><style>x{}</style><p>On <b>Fri</b>day &amp; on</p>", "Fair\nOn Friday & on"),
        ("a.docx", archive(word__document=DOCUMENT), "The fête is in June.\nBring chairs."),
        ("a.xlsx", workbook(), "School\nZoë’s choir"),
        ("a.pdf", pdf(), "Minutes of the area committee"),
        ("a.eml", EMAIL, "Fête\nAnn <ann@school.example>\nbob@school.example\nCan you lend tables?"),
        ("a.png", b"\x89PNG", ""),
        ("docx", b"no ending", ""),
    ],
)
def test_words_are_read(name: str, data: bytes, text: str) -> None:
    assert read_text(name, data) == text


@pytest.mark.parametrize("ending", READABLE)
def test_a_bad_file_gives_no_error(ending: str) -> None:
    for good in (pdf(), workbook(), archive(word__document=DOCUMENT), EMAIL):
        for bad in (b"", b"\x00" * 100, good[: len(good) // 2], good[::-1]):
            assert isinstance(read_text(f"a.{ending}", bad), str)


@settings(max_examples=60, deadline=None)
@given(data=some.binary(max_size=300), ending=some.sampled_from(READABLE))
def test_no_bytes_are_an_error(data: bytes, ending: str) -> None:
    assert "\x00" not in read_text(f"a.{ending}", data)


def test_what_would_burst_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_text, "MOST_UNPACKED", 100_000)
    bomb = archive(word__document=DOCUMENT.replace("Bring chairs.", "x" * 5_000_000))
    assert len(bomb) < 50_000
    assert read_text("a.docx", bomb) == ""
    laughs = DOCUMENT.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "ha">]><w:document')
    assert read_text("a.docx", archive(word__document=laughs)) == ""


def test_no_more_is_kept_than_is_searched() -> None:
    assert len(read_text("a.txt", b"word " * 1_000_000)) <= MOST_TEXT
    assert len(read_text("a.txt", "é".encode() * 3_000_000)) <= MOST_TEXT


def test_an_email_to_very_many_is_searched_soon() -> None:
    data = b"From: Ann Bell <ann@elm.example>\nSubject: Fair\nTo: " + b"A B <a@elm.example>, " * 50_000 + b"\n\nHello"
    begun = time.process_time()
    found = read_text("many.eml", data)
    assert time.process_time() - begun < 2
    assert "Ann Bell" in found
    assert found.endswith("Hello")
