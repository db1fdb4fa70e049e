"""A document with every kind of block, and ways to read a workbook back."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from reports.document import (
    Chart,
    ChartKind,
    Column,
    Document,
    Facts,
    Heading,
    Kind,
    ListBlock,
    ListItem,
    PageBreak,
    Series,
    Span,
    Table,
    Tone,
    bullets,
    numbered,
    paragraph,
    runs,
)
from reports.xlsx import xlsx_bytes


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, minute))


COLUMNS = (
    Column("Organisation", row_header=True, weight=2, note="The name in use on the day of the report."),
    Column("URN", Kind.IDENTIFIER, note="Unique reference number."),
    Column("Last contact", Kind.DATE, unknown="Never"),
    Column("Logged", Kind.DATETIME),
    Column("Contacts", Kind.INTEGER, total=True),
    Column("Hours", Kind.DECIMAL, total=True),
    Column("Answered", Kind.PERCENT),
    Column("Cost", Kind.MONEY, total=True),
    Column("Governor link", Kind.YES_NO, unknown="Not known"),
    Column("Comment", weight=3),
)
ROWS = (
    (
        "Łódź Żółw Academy 😀",
        "000123",
        None,
        moment(2026, 11, 3, 18, 30),
        4,
        2.5,
        0.5,
        Decimal("12.30"),
        True,
        "Kind",
    ),
    ("St Mary’s", "100001", date(2026, 11, 1), None, 7, Decimal("0.25"), 1, Decimal("0"), None, "=1+1"),
    (
        "O'Neil & Sons <Ltd>",
        "+44 113 496 0000",
        date(1850, 1, 2),
        None,
        None,
        None,
        None,
        None,
        False,
        "@SUM(A1)\nnext",
    ),
)
ENGAGEMENT = Table("engagement", "Engagement by organisation", COLUMNS, ROWS, note="Each organisation counts once.")
TAKE_UP = Table(
    "take_up",
    "Event take-up",
    (Column("Event", row_header=True), Column("Asked", Kind.INTEGER), Column("Displayed", Kind.INTEGER)),
    (("Open evening", 12, 7), ("Summer fair", 20, 11)),
)
LATE = Table("late", "Late commitments", (Column("Commitment"), Column("Due", Kind.DATE)), (), "No commitment is late.")
CHART = Chart(
    "chart",
    "Take-up of events",
    ("Open evening", "Summer fair"),
    (Series("Asked", (12, 20)), Series("Displayed", (7, 11))),
    "Summer fair is highest with 20 asked & 11 displayed.",
    ChartKind.BAR,
    "Organisations",
    "Event",
)
LINES = Chart(
    "months",
    "By month",
    ("Sep", "Oct"),
    (Series("In", (3.0, 5.5)),),
    "October is higher.",
    ChartKind.LINE,
    "Number",
    "",
)

SAMPLE = Document(
    "External relations report",
    (
        Heading("Purpose", anchor="purpose"),
        paragraph(
            "We spoke with ", Span("nine schools", bold=True), " as ", Span("the register", link="https://a.gov.uk/x")
        ),
        paragraph(Span("Bad", link="javascript:alert(1)"), Span(" share", link="file://host/x"), tone=Tone.NOTE),
        paragraph(Span("See take-up", link="#take_up")),
        Heading("Recommendations", 3),
        numbered("Note the report.", "=2+2"),
        ListBlock((ListItem(runs("Outer"), bullets("inner")), ListItem(runs("Last")))),
        Facts((("Visits", 12), ("Last visit", date(2026, 10, 5)), ("Open", True), ("Unknown", None)), "Visits"),
        PageBreak(),
        paragraph("Read this.", tone=Tone.LEAD),
        ENGAGEMENT,
        TAKE_UP,
        CHART,
        LATE,
        LINES,
    ),
    date(2026, 11, 22),
    subtitle="Autumn term 2026",
    author="Example High School",
    subject="External relations",
    reference="Open & public",
    cover=(("To", "The governing board"), ("Meeting", date(2026, 12, 3))),
)


def table_document(*tables: Table, title: str = "Report") -> Document:
    return Document(title, tables, date(2026, 11, 22))


def read(document: Document) -> Workbook:
    return load_workbook(BytesIO(xlsx_bytes(document)), rich_text=False)


def parts(document: Document) -> dict[str, str]:
    with ZipFile(BytesIO(xlsx_bytes(document))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def unescaped(text: str) -> str:
    """What Excel makes of the characters in a file: openpyxl leaves the codes as they are."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)
