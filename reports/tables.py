"""Tables and charts that several papers share, each made from the rows of a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.queries.engagement import EngagementRow, MonthlyContacts
from models.queries.engagement_lines import CommitmentLine, Standing
from models.queries.event_lines import EventLine
from models.queries.unanswered import UnansweredRow
from models.vocabulary import Channel
from models.words import label
from reports import style
from reports.charts import describe_chart
from reports.document import Chart, ChartKind, Column, Kind, Series, Table
from reports.formatting import listed, short_month
from resources.i18n import _
from resources.i18n import marked as m


def engagement_table(rows: Sequence[EngagementRow], *, key: str = "engagement", wards: bool = True) -> Table:
    """Return what passed between us and each organisation; without `wards` all are in one that is known."""
    return Table(
        key=key,
        title=_("Contact with each organisation"),
        sheet=_("Contact"),
        columns=(
            Column(_("Organisation"), weight=3.2, row_header=True),
            *((Column(_("Ward"), weight=1.4, unknown="–"),) if wards else ()),
            Column(_("From us"), Kind.INTEGER, 0.8, total=True, note=_("Conversations that we started")),
            Column(_("From them"), Kind.INTEGER, 0.8, total=True, note=_("Conversations that they started")),
            Column(_("Meetings"), Kind.INTEGER, 0.9, note=_("Meetings held at which someone of theirs was present")),
            Column(_("Replies wanted"), Kind.INTEGER, 0.9, total=True, note=_("What we sent that asked for an answer")),
            Column(_("Replies"), Kind.INTEGER, 0.8, total=True, note=_("How many of those were answered")),
            Column(_("Last contact"), Kind.DATE, 1.4, unknown=_("Never")),
        ),
        rows=tuple(
            (
                row.name,
                *((row.ward or None,) if wards else ()),
                row.contacts_out,
                row.contacts_in,
                row.meetings,
                row.replies_wanted,
                row.replied,
                row.last_contact_on,
            )
            for row in rows
        ),
        empty=_("There was no contact with any organisation in this period."),
        note=_(
            "A conversation with several organisations is counted with each of them. Organisations that only came to a "
            "meeting are listed too."
        )
        if rows
        else "",
    )


def monthly_chart(contacts: MonthlyContacts, table_title: str) -> tuple[Chart, Table]:
    """Return the conversations by month and channel as a chart and as the table it is drawn from."""
    months = tuple(map(short_month, contacts.months))
    series, together = _chart_series(contacts)
    title = _("Conversations by month")
    chart = Chart(
        key="conversations-by-month",
        title=title,
        categories=months,
        series=series,
        alt="",
        kind=ChartKind.STACKED,
        value_title=_("Conversations"),
        category_title=_("Month"),
    )
    chart = replace(chart, alt=describe_chart(chart, _("the table “{title}”").format(title=table_title)))
    table = Table(
        key="months",
        title=table_title,
        sheet=_("Months"),
        columns=(
            Column(_("Month"), weight=1.5, row_header=True),
            *(Column(label(channel), Kind.INTEGER, total=True) for channel in contacts.channels),
            Column(_("All"), Kind.INTEGER, total=True),
        ),
        rows=tuple((month, *contacts.counts[place], contacts.total(place)) for place, month in enumerate(months)),
        empty=_("There was no conversation in this period."),
        note=_("The chart shows {channels} together, as “{other}”.").format(
            channels=listed([label(channel).lower() for channel in together]), other=_(OTHER)
        )
        if together
        else "",
    )
    return chart, table


def _chart_series(contacts: MonthlyContacts) -> tuple[tuple[Series, ...], tuple[Channel, ...]]:
    """Return the bars of each month, no more than there are patterns, and the channels drawn together as the last."""

    def drawn(name: str, *channels: Channel) -> Series:
        places = [contacts.channels.index(channel) for channel in channels]
        return Series(name, tuple(float(sum(row[place] for place in places)) for row in contacts.counts))

    most = len(style.SERIES)
    if len(contacts.channels) <= most:
        return tuple(drawn(label(channel), channel) for channel in contacts.channels), ()
    whole = dict(zip(contacts.channels, map(sum, zip(*contacts.counts, strict=True)), strict=True))
    own = sorted(contacts.channels, key=lambda channel: -whole[channel])[: most - 1]
    kept = tuple(channel for channel in contacts.channels if channel in own)
    together = tuple(channel for channel in contacts.channels if channel not in own)
    return (*(drawn(label(channel), channel) for channel in kept), drawn(_(OTHER), *together)), together


def unanswered_table(rows: Sequence[UnansweredRow], empty: str) -> Table:
    """Return what has no answer yet, as facts: who, what, since when, how often asked again."""
    return Table(
        key="unanswered",
        title=_("Correspondence without a reply"),
        sheet=_("Unanswered"),
        columns=(
            Column(_("To"), weight=2.2, row_header=True, unknown=_("Not named")),
            Column(_("About"), weight=2.6, unknown=_("Not recorded")),
            Column(_("How"), weight=0.9),
            Column(_("Sent"), Kind.DATE, 1.3),
            Column(_("Reply due"), Kind.DATE, 1.3),
            Column(_("Days waiting"), Kind.INTEGER, 0.9, note=_("Days from sending to the day of this paper")),
            Column(_("Asked again"), Kind.INTEGER, 0.9, note=_("How many times we asked again")),
        ),
        rows=tuple(
            (
                row.who or None,
                row.subject or None,
                label(row.channel),
                row.happened_on,
                row.reply_expected_by,
                row.days_waiting,
                row.times_chased,
            )
            for row in rows
        ),
        empty=empty,
    )


def commitments_table(
    rows: Sequence[CommitmentLine],
    key: str,
    sheet: str,
    title: str,
    empty: str,
    *,
    closing: bool = False,
    standing: bool = False,
) -> Table:
    """Return commitments with who made them, the date, and the minute reference.

    `standing` adds where they stand, `closing` that and when they ended.
    """
    columns = [
        Column(_("Made by"), weight=2.0, row_header=True, unknown=_("Not named")),
        Column(_("Commitment"), weight=3.2),
        Column(_("Due"), Kind.DATE, 1.3, unknown=_("No date")),
    ]
    if closing or standing:
        columns.append(Column(_("Result"), weight=1.5))
    if closing:
        columns.append(Column(_("Ended"), Kind.DATE, 1.3, unknown="–", note=_("The day it was kept or given up")))
    columns.append(
        Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference where it is on record"))
    )
    return Table(
        key=key,
        title=title,
        sheet=sheet,
        columns=tuple(columns),
        rows=tuple(_commitment_cells(row, closing=closing, standing=standing) for row in rows),
        empty=empty,
    )


def _commitment_cells(row: CommitmentLine, *, closing: bool, standing: bool) -> tuple[str | date | None, ...]:
    who = ", ".join(part for part in (row.owner, row.organisation) if part) or None
    reference = row.reference or None
    result = (_(RESULTS[row.standing]),) if closing or standing else ()
    return who, row.text, row.due_on, *result, *((row.closed_on,) if closing else ()), reference


OTHER = m("Other")
"""What a chart calls the channels that are too rare for a pattern of their own."""

RESULTS = {
    Standing.KEPT: m("Kept"),
    Standing.KEPT_IN_PART: m("Kept in part"),
    Standing.LAPSED: m("Lapsed"),
    Standing.WITHDRAWN: m("Withdrawn"),
    Standing.REFERRED: m("Referred on"),
    Standing.LATE: m("Late"),
    Standing.OPEN: m("Open"),
    Standing.ASPIRATION: m("Aspiration"),
}
"""What a commitment's standing is called in a table."""


