"""A finished paper as typed blocks: definitions build it, every printer prints it.

Cells stay typed (date, int, None) until a printer formats them, so Excel gets real dates and numbers and the PDF
gets words. Nothing here knows points, fonts or sheet widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Protocol

from reports.chart_shapes import Measure, Plan
from reports.style import ACCENT

Cell = str | int | float | Decimal | date | datetime | bool | None
"""What a table cell may hold; None is an unknown value, printed as the column's words for it."""


class Kind(Enum):
    """What the values of a column are, which decides their format and alignment."""

    TEXT = "text"
    """Words that wrap."""
    IDENTIFIER = "identifier"
    """Text that looks like a number and must stay text: URN, telephone number, minute reference."""
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    """A fraction: 0.5 is printed as 50%."""
    MONEY = "money"
    """Pounds sterling."""
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; a link is an address (https, mailto) or "#anchor" of a heading or table."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: tuple[Span, ...] = ()
    """What a footnote says; its number follows the words."""


Runs = tuple[Span, ...]


def runs(text: str | Span | Sequence[str | Span]) -> Runs:
    """Return words, a span or a mixture of both as a tuple of spans."""
    if isinstance(text, str):
        return (Span(text),)
    if isinstance(text, Span):
        return (text,)
    return tuple(Span(part) if isinstance(part, str) else part for part in text)


def plain(text: Runs) -> str:
    """Return the characters of spans without their styles."""
    return "".join(span.text for span in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 to 6, each step down by one at most. The document's title is level 1 and printed by itself."""

    text: str
    level: int = 2
    anchor: str | None = None


class Tone(Enum):
    """How a paragraph speaks."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    content: Runs
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with a list inside it where needed."""

    content: Runs
    inner: ListBlock | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, numbered or with bullets; recommendations are a numbered one."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they stand for (To, Date, Report of): a table of two columns whose first is a row header."""

    rows: tuple[tuple[str, Cell], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a title, the kind of its values and its share of the width; never points."""

    title: str
    kind: Kind = Kind.TEXT
    weight: float = 1.0
    total: bool = False
    """Whether the table ends with the sum of this column."""
    row_header: bool = False
    """Whether the cells name their row (for most tables the first column)."""
    unknown: str = ""
    """The words for None, for example "Never" or "Not set"."""
    note: str = ""
    """What the column means, for the sheet that documents the workbook."""
    options: tuple[str, ...] = ()
    """The words that a cell may hold, which a workbook offers as a list."""
    locked: bool = False
    """Whether it is for reading in a table that is otherwise made to be edited."""
    out_of_sight: bool = False
    """Whether a workbook keeps the column without showing it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; rows may be none, then `empty` is printed in its place."""

    key: str
    """Short name, unique in the document: anchor, Excel table name and default sheet name."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "There is nothing to show."
    note: str = ""
    sheet: str = ""
    """Sheet name in the workbook where the title is too long for one."""
    editable: bool = False
    """Whether a workbook with it is made to be edited and brought back."""
    out_of_sight: bool = False
    """Whether a workbook keeps its sheet without showing it."""


class ChartKind(Enum):
    """How a chart is drawn."""

    BAR = "bar"
    """Upright bars side by side."""
    STACKED = "stacked"
    """Upright bars, one series on top of the other."""
    ACROSS = "across"
    """Lying bars, for long names."""
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, one for each category of the chart."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that also stand in a table; told apart in grey and without colour vision."""

    key: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    """What a reader who cannot see it needs: what is compared, the highest, the lowest, where the figures are."""
    kind: ChartKind = ChartKind.BAR
    value_title: str = ""
    category_title: str = ""


class Drawable(Protocol):
    """What can be drawn in any width: the one way for a page and for a window."""

    def plan(self, width: float, measure: Measure) -> Plan:
        """Return the shapes, as wide as given and as high as they need to be."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that is no chart: a star, a network, a grid. What it shows also stands in a table."""

    key: str
    title: str
    picture: Drawable
    alt: str
    """What a reader who cannot see it needs: what is shown, what stands out, where the words are."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | ListBlock | Facts | Table | Chart | Drawing | PageBreak


@dataclass(frozen=True, slots=True)
class House:
    """How the school's papers look: its colour, its logo and the words at the foot of each."""

    accent: str = ACCENT
    """The colour of titles, headings and links: at least 4.5 to 1 on white."""
    foot: str = ""
    logo: bytes = b""
    """A PNG without transparency; nothing for none."""
    logo_words: str = ""
    """What the logo shows, for those who cannot see it."""


PLAIN = House()
"""The look of papers until the school has chosen its own."""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished paper."""

    title: str
    blocks: tuple[Block, ...]
    as_at: date
    """The day the paper speaks for; it is also the date inside the printed files, so equal input gives equal bytes."""
    subtitle: str = ""
    author: str = ""
    """The school or body that makes the paper, never the name of the computer's user."""
    subject: str = ""
    reference: str = ""
    """Words at the foot of each page beside the number, for example the classification."""
    cover: tuple[tuple[str, Cell], ...] = ()
    """Facts on the cover page; without any there is no cover page."""
    contents: bool = False
    """Whether a contents list follows the cover."""
    language: str = "en-GB"
    keywords: tuple[str, ...] = field(default=())
    left_out: tuple[str, ...] = field(default=())
    """What its readers may not see and it therefore does not show, a sentence each; not printed again by printers."""
    house: House = PLAIN
    poster: bool = False
    """Whether it is for a wall: headings and paragraphs in large type, as large as one page allows."""


CONTENTS_DEPTH = 3
"""Headings below this level are not in the contents list."""


def named_headings(document: Document) -> tuple[tuple[Heading, str], ...]:
    """Return the headings of a paper, each with the name of its place for forms that name every one."""
    headings = (block for block in document.blocks if isinstance(block, Heading))
    return tuple((heading, heading.anchor or f"heading-{number}") for number, heading in enumerate(headings, 1))


def paragraph(*parts: str | Span, tone: Tone = Tone.BODY) -> Paragraph:
    """Return a paragraph of words and spans."""
    return Paragraph(runs(parts), tone)


def bullets(*items: str | Sequence[str | Span]) -> ListBlock:
    """Return a list with bullets, one for each item."""
    return ListBlock(tuple(ListItem(runs(item)) for item in items))


def numbered(*items: str | Sequence[str | Span]) -> ListBlock:
    """Return a numbered list, one number for each item."""
    return ListBlock(tuple(ListItem(runs(item)) for item in items), ordered=True)
