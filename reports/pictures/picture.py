"""A picture whole: how it is drawn, its words for those who cannot see it, and the table that says the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reports.chart_shapes import Measure, Plan, Record
from reports.charts import plan as plan_chart
from reports.cleaning import clean_line, page_text
from reports.document import Block, Chart, Document, Drawing, Table, Tone, paragraph
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or drawing with its table; `records` are what the rows of the table stand for in the book."""

    block: Chart | Drawing
    table: Table
    records: tuple[Record | None, ...] = ()
    note: str = ""
    """What a reader should know besides: what was left out, how something is counted."""

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.block.title

    @property
    def alt(self) -> str:
        """Return it in words."""
        return self.block.alt

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw; the table says so in words."""
        return not self.table.rows

    def plan(self, width: float, measure: Measure) -> Plan:
        """Return its shapes, as wide as given."""
        if isinstance(self.block, Chart):
            return plan_chart(self.block, width, measure)
        return self.block.picture.plan(width, measure)

    def record_of(self, row: int | None) -> Record | None:
        """Return what a row of the table stands for."""
        return self.records[row] if row is not None and row < len(self.records) else None

    def blocks(self) -> tuple[Block, ...]:
        """Return it for a paper: the picture, what to know of it, and its table; of nothing only the table's words."""
        note = (paragraph(self.note, tone=Tone.NOTE),) if self.note else ()
        return (self.table,) if self.is_empty else (self.block, *note, self.table)


def picture_document(picture: Picture, *, as_at: date, author: str = "", subtitle: str = "") -> Document:
    """Return a picture as a paper of its own, whose title is the picture's."""
    blocks = tuple(
        replace(block, title=_("The picture")) if block is picture.block else block for block in picture.blocks()
    )
    return Document(picture.title, blocks, as_at=as_at, author=author, subtitle=subtitle)


def in_words(text: str) -> str:
    """Return a name from the book as a picture can show it, on one line."""
    return page_text(clean_line(text))