def events_table(rows: Sequence[EventLine], *, key: str = "events") -> Table:
    """Return events with whom they were told to and how many came."""
    return Table(
        key=key,
        title=_("Events of the period and how many came"),
        sheet=_("Events"),
        columns=(
            Column(_("Event"), weight=2.8, row_header=True),
            Column(_("Date"), Kind.DATE, 1.3),
            Column(_("Host"), weight=2.0, unknown="–"),
            Column(_("Asked"), Kind.INTEGER, 0.8, total=True, note=_("Organisations asked to tell their people")),
            Column(_("Agreed"), Kind.INTEGER, 0.8, total=True, note=_("Agreed, and not yet shown")),
            Column(_("Shown"), Kind.INTEGER, 0.8, total=True, note=_("Displayed or sent on")),
            Column(_("No reply"), Kind.INTEGER, 0.8, total=True),
            Column(_("Expected"), Kind.INTEGER, 0.9, unknown="–"),
            Column(_("Came"), Kind.INTEGER, 0.8, unknown="–"),
        ),
        rows=tuple(
            (
                row.title,
                row.starts_at.date(),
                row.host or None,
                row.asked,
                row.agreed,
                row.displayed,
                row.no_reply,
                row.expected,
                row.turn_out,
            )
            for row in rows
        ),
        empty=_("There was no event in this period."),
    )
