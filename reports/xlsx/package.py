"""The file itself: a zip with one fixed date, sheets streamed into it row by row, charts with alternative text.

openpyxl makes every part but the rows. Rows are ours because openpyxl cannot write a formula together with its value,
keeps rows readable in temporary files, and takes several times as long for a styled table. The same classes give each
chart its alternative text, which openpyxl's own interface has no place for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, cast
from zipfile import ZipInfo

from openpyxl.drawing.graphic import GraphicFrame
from openpyxl.drawing.relation import ChartRelation
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP
from openpyxl.xml.functions import Element, SubElement

from reports.zips import APPLICATION, FixedZip

if TYPE_CHECKING:
    from _typeshed import SizedBuffer
    from openpyxl.chart._chart import ChartBase
    from openpyxl.drawing.properties import NonVisualDrawingProps
    from openpyxl.packaging.relationship import RelationshipList
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.worksheet import Worksheet

_EMPTY_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_ROWS_A_WRITE = 256


@dataclass(slots=True)
class Sheet:
    """A worksheet whose rows are made only while it is written."""

    worksheet: Worksheet
    rows: Callable[[], Iterator[str]]
    """Makes the `<row>` elements from the first to the last."""
    extent: str = "A1"
    """The range that holds every cell."""
    links: list[Hyperlink] = field(default_factory=list)
    charts: Sequence[tuple[ChartBase, str, str]] = ()
    """Charts placed on the sheet, each with its name and its alternative text."""
    text_ranges: list[str] = field(default_factory=list)
    """Cells that hold numbers as text on purpose, so Excel need not warn of them."""


class _Zip(FixedZip):
    """A workbook's file, which names the program that wrote it."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: str | SizedBuffer,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part; what openpyxl says of itself is ours to say."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(zinfo_or_arcname, APPLICATION if name == ARC_APP else data, compress_type, compresslevel)


class _Internals(Protocol):
    """What openpyxl's own writer keeps on a worksheet and its types leave out."""

    _charts: list[ChartBase]
    _drawing: SpreadsheetDrawing
    _hyperlinks: list[Hyperlink]
    _rels: RelationshipList


class _DescribedDrawing(SpreadsheetDrawing):
    """Charts of a sheet, each with a name and alternative text."""

    # openpyxl makes this list anew, and empty, for a subclass that does not name it.
    __elements__ = SpreadsheetDrawing.__elements__

    def __init__(self, charts: Sequence[tuple[ChartBase, str, str]]) -> None:
        super().__init__()
        self.charts = [chart for chart, _name, _alt in charts]
        self._words = [(name, alt) for _chart, name, alt in charts]

    def _chart_frame(self, idx: int) -> GraphicFrame:
        """Return the frame that shows a chart, as openpyxl asks for it."""
        frame = GraphicFrame()
        properties = cast("NonVisualDrawingProps", frame.nvGraphicFramePr.cNvPr)
        properties.id = idx
        properties.name, properties.descr = self._words[idx - 1]
        frame.graphic.graphicData.chart = ChartRelation(f"rId{idx}")
        return frame


class _SheetWriter(WorksheetWriter):
    """Everything of a sheet's part except its rows."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.worksheet, BytesIO())
        self._sheet = sheet
        cast("_Internals", self.ws)._hyperlinks = list(sheet.links)

    def write_dimensions(self) -> None:
        """Write the range in use, which openpyxl would read from cells it does not hold."""
        self.xf.send(SheetDimension(self._sheet.extent).to_tree())

    def write_drawings(self) -> None:
        """Write which warnings are not wanted, whose place is just before the drawings, and then the drawings."""
        if self._sheet.text_ranges:
            ignored = Element("ignoredErrors")
            for cells in self._sheet.text_ranges:
                SubElement(ignored, "ignoredError", {"sqref": cells, "numberStoredAsText": "1"})
            self.xf.send(ignored)
        super().write_drawings()


class _PackageWriter(ExcelWriter):
    """Puts a workbook into a zip without temporary files."""

    def __init__(self, workbook: Workbook, archive: _Zip, sheets: dict[str, Sheet]) -> None:
        super().__init__(workbook, archive)
        self._zip = archive
        self._sheets = sheets

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet: its settings, its rows as they are made, its links and drawings."""
        sheet = self._sheets[ws.title]
        internals = cast("_Internals", ws)
        internals._drawing = _DescribedDrawing(sheet.charts)
        internals._charts = internals._drawing.charts
        writer = _SheetWriter(sheet)
        writer.write()
        head, tail = _EMPTY_ROWS.split(writer.read())
        internals._rels = cast("_Internals", writer)._rels
        with self._zip.open(self._zip.entry(ws.path[1:]), "w") as out:
            out.write(head + b"<sheetData>")
            _write_rows(out, sheet.rows())
            out.write(b"</sheetData>" + tail)
        self.manifest.append(ws)


def _write_rows(out: IO[bytes], rows: Iterator[str]) -> None:
    """Write rows in pieces large enough for the compressor and small enough for the memory."""
    piece: list[str] = []
    for row in rows:
        piece.append(row)
        if len(piece) == _ROWS_A_WRITE:
            out.write("".join(piece).encode("utf-8"))
            piece.clear()
    out.write("".join(piece).encode("utf-8"))


def write_package(workbook: Workbook, sheets: list[Sheet], as_at: date, target: BinaryIO) -> None:
    """Write the workbook; `as_at` is the only date the file carries, so equal content gives equal bytes."""
    workbook.properties.created = workbook.properties.modified = datetime.combine(as_at, time())
    with _Zip(target, as_at) as archive:
        writer = _PackageWriter(workbook, archive, {sheet.worksheet.title: sheet for sheet in sheets})
        writer.write_data()
