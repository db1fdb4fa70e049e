"""A workbook that is open for reading: the names of its sheets, and the rows of whichever is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from models.exchange.workbook.cells import SheetContent, SheetRow, find_last_row, read_sheet, stream_sheet
from models.exchange.workbook.package import Package, open_package
from models.exchange.workbook.parts import WorkbookPart, read_date_styles, read_texts, read_workbook_part


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet's name, and whether it is out of sight."""

    name: str
    hidden: bool


class OpenWorkbook:
    """An open workbook; what several sheets need is read once, when the first is."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def _part(self) -> WorkbookPart:
        return read_workbook_part(self._package)

    @cached_property
    def _texts(self) -> list[str]:
        return read_texts(self._package)

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        return read_date_styles(self._package)

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return the sheets in their order."""
        return tuple(SheetName(sheet.name, sheet.hidden) for sheet in self._part.sheets)

    @property
    def since_1904(self) -> bool:
        """Say whether numbers that mean days count from 1904."""
        return self._part.since_1904

    def last_row(self, number: int) -> int | None:
        """Return the last row that a sheet says of itself to have, None where it does not say."""
        return find_last_row(self._package, self._part.sheets[number].part)

    def read(self, number: int) -> SheetContent:
        """Return the rows of the sheet at this place. Raises BadImport for one beyond the bounds."""
        part = self._part
        return read_sheet(
            self._package,
            part.sheets[number].part,
            lambda: self._texts,
            lambda: self._date_styles,
            since_1904=part.since_1904,
        )

    def rows(self, number: int) -> Iterator[SheetRow]:
        """Give the rows of the sheet at this place without holding them; a sheet may be far larger so."""
        part = self._part
        return stream_sheet(
            self._package, part.sheets[number].part, self._texts, self._date_styles, since_1904=part.since_1904
        )


@contextmanager
def open_workbook(
    path: Path, check: Callable[[], None] | None = None, password: str | None = None
) -> Iterator[OpenWorkbook]:
    """Open a workbook for reading; `check` is called now and then and may raise to stop; `password` as in a package.

    Raises BadImport, in a sentence, for whatever is no workbook that can be read.
    """
    with open_package(path, check, password=password) as package:
        yield OpenWorkbook(package)
