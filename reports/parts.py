"""Pieces that several papers are made of: who we are, whom a paper is for, and the tables they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.queries.engagement import EngagementRow, MonthlyContacts
from models.queries.engagement_lines import CommitmentLine, EventLine, Standing
from models.queries.meetings import MeetingFilter, MeetingRow, list_upcoming_meetings
from models.queries.organisations import OrganisationRow, find_organisation_row
from models.queries.recipients import find_recipient, list_recipients
from models.queries.unanswered import UnansweredRow
from models.settings import OUR_EMAIL, OUR_JOB_TITLE, OUR_ORGANISATION, OUR_PERSON, OUR_PHONE, get_setting
from models.words import label
from reports.charts import describe_chart
from reports.document import Block, Chart, ChartKind, Column, Kind, Series, Table, Tone, paragraph
from reports.formatting import long_date
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Ourselves:
    """Who makes a paper, as the settings of the book have it."""

    school: str
    person: str
    job_title: str
    email: str
    phone: str

    @property
    def signature(self) -> str:
        """Return the person with job title and school, as far as they are known."""
        return ", ".join(part for part in (self.person, self.job_title, self.school) if part)


def find_ourselves(session: Session, as_at: date) -> Ourselves:
    """Return who we are; what was never set is left blank, and the school is "our school"."""
    number = get_setting(session, OUR_ORGANISATION)
    row = find_organisation_row(session, number, today=as_at) if number is not None else None
    return Ourselves(
        school=row.name if row else _("Our school"),
        person=get_setting(session, OUR_PERSON),
        job_title=get_setting(session, OUR_JOB_TITLE),
        email=get_setting(session, OUR_EMAIL),
        phone=get_setting(session, OUR_PHONE),
    )


@dataclass(frozen=True, slots=True)
class Recipient:
    """The body a paper is for, its record where there is one, and its next meeting."""

    name: str
    row: OrganisationRow | None
    meeting: MeetingRow | None


def find_reader(session: Session, report: str, asked: str, as_at: date, otherwise: str) -> Recipient:
    """Return whom a paper is for: the body asked for, else the likeliest one of the records, else general words."""
    names = list_recipients(session, report)
    name = asked or (names[0] if names else otherwise)
    number = find_recipient(session, name)
    if number is None:
        return Recipient(name, None, None)
    row = find_organisation_row(session, number, today=as_at)
    coming = list_upcoming_meetings(session, as_at, MeetingFilter(organisation_id=number), limit=1).rows
    return Recipient(row.name if row else name, row, coming[0] if coming else None)


def count_words(number: int, one: str, several: str) -> str:
    """Return a count with its noun: "1 letter", "1,204 letters", "no letters"."""
    words = ngettext(one, several, number)
    return _("no {things}").format(things=_(several)) if number == 0 else f"{number:,} {words}"


def capital(words: str) -> str:
    """Return words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def engagement_table(rows: Iterable[EngagementRow], *, key: str = "engagement") -> Table:
    """Return what passed between us and each organisation."""
    return Table(
        key=key,
        title=_("Contact with each organisation"),
        sheet=_("Contact"),
        columns=(
            Column(_("Organisation"), weight=3.2, row_header=True),
            Column(_("Ward"), weight=1.4, unknown="–"),
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
                row.ward or None,
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
        note=_("A conversation with several organisations is counted with each of them."),
    )


def monthly_chart(contacts: MonthlyContacts, table_title: str) -> tuple[Chart, Table]:
    """Return the conversations by month and channel as a chart and as the table it is drawn from."""
    months = tuple(f"{day:%b} {day.year}" for day in contacts.months)
    series = tuple(
        Series(label(channel), tuple(float(row[place]) for row in contacts.counts))
        for place, channel in enumerate(contacts.channels)
    )
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
    )
    return chart, table


def unanswered_table(rows: Sequence[UnansweredRow]) -> Table:
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
        empty=_("Everything that asked for a reply has had one."),
    )


def commitments_table(
    rows: Sequence[CommitmentLine], key: str, title: str, empty: str, *, closing: bool = False
) -> Table:
    """Return commitments with who made them, the date, and the minute reference; `closing` adds how they ended."""
    columns = [
        Column(_("Made by"), weight=2.0, row_header=True, unknown=_("Not named")),
        Column(_("Commitment"), weight=3.2),
        Column(_("Due"), Kind.DATE, 1.3, unknown=_("No date")),
        Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference where it is on record")),
    ]
    if closing:
        columns.insert(3, Column(_("Result"), weight=1.6))
    return Table(
        key=key,
        title=title,
        sheet=title,
        columns=tuple(columns),
        rows=tuple(_commitment_cells(row, closing=closing) for row in rows),
        empty=empty,
    )


def _commitment_cells(row: CommitmentLine, *, closing: bool) -> tuple[str | date | None, ...]:
    who = ", ".join(part for part in (row.owner, row.organisation) if part)
    reference = row.reference or None
    if not closing:
        return who or None, row.text, row.due_on, reference
    words = _RESULTS[row.standing]
    ended = f"{_(words)}, {long_date(row.closed_on)}" if row.closed_on else _(words)
    return who or None, row.text, row.due_on, ended, reference


_RESULTS = {
    Standing.KEPT: "Kept",
    Standing.KEPT_IN_PART: "Kept in part",
    Standing.LAPSED: "Lapsed",
    Standing.WITHDRAWN: "Withdrawn",
    Standing.LATE: "Late",
    Standing.OPEN: "Open",
    Standing.ASPIRATION: "Aspiration",
}


def events_table(rows: Sequence[EventLine], *, key: str = "events") -> Table:
    """Return events with whom they were told to and how many came."""
    return Table(
        key=key,
        title=_("Events and take-up"),
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


def left_out(count: int, audience: str) -> list[Block]:
    """Return the note that says how many lines a paper does not show to its readers; nothing where it shows all."""
    if not count:
        return []
    words = ngettext(
        "{count} line is left out because it is not for {audience}. The figures count it.",
        "{count} lines are left out because they are not for {audience}. The figures count them.",
        count,
    )
    return [paragraph(words.format(count=count, audience=audience), tone=Tone.NOTE)]
