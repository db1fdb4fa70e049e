"""Area committee report, in the standard form of an English council report; the council publishes what it gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from models.geography import metres_in_words, walking_words
from models.queries.audience import Shown
from models.queries.engagement import EngagementRow, EngagementTotals, find_totals, list_engagement
from models.queries.engagement_lines import (
    CommitmentLine,
    NearbyEvent,
    Standing,
    list_commitment_lines,
    list_events_near,
    list_questions_for,
    list_unanswered_for,
)
from models.queries.forum import ForumQuestionRow
from models.queries.home import our_place
from models.queries.meetings import find_meeting
from models.queries.organisation_filter import Near
from models.queries.unanswered import UnansweredRow
from models.queries.ward_engagement import CouncillorRow, find_wards_of, list_ward_engagement
from models.settings import NEAR_METRES, get_setting
from models.vocabulary import Visibility
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, bullets, numbered, paragraph
from reports.formatting import date_and_time, long_date
from reports.parameters import Parameters
from reports.parts import (
    Ourselves,
    Recipient,
    capital,
    commitments_table,
    count_words,
    engagement_table,
    find_ourselves,
    find_reader,
    left_out,
)
from resources.i18n import _

AUDIENCE = Visibility.PUBLIC
AHEAD = timedelta(days=60)
"""How far the report looks ahead for events near the venue."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything the report says, read in one session."""

    we: Ourselves
    reader: Recipient
    wards: tuple[str, ...]
    totals: EngagementTotals
    councillors: Shown[CouncillorRow]
    contacts: Shown[EngagementRow]
    unanswered: Shown[UnansweredRow]
    questions: Shown[ForumQuestionRow]
    commitments: Shown[CommitmentLine]
    venue: str
    near: Near | None
    events: Shown[NearbyEvent]


def build(session: Session, parameters: Parameters) -> Document:
    """Return the report to an area committee on a period, as known on a day."""
    found = _find(session, parameters)
    title = _("Links between schools, colleges and ward councillors")
    meeting = found.reader.meeting
    day = meeting.starts_at.date() if meeting else parameters.as_at
    head = Facts(
        (
            (_("To"), found.reader.name),
            (_("Date"), day),
            (_("Report of"), found.we.signature),
            (_("Wards affected"), ", ".join(found.wards) or _("All wards of the area")),
            (_("Title"), title),
        )
    )
    return Document(
        title=title,
        subtitle=_("Report to {committee}, {day}").format(committee=found.reader.name, day=long_date(day)),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Engagement between local institutions and ward councillors"),
        reference=_("{school}: report to {committee}").format(school=found.we.school, committee=found.reader.name),
        keywords=(_("area committee"), *found.wards),
        blocks=(
            head,
            *_summary(found, parameters),
            *_recommendations(found),
            *_background(found, parameters),
            *_councillors(found),
            *_institutions(found, parameters),
            *_questions(found),
            *_commitments(found),
            *_events(found, parameters),
            *_implications(),
            *_background_papers(parameters),
            *_contact(found),
        ),
    )


def _find(session: Session, parameters: Parameters) -> _Found:
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    period = (session, first, last, as_at)
    reader = find_reader(session, "area-committee", parameters.recipient, as_at, _("the area committee"))
    wards = find_wards_of(session, reader.row.id, as_at) if reader.row else ()
    councillors = list_ward_engagement(*period, AUDIENCE, ward_ids=[number for number, _name in wards] or None)
    names = tuple(name for _number, name in wards) or tuple(dict.fromkeys(row.ward for row in councillors.rows))
    near, venue = _venue(session, reader)
    nothing: Shown[NearbyEvent] = Shown(())
    contacts = list_engagement(*period, AUDIENCE)
    return _Found(
        we=find_ourselves(session, as_at),
        reader=reader,
        wards=names,
        totals=find_totals(*period),
        councillors=councillors,
        contacts=Shown(_in_wards(contacts.rows, names), contacts.left_out),
        unanswered=list_unanswered_for(session, as_at, AUDIENCE),
        questions=list_questions_for(
            session, first, as_at, AUDIENCE, organisation_id=reader.row.id if reader.row else None
        ),
        commitments=list_commitment_lines(*period, AUDIENCE),
        venue=venue,
        near=near,
        events=list_events_near(session, near, as_at, as_at + AHEAD, AUDIENCE) if near else nothing,
    )


