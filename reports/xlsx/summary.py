"""The first sheet: the words of the paper in two columns, labels and markers in A, text in B.

Nothing is merged, so that the sheet reads from top to bottom with a screen reader; text too long for a row that Excel
can show goes on in the next row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from reports.cleaning import allowed_link, clean, clean_line
from reports.document import Cell, Document, Runs, Span, plain, runs
from reports.formatting import value_text
from reports.xlsx.band import TITLE_SHARE, band_columns, band_row
from reports.xlsx.cells import fact_cell, rich_cell, text_cell
from reports.xlsx.layout import LINE, columns_for, height_attribute, lines_needed
from reports.xlsx.long_texts import split
from reports.xlsx.names import units
from reports.xlsx.package import Sheet
from reports.xlsx.page import set_up_page
from reports.xlsx.styles import LEAD_SIZE, TEXT_SIZE, Style, Styles

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = [31.0, 92.0]
_MOST_IN_ROW = 1_800
_MOST_LINES_IN_ROW = 15
"""A row is at most 409 points high: what is beyond that is there but cannot be seen."""
_ACROSS = {Style.TITLE: 0, Style.HEADING: 82, Style.SUBHEADING: 94, Style.SENTENCE: 110}
"""Characters on a line that runs over both columns; the title stays in one cell."""
_HEIGHTS = {Style.TITLE: 32.0, Style.HEADING: 34.0, Style.SUBHEADING: 26.0}
_LEAD_LINE = 16.5
_RICH = {Style.BODY: TEXT_SIZE, Style.LEAD: LEAD_SIZE}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the summary."""

    label: str = ""
    label_style: Style = Style.LABEL
    label_link: str = ""
    content: Runs = ()
    content_style: Style = Style.BODY
    content_link: str = ""
    """An address that may be linked to, or "#" and an anchor."""
    fact: Cell = None
    is_fact: bool = False
    indent: int = 0
    anchor: str = ""
    new_page: bool = False


def across(text: str, name: Style, anchor: str = "") -> list[Line]:
    """Return words that start in the first column and run over the second: titles, headings and sentences."""
    text = clean_line(text)
    width = _ACROSS[name]
    lines = (wrap(text, width) or [""]) if width else [text]
    return [Line(line, name, anchor=anchor if number == 0 else "") for number, line in enumerate(lines)]


def flowing(content: Runs, name: Style = Style.BODY, *, marker: str = "", indent: int = 0) -> list[Line]:
    """Return words as rows of the second column: pieces that fit a row, then a row for each link in them.

    A cell holds one link at most, so words that are a link themselves become one, and links among words follow them.
    """
    content = tuple(replace(span, text=clean(span.text)) for span in content)
    links = [span for span in content if span.link and linkable(span.link) and span.text.strip()]
    whole = len(links) == 1 and plain(content).strip() == links[0].text.strip()
    made = [Line(content=piece, content_style=name, indent=indent) for piece in _pieces(content)]
    made[0] = replace(made[0], label=marker, label_style=Style.MARKER)
    if whole:
        made[0] = replace(made[0], content_style=Style.LINK, content_link=links[0].link or "")
        return made
    for span in links:
        words = runs(clean_line(span.text))
        made.append(Line(content=words, content_style=Style.LINK, content_link=span.link or "", indent=indent + 1))
    return made


def linkable(address: str) -> bool:
    """Return whether an address may become a link: inside the workbook, https or mailto."""
    return address.startswith("#") or allowed_link(address) is not None


def _pieces(content: Runs) -> Iterator[Runs]:
    """Yield spans in pieces of what one row can show, styles kept."""
    waiting = list(content)
    for piece in split(plain(content), _MOST_IN_ROW, _MOST_LINES_IN_ROW):
        taken: list[Span] = []
        room = len(piece)
        while waiting and room > 0:
            span = waiting.pop(0)
            taken.append(replace(span, text=span.text[:room]))
            if len(span.text) > room:
                waiting.insert(0, replace(span, text=span.text[room:]))
            room -= len(taken[-1].text)
        yield tuple(taken)


