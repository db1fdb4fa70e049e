"""What somebody of ours hands over who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.handover import Handover, find_handover
from models.queries.key_people import SoleHolder
from models.queries.last_contact import find_last_contacts
from models.queries.recipients import ReachRow
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.office.parts import CIRCULATION, care
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, numbered, paragraph
from reports.formatting import listed, long_date
from reports.parts import About, Ourselves, circulation, count_words, leaving_out, left_out_words, reason
from resources.i18n import _
from resources.i18n import marked as m

_WORK = {"commitment": m("Commitment"), "action": m("Action")}


def person_sheet(session: Session, about: About, today: date, audience: Visibility, we: Ourselves) -> Document:
    """Return what rests on a person on a day, and what somebody must take up."""
    found = find_handover(session, about.ref[1], today=today, audience=audience)
    every = found
    if audience is not EVERYONE_OF_OURS:
        every = find_handover(session, about.ref[1], today=today)
    due, waiting = len(every.due) - len(found.due), len(every.waiting) - len(found.waiting)
    why = reason(audience)
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("Handed over by"), found.name),
                (_("As at"), today),
                (_("Promises and actions open"), len(found.due)),
                (_("Organisations only they spoke with in a year"), len(found.sole_relationships)),
                (_("People only they ever spoke with"), len(found.sole_contacts)),
                *circulation(audience, CIRCULATION),
            )
        ),
        care(),
        *_first_things(found, today),
        Heading(_("To take up")),
        leaving_out(_due(found, today), due, "promise or action", "promises and actions", why),
        leaving_out(_waiting(found), waiting, "message", "messages", why),
        _ahead(found),
        Heading(_("Relationships")),
        _looked_after(session, found, today),
        _sole(found.sole_relationships),
        _people(found),
        Heading(_("Roles and seats")),
        _roles(found),
    )
    return Document(
        title=_("Handover: {name}").format(name=found.name),
        subtitle=_("What a successor must know, as at {day}").format(day=long_date(today)),
        blocks=blocks,
        as_at=today,
        author=we.school,
        subject=_("What rests on one of ours, and what somebody must take up"),
        reference=_("{school}: handover, for our own people").format(school=we.school),
        left_out=left_out_words(
            audience, (due, "promise or action", "promises and actions"), (waiting, "message", "messages")
        ),
    )


def _first_things(found: Handover, today: date) -> list[Block]:
    """Return what the successor should do first, as far as there is reason for it."""
    late = sum(line.due_on is not None and line.due_on < today for line in found.due)
    asked = []
    if found.sole_contacts or found.sole_relationships:
        words = _("Be introduced, before {name} leaves, to those whom nobody else of ours has spoken with.")
        asked.append(words.format(name=found.name))
    if late:
        things = count_words(late, "promise or action that is late", "promises and actions that are late")
        asked.append(_("Keep, or agree a new date for, {things}.").format(things=things))
    if found.waiting:
        things = count_words(len(found.waiting), "message", "messages")
        asked.append(_("Say who now waits for the reply to {things}.").format(things=things))
    if found.ahead:
        meetings = count_words(len(found.ahead), "meeting", "meetings")
        asked.append(_("Settle who goes to {meetings} to come.").format(meetings=meetings))
    if found.looked_after:
        things = count_words(len(found.looked_after), "organisation", "organisations")
        asked.append(_("Settle who looks after {things} from now on, and tell them.").format(things=things))
    if found.roles:
        asked.append(_("Fill the roles and seats that become empty, and tell the bodies concerned."))
    if not asked:
        words = _("Nothing in the records rests on {name} alone, and nothing of theirs is open.")
        return [paragraph(words.format(name=found.name))]
    return [Heading(_("First things")), paragraph(_("The successor is asked to:")), numbered(*asked)]


def _due(found: Handover, today: date) -> Table:
    return Table(
        key="due",
        title=_("Promises and actions that are open"),
        sheet=_("Open"),
        columns=(
            Column(_("Kind"), weight=1.2),
            Column(_("What"), weight=4.4, row_header=True),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.8),
        ),
        rows=tuple(
            (
                _(_WORK[line.kind]),
                line.text,
                line.due_on,
                _("Late") if line.due_on is not None and line.due_on < today else _("Open"),
            )
            for line in found.due
        ),
        empty=_("No promise or action of theirs is open."),
    )


def _waiting(found: Handover) -> Table:
    return Table(
        key="waiting",
        title=_("Replies that they wait for"),
        sheet=_("Replies"),
        columns=(
            Column(_("From"), weight=2.4, row_header=True, unknown=_("Not named")),
            Column(_("About"), weight=3.2, unknown=_("Not recorded")),
            Column(_("Sent"), Kind.DATE, 1.4),
            Column(_("Reply due"), Kind.DATE, 1.4, unknown=_("No date")),
        ),
        rows=tuple(
            (line.party or None, line.subject or None, line.happened_on, line.reply_expected_by)
            for line in found.waiting
        ),
        empty=_("They wait for no reply."),
    )


def _ahead(found: Handover) -> Table:
    return Table(
        key="ahead",
        title=_("Meetings that they were to go to"),
        sheet=_("Meetings"),
        columns=(Column(_("Day"), Kind.DATE, 1.4), Column(_("Meeting"), weight=5.0, row_header=True)),
        rows=tuple((line.on, line.title) for line in found.ahead),
        empty=_("They were to go to no meeting that is to come."),
    )


def _looked_after(session: Session, found: Handover, today: date) -> Table:
    last = find_last_contacts(session, [number for number, _name in found.looked_after], today)
    return Table(
        key="looked-after",
        title=_("Organisations that they look after"),
        sheet=_("Looked after"),
        columns=(
            Column(_("Organisation"), weight=4.0, row_header=True),
            Column(_("Last real contact"), Kind.DATE, 1.6, unknown=_("Never")),
        ),
        rows=tuple((name, last[number].on if number in last else None) for number, name in found.looked_after),
        empty=_("They look after no organisation, as far as the records say."),
    )


def _sole(rows: Sequence[SoleHolder]) -> Table:
    return Table(
        key="sole-organisations",
        title=_("Organisations that only they spoke with in the last 12 months"),
        sheet=_("Only they: organisations"),
        columns=(
            Column(_("Organisation"), weight=4.0, row_header=True),
            Column(_("Conversations"), Kind.INTEGER, 1.2, total=True),
            Column(_("Last"), Kind.DATE, 1.6),
        ),
        rows=tuple((row.name, row.conversations, row.last_on) for row in rows),
        empty=_("Somebody else of ours spoke with each of the organisations they spoke with."),
    )


def _people(found: Handover) -> Table:
    reach = {row.person_id: row for row in found.how_to_reach}
    return Table(
        key="sole-people",
        title=_("People whom only they ever spoke with"),
        sheet=_("Only they: people"),
        columns=(
            Column(_("Name"), weight=2.2, row_header=True),
            Column(_("How to reach them"), weight=3.2, unknown=_("Not recorded")),
            Column(_("Conversations"), Kind.INTEGER, 1.2, total=True),
            Column(_("Last"), Kind.DATE, 1.5),
        ),
        rows=tuple(
            (row.name, _way(reach.get(row.person_id or 0)), row.conversations, row.last_on)
            for row in found.sole_contacts
        ),
        empty=_("Somebody else of ours has spoken with everybody they spoke with."),
    )


def _way(row: ReachRow | None) -> str | None:
    """Return the way somebody likes to be reached, and which ways they do not want."""
    if row is None:
        return None
    lines = [row.value if row.value else label(row.way) if row.likes is row.way and not row.is_refused else ""]
    if row.refuses:
        lines.append(_("Not by {ways}").format(ways=listed([label(way).lower() for way in row.refuses])))
    return "\n".join(filter(None, lines)) or None


def _roles(found: Handover) -> Table:
    return Table(
        key="roles",
        title=_("Roles and seats that they hold"),
        sheet=_("Roles"),
        columns=(
            Column(_("Role"), weight=2.2, row_header=True),
            Column(_("Organisation"), weight=3.0),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Term ends"), Kind.DATE, 1.4, unknown=_("No end recorded")),
        ),
        rows=tuple(
            (row.job_title or row.role, row.organisation_name, row.starts_on, row.term_ends_on) for row in found.roles
        ),
        empty=_("They hold no role, as far as the records say."),
    )
