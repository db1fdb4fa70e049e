"""Files that open only with their password: for other programs too, and for screen readers once they are open."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import msoffcrypto
import openpyxl
import pikepdf
import pytest

from models.errors import WouldOverwrite, WrongUse
from reports.catalogue import print_document
from reports.document import Column, Document, Table, paragraph
from reports.lists import list_document, print_list
from reports.protecting import protected
from tests.tools.libreoffice import workbook_as_text

PASSWORD = "vier grüne Wörter hier"
SECRET = "Aurelia Quackenbush"
TODAY = date(2026, 11, 23)


@pytest.fixture
def paper() -> Document:
    table = Table("people", "People", (Column("Name"), Column("Town")), ((SECRET, "Otley"), ("Bo Ray", "Leeds")))
    return Document("People of the area", (paragraph(f"For {SECRET}."), table), as_at=TODAY)


def made(paper: Document, form: str, password: str = PASSWORD) -> bytes:
    found = BytesIO()
    print_document(paper, form, found, password=password)
    return found.getvalue()


def opened(data: bytes, password: str) -> bytes:
    """Return what another library decrypts of a file of Excel or Word."""
    found, file = BytesIO(), msoffcrypto.OfficeFile(BytesIO(data))
    assert file.is_encrypted()
    file.load_key(password=password, verify_password=True)
    file.decrypt(found, verify_integrity=True)
    return found.getvalue()


def test_a_pdf_opens_with_its_password_only(paper: Document) -> None:
    data = made(paper, "pdf")
    assert SECRET.encode() not in data
    for wrong in ("", "another password"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data), password=wrong)
    with pikepdf.open(BytesIO(data), password=PASSWORD) as pdf:
        assert (pdf.encryption.bits, pdf.encryption.R) == (256, 6)


def test_a_pdf_stays_tagged_and_open_to_screen_readers_and_claims_no_archive(paper: Document) -> None:
    with pikepdf.open(BytesIO(made(paper, "pdf", ""))) as plain:
        assert b"pdfaid:part" in plain.Root.Metadata.read_bytes()
        tags, pages = len(plain.Root.StructTreeRoot.ParentTree.Nums), len(plain.pages)
    with pikepdf.open(BytesIO(made(paper, "pdf")), password=PASSWORD) as pdf:
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert pdf.allow.print_highres
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert (len(pdf.Root.StructTreeRoot.ParentTree.Nums), len(pdf.pages)) == (tags, pages)
        told = pdf.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in told
        assert b"<pdfaid:" not in told
        assert str(pdf.docinfo.Title) == "People of the area"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not here")
def test_another_program_finds_the_pdf_sound(paper: Document, tmp_path: Path) -> None:
    place = tmp_path / "paper.pdf"
    print_document(paper, "pdf", place, password="four plain words here")
    with_it = subprocess.run(
        ["qpdf", "--check", "--password=four plain words here", place], capture_output=True, text=True, check=False
    )
    assert (with_it.returncode, "No syntax or stream encoding errors" in with_it.stdout) == (0, True), with_it.stderr
    without = subprocess.run(["qpdf", "--check", place], capture_output=True, text=True, check=False)
    assert (without.returncode, "invalid password" in without.stderr) == (2, True)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_workbook_and_a_word_document_open_with_their_password_only(paper: Document, form: str) -> None:
    data = made(paper, form)
    assert data.startswith(b"\xd0\xcf\x11\xe0")
    assert SECRET.encode() not in data
    assert SECRET.encode("utf-16-le") not in data
    assert opened(data, PASSWORD) == made(paper, form, "")
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(data, "another password")


def test_a_list_is_protected_as_a_paper_is() -> None:
    document = list_document("People", (Column("Name"),), [(SECRET,)], as_at=TODAY)
    found = BytesIO()
    print_list(document, "xlsx", found, PASSWORD)
    book = openpyxl.load_workbook(BytesIO(opened(found.getvalue(), PASSWORD)))
    assert SECRET in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    with pytest.raises(WrongUse, match="“csv” cannot have a password"):
        print_list(document, "csv", BytesIO(), PASSWORD)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_the_workbook_with_its_password_and_not_without(paper: Document, tmp_path: Path) -> None:
    place = tmp_path / "people.xlsx"
    print_document(paper, "xlsx", place, password="four plain words here")
    told = [workbook_as_text(place, password, tmp_path) for password in ("four plain words here", "another", "")]
    assert [SECRET in one for one in told] == [True, False, False]


def test_a_form_that_can_have_none_refuses_before_anything_is_written(paper: Document, tmp_path: Path) -> None:
    place = tmp_path / "paper.html"
    with pytest.raises(WrongUse, match="“html” cannot have a password"):
        print_document(paper, "html", place, password=PASSWORD)
    for wrong in ("é" * 64, "four words\x07 with a bell"):
        with pytest.raises(WrongUse, match=r"too long|nobody can type"):
            protected(b"", "pdf", wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_and_one_that_is_replaced_is_whole(paper: Document, tmp_path: Path) -> None:
    place = tmp_path / "paper.pdf"
    place.write_bytes(b"before")
    with pytest.raises(WouldOverwrite):
        print_document(paper, "pdf", place, password=PASSWORD)
    assert place.read_bytes() == b"before"
    print_document(paper, "pdf", place, replace=True, password=PASSWORD)
    with pikepdf.open(place, password=PASSWORD) as pdf:
        assert len(pdf.pages) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_an_accent_may_be_typed_in_either_way(paper: Document) -> None:
    found = BytesIO()
    print_document(paper, "pdf", found, password="gru\u0308n wie die Wiese")
    with pikepdf.open(found, password="gr\u00fcn wie die Wiese") as pdf:
        assert len(pdf.pages) == 1