def _in_wards(rows: Iterable[EngagementRow], wards: Sequence[str]) -> tuple[EngagementRow, ...]:
    """Return the organisations in the committee's wards; all of them where the wards are not known."""
    return tuple(row for row in rows if not wards or row.ward in wards)


def _venue(session: Session, reader: Recipient) -> tuple[Near | None, str]:
    """Return where the committee meets next, else where the school is."""
    if reader.meeting is not None:
        detail = find_meeting(session, reader.meeting.id)
        if detail.easting is not None and detail.northing is not None:
            metres = get_setting(session, NEAR_METRES)
            return Near(detail.easting, detail.northing, metres), reader.meeting.place or _("the venue")
    return our_place(session), _("the school")


def _summary(found: _Found, parameters: Parameters) -> list[Block]:
    rows = found.councillors.rows
    heard = sum(1 for row in rows if row.contacts_in or row.attended)
    late = [row for row in found.commitments.rows if row.standing is Standing.LATE]
    open_questions = [row for row in found.questions.rows if row.answered_on is None]
    lines = [
        _("Between {first} and {last} {school} had {contacts} with {organisations}.").format(
            first=long_date(parameters.first_day),
            last=long_date(parameters.last_day),
            school=found.we.school,
            contacts=count_words(found.totals.contacts, "conversation", "conversations"),
            organisations=count_words(found.totals.organisations, "organisation", "organisations"),
        ),
        _("{heard} of {all} ward councillors contacted the school or came to a meeting.").format(
            heard=f"{heard:,}", all=f"{len(rows):,}"
        )
        if rows
        else "",
        _("{questions} of the open forum still to be answered.").format(
            questions=capital(count_words(len(open_questions), "question is", "questions are"))
        ),
        _("{late} late.").format(late=capital(count_words(len(late), "commitment is", "commitments are"))),
    ]
    return [Heading(_("Summary")), bullets(*(line for line in lines if line))]


def _recommendations(found: _Found) -> list[Block]:
    asked = [_("Note the contact between local institutions and ward councillors in the period.")]
    if any(row.answered_on is None for row in found.questions.rows):
        asked.append(_("Agree who answers the questions of the open forum that are still open, and by when."))
    if any(row.standing is Standing.LATE for row in found.commitments.rows):
        asked.append(_("Note the commitments that are late, and ask those who made them for a new date."))
    if found.unanswered.rows:
        asked.append(_("Note the correspondence that has had no reply, and agree to encourage an answer."))
    if found.events.rows:
        asked.append(_("Note the events that are coming up nearby, and agree to make them known in the wards."))
    return [Heading(_("Recommendations")), paragraph(_("The committee is asked to:")), numbered(*asked)]


def _background(found: _Found, parameters: Parameters) -> list[Block]:
    words = _(
        "{school} keeps a record of its contact with other schools and colleges, the council and community groups. "
        "This report states what that record shows for {first} to {last}, so that councillors and institutions can "
        "see where regular conversation takes place and where it does not."
    )
    return [
        Heading(_("Background")),
        paragraph(
            words.format(
                school=found.we.school,
                first=long_date(parameters.first_day),
                last=long_date(parameters.last_day),
            )
        ),
    ]


