"""A workbook of whichever kind, told by what it holds and not by its name: .xlsx, .ods, .xls, or marked-up tables."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from models.exchange.unpacking import troubles_told
from models.exchange.workbook.cells import SheetContent
from models.exchange.workbook.marked_up import kind_of_markup, open_page, open_spreadsheet_xml
from models.exchange.workbook.ods import open_ods
from models.exchange.workbook.opened import SheetName, open_workbook
from models.exchange.workbook.xls import open_xls
from models.exchange.workbook.xls.compound import SIGNATURE

_SAVED_AS = (".xls", ".xlsx", ".xlsm", ".htm", ".html")
_OF_OFFICE = b"urn:schemas-microsoft-com:office"
"""What spreadsheet programs write into the pages that they save."""


class Workbook(Protocol):
    """An open workbook, whatever its kind."""

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return the sheets in their order."""

    @property
    def since_1904(self) -> bool:
        """Say whether plain numbers that mean days count from 1904, as on old Macs."""

    def read(self, number: int) -> SheetContent:
        """Return the rows of the sheet at this place."""


def kind_of_workbook(path: Path) -> str:
    """Return "xlsx", "ods", "xls", "xml" or "html" by what a file holds, "" for what is no workbook at all.

    A page (HTML) is one where a program saved it as one: by its ending, or by what it says of itself.

    A damaged one is still of its kind, so that opening it says what is wrong. Raises BadImport where the file cannot be
    looked at.
    """
    with troubles_told(path), path.open("rb") as file:
        start = file.read(8)
        if start.startswith(SIGNATURE):
            return "xls"
        start += file.read(4096)
    if not start.startswith(b"PK\x03\x04"):
        return _kind_of_markup(path, start)
    if b"application/vnd.oasis.opendocument" in start[:200]:
        return "ods"
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        # The end of the file is missing: its beginning says what it was to be.
        return "xlsx" if b"[Content_Types].xml" in start or b"xl/" in start else ""
    if "[Content_Types].xml" in names or "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names and "mimetype" in names else ""


def _kind_of_markup(path: Path, start: bytes) -> str:
    kind = kind_of_markup(start)
    is_saved = path.suffix.lower() in _SAVED_AS or _OF_OFFICE in start
    return kind if kind == "xml" or is_saved else ""


@contextmanager
def open_any_workbook(path: Path, kind: str, check: Callable[[], None] | None = None) -> Iterator[Workbook]:
    """Open a workbook of a kind that `kind_of_workbook` told."""
    with _WAYS[kind](path, check) as workbook:
        yield workbook


_WAYS: Mapping[str, Callable[[Path, Callable[[], None] | None], AbstractContextManager[Workbook]]] = {
    "xlsx": open_workbook,
    "ods": open_ods,
    "xls": open_xls,
    "xml": open_spreadsheet_xml,
    "html": open_page,
}
