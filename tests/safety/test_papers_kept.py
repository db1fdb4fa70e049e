"""Papers: each opens in every form, none is cut unsaid, none has a formula of others, none tells who made it where.

What holds for every paper there is goes through a book of nasty texts. That a kill leaves papers whole is shown by
`tests/durability/kill_papers.py`.
"""

from __future__ import annotations

import getpass
import io
import platform
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from models.errors import WrongUse
from models.store import Store
from reports.catalogue import REPORTS, Report, build_report, default_parameters, print_document
from reports.document import Column, Document, Table
from tests.models.people_and_places import TODAY
from tests.reports.definitions.test_every_paper import subjects
from tests.reports.html.reading import read as read_page
from tests.safety.nasty import LONG, nasty_book

FORMS = ("pdf", "xlsx", "html", "docx")


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("nasty") / "nasty.liaison")
    with store.write("Fill every table") as session:
        nasty_book(session, 5)
    yield store
    store.close()


def paper(store: Store, report: Report) -> Document | None:
    """Return a paper as its usual readers get it; None where these random records make none."""
    with store.read() as session:
        asked = default_parameters(as_at=TODAY)
        for subject in subjects(session, report, replace(asked, audience=report.visibility)):
            try:
                return build_report(session, report, replace(asked, about=subject, audience=report.visibility))
            except WrongUse:
                continue
    return None


def printed(document: Document, form: str) -> bytes:
    target = io.BytesIO()
    print_document(document, form, target)
    return target.getvalue()


def unpacked(data: bytes) -> bytes:
    """Return a file with what is packed in it laid open."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.requirement("R26")
@pytest.mark.requirement("R30")
@pytest.mark.requirement("R33")
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_paper_of_nasty_texts_opens_in_every_form(nasty: Store, report: Report) -> None:
    document = paper(nasty, report)
    if document is None:
        pytest.skip("these records make no such paper")
    files = {form: printed(document, form) for form in FORMS}
    assert len(pypdfium2.PdfDocument(files["pdf"])) > 0
    formulas = [
        cell.value
        for sheet in load_workbook(io.BytesIO(files["xlsx"]))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    ours = re.compile(r"=(SUBTOTAL\(\d+,[\w\[\]#' ,&.-]+\)|SUM\([\w\[\]#' ,&.:-]+\))")
    assert [one for one in formulas if not ours.fullmatch(str(getattr(one, "text", one)))] == []
    read_page(document)
    assert not re.search(rb"<(script|iframe|object|img[^>]+src=.(?!data:))", files["html"].lower())
    for form, data in files.items():
        told = unpacked(data)
        for secret in (str(Path.home()), platform.node(), getpass.getuser()):
            # Short names stand in any heap of bytes; that of the test computer may be one.
            assert len(secret) < 5 or secret.encode() not in told, f"{form} tells {secret}"
        assert b"file:///" not in told.replace(b"file:///trap", b"").replace(b"file:///etc", b""), form


@pytest.mark.requirement("R33")
@pytest.mark.parametrize("form", FORMS)
def test_no_paper_tells_the_account_or_the_place(
    nasty: Store, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "zquillfeather")
    home = tmp_path / "home of zquillfeather"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(platform, "node", lambda: "zquillfeather-laptop")
    report = next(one for one in REPORTS if one.name == "board-paper")
    document = paper(nasty, report)
    assert document is not None
    print_document(document, form, home / f"paper.{form}")
    told = unpacked((home / f"paper.{form}").read_bytes())
    assert b"zquillfeather" not in told
    assert "zquillfeather".encode("utf-16-be") not in told


@pytest.mark.requirement("R30")
def test_nothing_is_cut_from_a_workbook_unsaid() -> None:
    words = f"{LONG[0]}{LONG[0]}the end"
    document = Document("T", (Table("t", "T", (Column("A"),), ((words,),)),), TODAY)
    book = load_workbook(io.BytesIO(printed(document, "xlsx")))
    found = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert found.count("x" * 1000) >= len(words) // 1000 - 4
    assert "the end" in found