def _councillors(found: _Found) -> list[Block]:
    table = Table(
        key="councillors",
        title=_("Contact with ward councillors"),
        sheet=_("Councillors"),
        columns=(
            Column(_("Councillor"), weight=2.4, row_header=True),
            Column(_("Ward"), weight=1.5),
            Column(_("Party"), weight=1.7, unknown="–", note=_("Political group for this term of office")),
            Column(_("Invited"), Kind.INTEGER, 0.9, total=True, note=_("Meetings they were asked to")),
            Column(_("Attended"), Kind.INTEGER, 0.9, total=True),
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
    return [
        Heading(_("Engagement with ward councillors")),
        table,
        *left_out(found.councillors.left_out, _("publication")),
    ]


def _institutions(found: _Found, parameters: Parameters) -> list[Block]:
    waiting = found.unanswered
    count = len(waiting.rows) + waiting.left_out
    words = _("On {day} {messages} to organisations and people of the area had asked for a reply and had none.")
    return [
        Heading(_("Contact with institutions in the wards")),
        engagement_table(found.contacts.rows),
        paragraph(words.format(day=long_date(parameters.as_at), messages=count_words(count, "message", "messages"))),
    ]


def _questions(found: _Found) -> list[Block]:
    table = Table(
        key="questions",
        title=_("Open forum: questions and answers due"),
        sheet=_("Open forum"),
        columns=(
            Column(_("Question"), weight=3.4, row_header=True),
            Column(_("Asked"), Kind.DATE, 1.3),
            Column(_("Answer promised by"), weight=1.7, unknown=_("Not said")),
            Column(_("Answer due"), Kind.DATE, 1.3, unknown=_("No date")),
            Column(_("Answered"), Kind.DATE, 1.3, unknown=_("Not yet")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.question,
                row.asked_at.date(),
                row.answer_promised_by or None,
                row.due_on,
                row.answered_on,
                row.reference or None,
            )
            for row in found.questions.rows
        ),
        empty=_("No question was put in the open forum in this period, and none is still open."),
    )
    return [
        Heading(_("Open-forum questions and answers due")),
        table,
        *left_out(found.questions.left_out, _("publication")),
    ]


def _commitments(found: _Found) -> list[Block]:
    blocks: list[Block] = [Heading(_("Commitments by institution"))]
    firm = [row for row in found.commitments.rows if row.standing is not Standing.ASPIRATION]
    table = commitments_table(
        firm,
        "commitments",
        _("Commitments by institution"),
        _("No commitment was open or ended in this period."),
        closing=True,
    )
    blocks.append(
        paragraph(_("A commitment has an owner, a result that anyone can see, and a date. Aspirations are not listed."))
    )
    return [*blocks, table, *left_out(found.commitments.left_out, _("publication"))]


def _events(found: _Found, parameters: Parameters) -> list[Block]:
    where = _("Events coming up near {venue}").format(venue=found.venue)
    table = Table(
        key="events",
        title=where,
        sheet=_("Events"),
        columns=(
            Column(_("Event"), weight=2.6, row_header=True),
            Column(_("When"), weight=2.0),
            Column(_("Place"), weight=2.2, unknown="–"),
            Column(_("Host"), weight=2.0, unknown="–"),
            Column(_("Straight line"), weight=1.0),
            Column(_("On foot"), weight=1.4, note=_("An estimate: straight line × 1.3 at 80 metres a minute")),
        ),
        rows=tuple(
            (
                row.event.title,
                date_and_time(row.event.starts_at),
                row.event.place or None,
                row.event.host,
                metres_in_words(row.metres),
                _on_foot(row.metres),
            )
            for row in found.events.rows
        ),
        empty=_("The records have no public event nearby between {first} and {last}.").format(
            first=long_date(parameters.as_at), last=long_date(parameters.as_at + AHEAD)
        ),
        note=_("Walking times are estimates: straight line × 1.3 at 80 metres a minute."),
    )
    return [Heading(_("Events coming up near the venue")), table, *left_out(found.events.left_out, _("publication"))]


def _on_foot(metres: int) -> str:
    """Return the walking time without its assumption, which stands under the table."""
    return walking_words(metres).partition(" (")[0]


def _implications() -> list[Block]:
    return [
        Heading(_("Implications")),
        Facts(
            (
                (_("Financial"), _("None arising from this report.")),
                (_("Staffing"), _("None arising from this report.")),
                (_("Equality"), _("Events and meetings are open to all; access needs are asked for in invitations.")),
                (_("Environmental"), _("Events are made known within walking distance first.")),
                (_("Data protection"), _("The report names organisations and holders of public office only.")),
            )
        ),
    ]


def _background_papers(parameters: Parameters) -> list[Block]:
    words = _("The school’s liaison records as they stood on {day}. They hold personal data and are not published.")
    return [Heading(_("Background papers")), paragraph(words.format(day=long_date(parameters.as_at)))]


def _contact(found: _Found) -> list[Block]:
    we = found.we
    rows = ((_("Name"), we.signature), (_("Email"), we.email), (_("Telephone"), we.phone))
    return [Heading(_("Contact")), Facts(tuple((label, words) for label, words in rows if words))]