def _height(line: Line) -> str:
    """Return the attribute of a row for its height: fixed for titles, else as many lines as its words need."""
    if line.label and line.label_style in _HEIGHTS:
        return f' ht="{_HEIGHTS[line.label_style]:g}" customHeight="1"'
    words = value_text(line.fact) if line.is_fact else plain(line.content)
    lines = lines_needed(words, _WIDTHS[1] - 3 * line.indent)
    if line.label and line.label_style is not Style.SENTENCE:
        lines = max(lines, lines_needed(line.label, _WIDTHS[0] * 0.95))
    return height_attribute(lines, _LEAD_LINE if line.content_style is Style.LEAD else LINE)


class SummarySheet:
    """Makes the first sheet from its lines."""

    def __init__(
        self, lines: list[Line], worksheet: Worksheet, document: Document, styles: Styles, places: dict[str, str]
    ) -> None:
        self._lines = lines
        self._worksheet = worksheet
        self._document = document
        self._styles = styles
        name = worksheet.title.replace("'", "''")
        own = {line.anchor: f"'{name}'!A{row}" for row, line in enumerate(lines, 1) if line.anchor}
        self._places = {**own, **places}

    def sheet(self) -> Sheet:
        """Return the sheet, set up for screen and paper."""
        set_up_page(self._worksheet, self._document)
        for letter, width in zip("AB", _WIDTHS, strict=True):
            self._worksheet.column_dimensions[letter].width = width
        title = self._lines[0].label
        last = get_column_letter(min(columns_for(_WIDTHS, units(title) * TITLE_SHARE), 26))
        self._worksheet.print_area = f"A1:{last}{len(self._lines)}"
        for row, line in enumerate(self._lines, 1):
            if line.new_page and row > 1:
                self._worksheet.row_breaks.append(Break(id=row - 1))
        used = get_column_letter(max(2, band_columns(title, _WIDTHS)))
        return Sheet(self._worksheet, self._rows, f"A1:{used}{len(self._lines)}", links=self._links())

    def _links(self) -> list[Hyperlink]:
        links = []
        for row, line in enumerate(self._lines, 1):
            for letter, address in (("A", line.label_link), ("B", line.content_link)):
                if link := self._link(f"{letter}{row}", address):
                    links.append(link)
        return links

    def _link(self, at: str, address: str) -> Hyperlink | None:
        """Return a link of a cell: to a place in the workbook, or to an address that is allowed."""
        if address.startswith("#"):
            place = self._places.get(address[1:])
            return Hyperlink(ref=at, location=place) if place else None
        target = allowed_link(address) if address else None
        return Hyperlink(ref=at, target=target) if target else None

    def _rows(self) -> Iterator[str]:
        title, *rest = self._lines
        yield band_row(title.label, _WIDTHS, _HEIGHTS[Style.TITLE], self._styles)
        for row, line in enumerate(rest, 2):
            yield f'<row r="{row}"{_height(line)}>{self._label(line, row)}{self._content(line, row)}</row>'

    def _label(self, line: Line, row: int) -> str:
        if not line.label:
            return ""
        linked = self._link(f"A{row}", line.label_link) is not None
        name = Style.LINK if linked else line.label_style
        return text_cell(f"A{row}", line.label, self._styles.of_words(name, line.label))

    def _content(self, line: Line, row: int) -> str:
        """Return the cell of the second column."""
        if line.is_fact:
            return fact_cell(f"B{row}", line.fact, self._styles)
        text = plain(line.content)
        if not text:
            return ""
        name = line.content_style
        if name is Style.LINK and self._link(f"B{row}", line.content_link) is None:
            name = Style.BODY
        number = self._styles.of_words(name, text, line.indent)
        if name in _RICH and any(span.bold or span.italic for span in line.content):
            return rich_cell(f"B{row}", line.content, number, _RICH[name])
        return text_cell(f"B{row}", text, number)
