"""Charts of how well people keep what they promise and answer what we ask, organisation by organisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.queries.engagement import MonthlyContacts
from models.queries.keeping import KeepingRate
from models.queries.unanswered import ReplyRate
from reports.chart_shapes import Record
from reports.document import Chart, ChartKind, Column, Kind, Series, Table
from reports.formatting import decimal, percent
from reports.pictures.picture import Picture, in_words
from reports.tables import monthly_chart
from resources.i18n import _

MOST = 20
"""So many bars are drawn: those with most to show."""
MOST_ROWS = 2_000
"""So many rows the table has at most."""
_LONGEST = 70


def keeping_picture(rows: Sequence[KeepingRate]) -> Picture:
    """Return what became of the commitments of each organisation, with its table."""
    order = sorted(rows, key=lambda row: (-row.due, row.organisation))
    drawn, listed = order[:MOST], order[:MOST_ROWS]
    nobody = _("No organisation named")
    title = _("What became of what was promised")
    table = Table(
        key="keeping",
        title=_("Commitments that fell due, by organisation"),
        sheet=_("Keeping"),
        columns=(
            Column(_("Organisation"), weight=3, row_header=True),
            Column(_("Due"), Kind.INTEGER, total=True),
            Column(_("Kept"), Kind.INTEGER, total=True, note=_("On its day or before, or later")),
            Column(_("Of them late"), Kind.INTEGER, total=True),
            Column(_("In part"), Kind.INTEGER, total=True),
            Column(_("Not yet due"), Kind.INTEGER, total=True),
            Column(_("Late"), Kind.INTEGER, total=True, note=_("Still open after its day")),
            Column(_("Lapsed"), Kind.INTEGER, total=True),
            Column(_("Given up"), Kind.INTEGER, total=True, note=_("Withdrawn, or referred on to others")),
            Column(_("Rate"), Kind.PERCENT, unknown="–", note=_("Kept, of those not withdrawn or referred on")),
        ),
        rows=tuple(
            (
                in_words(row.organisation) or nobody,
                row.due,
                row.kept,
                row.kept_late,
                row.kept_in_part,
                row.open,
                row.late,
                row.lapsed,
                row.withdrawn + row.referred,
                _whole(row.rate),
            )
            for row in listed
        ),
        empty=_("No commitment fell due in this period."),
    )
    parts: tuple[tuple[str, Callable[[KeepingRate], int]], ...] = (
        (_("Kept on its day"), lambda row: row.kept - row.kept_late),
        (_("Kept later"), lambda row: row.kept_late),
        (_("Kept in part"), lambda row: row.kept_in_part),
        (_("Not yet due"), lambda row: row.open),
        (_("Late"), lambda row: row.late),
        (_("Lapsed"), lambda row: row.lapsed),
    )
    chart = Chart(
        key="keeping",
        title=title,
        categories=tuple(_with_rate(in_words(row.organisation) or nobody, row.rate) for row in drawn),
        series=tuple(
            Series(name, tuple(float(count(row)) for row in drawn))
            for name, count in parts
            if any(count(row) for row in drawn)
        ),
        alt="",
        kind=ChartKind.STACKED,
        value_title=_("Commitments not given up"),
    )
    kept, due = sum(row.kept for row in rows), sum(row.due - row.withdrawn - row.referred for row in rows)
    total = _("In all {rate} of {due} were kept.").format(rate=percent(round(kept / due, 2) if due else 0), due=due)
    return _made(chart, table, [row.organisation_id for row in listed], total)


def replies_picture(rows: Sequence[ReplyRate]) -> Picture:
    """Return who answered what we sent, organisation by organisation, with its table."""
    order = sorted(rows, key=lambda row: (-row.wanted, row.name))
    drawn, listed = order[:MOST], order[:MOST_ROWS]
    table = Table(
        key="replies",
        title=_("Replies wanted and had, by organisation"),
        sheet=_("Replies"),
        columns=(
            Column(_("Organisation"), weight=3, row_header=True),
            Column(_("Replies wanted"), Kind.INTEGER, total=True),
            Column(_("Replies"), Kind.INTEGER, total=True),
            Column(_("No reply"), Kind.INTEGER, total=True),
            Column(_("Rate"), Kind.PERCENT, unknown="–"),
        ),
        rows=tuple(
            (in_words(row.name), row.wanted, row.replied, row.wanted - row.replied, _whole(row.rate)) for row in listed
        ),
        empty=_("Nothing was sent in this period that asked for a reply."),
    )
    chart = Chart(
        key="replies",
        title=_("Who replied"),
        categories=tuple(_with_rate(in_words(row.name), row.rate) for row in drawn),
        series=(
            Series(_("Replied"), tuple(float(row.replied) for row in drawn)),
            Series(_("No reply"), tuple(float(row.wanted - row.replied) for row in drawn)),
        ),
        alt="",
        kind=ChartKind.STACKED,
        value_title=_("What we sent that asked for a reply"),
    )
    replied, wanted = sum(row.replied for row in rows), sum(row.wanted for row in rows)
    total = _("In all {rate} of {wanted} were answered.").format(
        rate=percent(round(replied / wanted, 2) if wanted else 0), wanted=wanted
    )
    return _made(chart, table, [row.organisation_id for row in listed], total)


def months_picture(contacts: MonthlyContacts) -> Picture:
    """Return the conversations of each month by channel, with its table."""
    chart, table = monthly_chart(contacts, _("Conversations by month and channel"))
    return Picture(chart, table if any(map(sum, contacts.counts)) else replace(table, rows=()))


def _with_rate(name: str, rate: float | None) -> str:
    """Return what stands before a bar; a name that would fill the page is cut, the table has it whole."""
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rstrip() + "…"
    return name if rate is None else _("{name}, {rate}").format(name=name, rate=percent(round(rate, 2)))


def _whole(rate: float | None) -> float | None:
    """Return a rate in whole hundredths, as it stands beside the bars; few promises do not bear more."""
    return None if rate is None else round(rate, 2)


def _made(chart: Chart, table: Table, numbers: Sequence[int | None], total: str) -> Picture:
    """Return a chart with its words, its table and whom its rows stand for."""
    records = tuple(None if number is None else Record("organisation", number) for number in numbers)
    left = len(table.rows) - len(chart.categories)
    note = _("The {n} with most are drawn; the table has {left} more.").format(n=MOST, left=left) if left else ""
    alt = table.empty
    if table.rows:
        piles = [sum(values) for values in zip(*(series.values for series in chart.series), strict=True)]
        most = ", ".join(
            f"{name} ({decimal(pile)})" for name, pile in list(zip(chart.categories, piles, strict=False))[:3]
        )
        alt = _("Stacked bars: {title}. {total} Most: {most}.").format(title=chart.title, total=total, most=most)
    return Picture(replace(chart, alt=alt), table, records, note)
