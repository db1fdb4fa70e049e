"""One paper that has everything: the fixed example of the printer's tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.charts import describe_chart
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
    Series,
    Span,
    Table,
    Tone,
    bullets,
    paragraph,
    runs,
)

SENTENCE = "The principal promised a written answer after half term, and Cllr Nair asked that the forum hears of it. "


def chart(kind: ChartKind = ChartKind.BAR) -> Chart:
    """Return a chart of three series."""
    series = (Series("Schools", (12, 18, 9)), Series("Colleges", (5, 7, 4)), Series("Council", (3, -2, 8.5)))
    bare = Chart(f"chart-{kind.value}", "Conversations by term", ("Autumn", "Spring", "Summer"), series, "", kind)
    return Chart(bare.key, bare.title, bare.categories, series, describe_chart(bare), kind, "Conversations", "Term")


def table(rows: int = 90) -> Table:
    """Return a table over several pages whose fifth row is higher than a page."""
    columns = (
        Column("Organisation", row_header=True, weight=3),
        Column("Last contact", Kind.DATE, unknown="Never"),
        Column("Conversations", Kind.INTEGER, total=True),
        Column("Raised", Kind.MONEY, total=True),
        Column("What was said", weight=4),
    )
    values = tuple(
        (
            f"Brookfield Primary School {index}",
            date(2026, 1, 1 + index % 28) if index % 7 else None,
            index,
            Decimal("12.50") * index,
            SENTENCE * (60 if index == 4 else index % 3),
        )
        for index in range(rows)
    )
    return Table("engagement", "Engagement by organisation", columns, values, note="None is left out.")


def sample() -> Document:
    """Return the paper."""
    link = Span("the engagement table", link="#engagement")
    inner = ListBlock((ListItem(runs("the chair writes;")), ListItem(runs("the clerk keeps the list."))), ordered=True)
    asked = ListBlock(
        (ListItem(runs("note the report;")), ListItem(runs("agree that " + SENTENCE), inner)), ordered=True
    )
    empty = Table("events", "Events near the venue", (Column("Event"),), (), "No events are planned near the venue.")
    return Document(
        "External relations: report to the board",
        (
            Heading("Purpose"),
            paragraph(
                "Gŵyr, Łódź, Ελλάδα, Жанна ✓. See ", link, " or ", Span("the site", link="https://example.org/"), "."
            ),
            Heading("What we did", 3),
            bullets("Visited eleven schools.", ["Agreed an event with ", Span("Brookfield", bold=True), "."]),
            Heading("Recommendations", anchor="asked"),
            asked,
            Facts((("To", "The board"), ("Date", date(2026, 11, 22)), ("Ward", None)), "About this paper"),
            Heading("Engagement"),
            *(chart(kind) for kind in ChartKind),
            table(),
            Heading("Events"),
            empty,
            paragraph(SENTENCE * 12, tone=Tone.NOTE),
        ),
        date(2026, 11, 22),
        subtitle="Autumn term 2026",
        author="Ashgrove Academy",
        subject="Engagement",
        reference="For governors",
        cover=(("Meeting", "1 December 2026"), ("For", "Decision")),
        contents=True,
        keywords=("liaison", "board"),
    )
