"""About how many pages a paper has, and what would make a long one shorter: said before anybody prints it.

The estimate reads a document and sets nothing, so it takes a hundredth of the time of a PDF. It is right within about
a third, which is enough to tell 9 pages from 900. The paper itself stays as it is.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from models.kinds import KINDS
from reports.document import Block, Document, Facts, Heading, Kind, ListBlock, Paragraph, Table, plain
from reports.formatting import listed_or, thousands
from reports.papers import COMMITTEE
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.report import Report

LONG = 60
"""From so many pages on nobody reads a paper through: then it is said how it gets shorter."""
_LINES_A_PAGE = 58
"""Lines of the small type of tables that a page holds."""
_LETTERS_A_LINE = 118
"""Letters of that type across the page."""
_PADDING = 0.75
"""What the space above and below a row takes, in lines."""
_OTHER_LETTERS = {Kind.DATE: 16, Kind.MONEY: 9, Kind.TEXT: 0}
_SAMPLE = 400
"""Rows of a table that are measured; the rest are taken to be like them."""


def about_pages(document: Document) -> int:
    """Return about how many pages a document has."""
    lines = sum(_lines_of(block) for block in document.blocks)
    return max(1, ceil(lines / _LINES_A_PAGE))


def _lines_of(block: Block) -> float:
    if isinstance(block, Table):
        return 4 + _lines_of_rows(block)
    if isinstance(block, Facts):
        return 1.8 * len(block.rows)
    if isinstance(block, Heading):
        return 3
    if isinstance(block, Paragraph):
        return 1 + len(plain(block.content)) / 90
    if isinstance(block, ListBlock):
        return sum(1.3 + len(plain(item.content)) / 90 for item in block.items)
    return 20


def _lines_of_rows(table: Table) -> float:
    """Return the lines that the rows of a table take, measured on some from all over it."""
    if not table.rows:
        return 1
    step = max(1, len(table.rows) // _SAMPLE)
    some = table.rows[::step]
    whole = sum(column.weight for column in table.columns if not column.out_of_sight)
    rooms = [max(4.0, _LETTERS_A_LINE * column.weight / whole - 2) for column in table.columns]
    measured = sum(
        max(
            ceil(_letters(column.kind, cell) / room)
            for column, cell, room in zip(table.columns, row, rooms, strict=True)
            if not column.out_of_sight
        )
        for row in some
    )
    return len(table.rows) * (measured / len(some) + _PADDING)


def _letters(kind: Kind, cell: object) -> int:
    if cell is None:
        return 1
    return len(cell) if isinstance(cell, str) else _OTHER_LETTERS.get(kind, 6)


def length_words(report: Report, document: Document) -> str:
    """Return in a sentence or two that a paper is long, and which choices would shorten it; "" for one that is not."""
    pages = about_pages(document)
    if pages < LONG:
        return ""
    rounded = thousands(round(pages, -1 if pages < 1_000 else -2))
    parts = [_("This paper has about {n} pages.").format(n=rounded)]
    if ways := list(_ways(report)):
        parts.append(_("For a shorter one choose {ways}.").format(ways=listed_or(ways)))
    parts.append(_("As Excel it can be sorted and filtered."))
    return " ".join(parts)


def _ways(report: Report) -> Iterator[str]:
    """Yield the choices of a report that narrow it."""
    if report.asks.ward:
        yield _("a ward")
    if report.audience == COMMITTEE and report.asks.recipient:
        yield _("a committee with wards of its own")
    if report.asks.all_without:
        yield _("one {thing}").format(thing=KINDS[report.asks.about[0]].word)
    if report.asks.metres:
        yield _("a shorter distance")
    if report.asks.period:
        yield _("a shorter time")
