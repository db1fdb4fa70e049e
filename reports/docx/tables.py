"""Tables of a Word document, written at once: a head that returns on every page, rows that stay whole, real headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from reports import style
from reports.cleaning import clean, clean_line
from reports.column_widths import column_widths
from reports.document import Facts, Table
from reports.formatting import RIGHT_ALIGNED, cell_text, total_cells, value_text

TEXT = "TableText"
"""The style of words in cells, by its number in the document."""
_PAD = 5.4
"""Points that Word leaves at either side of a cell."""
_FACTS_SHARE = (0.28, 0.72)


def facts_table(facts: Facts, width: int) -> BaseOxmlElement:
    """Return labels and what they stand for; the first column names the rows. Widths are twentieths of a point."""
    widths = [round(width * share) for share in _FACTS_SHARE]
    rows = (
        _row([_cell(label, widths[0], bold=True), _cell(value_text(value), widths[1])]) for label, value in facts.rows
    )
    return _table(rows, widths, facts.title, header=False)


def data_table(table: Table, width: int) -> BaseOxmlElement:
    """Return a table with its head and its row of sums."""
    widths = [
        round(20 * points) for points in column_widths(table, width / 20, style.TABLE_SIZE, _PAD, bold_names=True)
    ]
    return _table(_rows(table, widths), widths, table.title, header=True)


def _rows(table: Table, widths: Sequence[int]) -> Iterator[str]:
    columns = table.columns
    right = [column.kind in RIGHT_ALIGNED for column in columns]
    heads = (
        _cell(column.title, widths[index], bold=True, right=right[index], tint=True)
        for index, column in enumerate(columns)
    )
    yield _row(list(heads), head=True)
    for values in table.rows:
        cells = zip(values, columns, widths, right, strict=True)
        yield _row(
            [
                _cell(
                    cell_text(value, column), room, bold=column.row_header, right=aside and not isinstance(value, str)
                )
                for value, column, room, aside in cells
            ]
        )
    if any(column.total for column in columns):
        yield _row(list(_totals(table, widths)))


def _totals(table: Table, widths: Sequence[int]) -> Iterator[str]:
    for one, column, width in zip(total_cells(table), table.columns, widths, strict=True):
        yield _cell(one.words, width, bold=True, right=column.total)


def _table(rows: Iterator[str], widths: Sequence[int], title: str, *, header: bool) -> BaseOxmlElement:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{style.RULE[1:]}"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "bottom", "insideH"))
    title_words = f"<w:tblCaption w:val={quoteattr(clean_line(title))}/>" if title else ""
    look = f'<w:tblLook w:firstRow="{int(header)}" w:firstColumn="1" w:lastRow="0" w:lastColumn="0" w:noHBand="1"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{look}{title_words}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], *, head: bool = False) -> str:
    marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(words: str, width: int, *, bold: bool = False, right: bool = False, tint: bool = False) -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{style.HEAD_TINT[1:]}"/>' if tint else ""
    aside = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    runs = f"<w:r>{weight}{_lines(words)}</w:r>" if words else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{TEXT}"/>{aside}</w:pPr>{runs}</w:p></w:tc>'
    )


def _lines(words: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(words).split("\n"))
    return "<w:br/>".join(lines)
