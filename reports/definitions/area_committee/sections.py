"""The parts of the area committee report that are tables: councillors, institutions, questions, commitments, events."""

from __future__ import annotations

from dataclasses import replace

from reports.committee_parts import commitments_section, questions_table
from reports.definitions.area_committee.findings import AHEAD, Findings
from reports.document import Block, Column, Heading, Kind, Table, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import count_words, leaving_out, reason
from reports.tables import engagement_table
from resources.i18n import _, ngettext


def councillors(found: Findings) -> list[Block]:
    """Return each councillor of the wards with invitations, attendance and conversations."""
    table = Table(
        key="councillors",
        title=_("Contact with ward councillors"),
        sheet=_("Councillors"),
        columns=(
            Column(_("Councillor"), weight=2.4, row_header=True),
            Column(_("Ward"), weight=1.5),
            Column(_("Party"), weight=1.7, unknown="–", note=_("Political group for this term of office")),
            Column(_("Invited"), Kind.INTEGER, 0.9, total=True, note=_("Meetings they were asked to")),
            Column(_("Attended"), Kind.INTEGER, 0.9, total=True, note=_("How many of those they came to")),
            Column(_("From us"), Kind.INTEGER, 0.8, total=True, note=_("Conversations that we started")),
            Column(_("From them"), Kind.INTEGER, 0.8, total=True, note=_("Conversations that they started")),
            Column(_("Last contact"), Kind.DATE, 1.4, unknown=_("Not yet")),
        ),
        rows=tuple(
            (
                row.name,
                row.ward,
                row.party or None,
                row.invited,
                row.attended,
                row.contacts_out,
                row.contacts_in,
                row.last_contact_on,
            )
            for row in found.councillors.rows
        ),
        empty=_("The records have no councillors of these wards yet."),
    )
    table = leaving_out(table, found.councillors.left_out, "councillor", "councillors", reason(found.audience))
    return [Heading(_("Engagement with ward councillors")), table]


def institutions(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the contact with organisations in the wards, and how many are not listed."""
    table = leaving_out(
        engagement_table(found.contacts.rows),
        found.contacts.left_out,
        "organisation",
        "organisations",
        reason(found.audience),
        counted=True,
    )
    if count := found.contacts.elsewhere:
        words = ngettext(
            "{things} outside these wards, or whose ward is not known, is not listed. The summary counts it.",
            "{things} outside these wards, or whose ward is not known, are not listed. The summary counts them.",
            count,
        ).format(things=count_words(count, "organisation", "organisations"))
        table = replace(table, note=f"{table.note} {words}".strip())
    day = long_date(parameters.as_at)
    words = _("No message was waiting for a reply on {day}.").format(day=day)
    if found.waiting:
        messages = count_words(
            found.waiting, "message that asked for a reply had none", "messages that asked for a reply had none"
        )
        words = _("In all, {messages} by {day}.").format(messages=messages, day=day)
    return [
        Heading(_("Contact with institutions in the wards")),
        table,
        paragraph(words),
    ]


def questions(found: Findings, parameters: Parameters) -> list[Block]:
    """Return what was asked in open forums and what answers are due."""
    empty = _("No question was put in the open forum in this period, and none is still open.")
    table = questions_table(found.questions.rows, parameters.as_at, found.questions.left_out, found.audience, empty)
    return [Heading(_("Open-forum questions and answers due")), table]


def commitments(found: Findings) -> list[Block]:
    """Return what was promised, by institution, with minute references."""
    return commitments_section(found.firm, found.firm_left_out, found.audience)


def events(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the events coming up near the venue, with the way there."""
    table = Table(
        key="events",
        title=_("Events within reach of {venue}").format(venue=found.venue),
        sheet=_("Events"),
        columns=(
            Column(_("Event"), weight=2.6, row_header=True),
            Column(_("When"), Kind.DATETIME, 2.0),
            Column(_("Place"), weight=2.2, unknown="–"),
            Column(_("Host"), weight=2.0, unknown="–"),
            Column(_("Metres"), Kind.INTEGER, 0.9, note=_("In a straight line")),
            Column(_("Minutes on foot"), Kind.INTEGER, 0.9, note=found.walk.assumption),
        ),
        rows=tuple(
            (
                row.event.title,
                row.event.starts_at,
                row.event.place or None,
                row.event.host,
                round(row.metres, -1),
                found.walk.minutes(row.metres),
            )
            for row in found.events.rows
        ),
        empty=_("The records have no public event nearby between {first} and {last}.").format(
            first=long_date(parameters.as_at), last=long_date(parameters.as_at + AHEAD)
        ),
    )
    if table.rows:
        table = replace(table, note=_("Metres are in a straight line. {walk}").format(walk=found.walk.assumption))
    table = leaving_out(table, found.events.left_out, "event", "events", reason(found.audience))
    return [Heading(_("Events coming up near the venue")), table]
