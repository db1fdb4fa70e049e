"""What the briefing sheet and the handover sheet say of one organisation, each part as a table or a list."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.briefing import Briefing
from models.queries.briefing_lines import PromiseLine, list_event_lines, list_meeting_lines
from models.queries.directory import DirectoryScope, list_directory
from models.queries.organisation_links import list_links
from models.queries.recipients import ReachRow, list_reach
from models.queries.unanswered import list_unanswered_by_organisation
from models.vocabulary import ContactWay, EventStage, MeetingState, Visibility
from models.words import label
from reports.document import Column, Kind, Table
from reports.formatting import beginning, listed, long_date
from reports.parameters import Ref
from resources.i18n import _

_AHEAD = timedelta(days=120)
_MOST_AHEAD = 200
_LONGEST = 160
"""Characters of a point; the record has the rest."""


def organisation_to_see(session: Session, as_at: date, audience: Visibility) -> Ref | None:
    """Return the organisation that has owed us a reply for longest: the likeliest visit; None where none does."""
    owing = list_unanswered_by_organisation(session, as_at, audience=audience)
    return ("organisation", owing[0].organisation_id) if owing else None


def last_contact_words(found: Briefing) -> str:
    """Return when we were last really in contact, and how."""
    if found.last_contact is None:
        return _("Never, as far as the records go")
    return f"{long_date(found.last_contact.on)}, {label(found.last_contact.how).lower()}"


def reach_of(session: Session, found: Briefing, today: date, audience: Visibility) -> dict[int, ReachRow]:
    """Return how the people of a briefing are reached, by number."""
    people = [row.person_id for row in found.people]
    return {row.person_id: row for row in list_reach(session, people, None, today=today, audience=audience)}


def count_people(session: Session, found: Briefing, today: date, audience: Visibility) -> int:
    """Return how many people hold a role there or in its bodies; a briefing has the best contacts among them."""
    scope = DirectoryScope(organisation_id=found.organisation_id)
    return len({row.person_id for row in list_directory(session, today, scope, audience=audience).rows})


def people_table(found: Briefing, reach: dict[int, ReachRow], every: int, most: int | None = None) -> Table:
    """Return whom to ask for, the best contact first, with how to reach them and how well it has worked.

    `every` is how many there are in all. Cut to so many, it says of their roles only what they are called.
    """
    rows = found.people[:most]
    return Table(
        key="people",
        title=_first(_("Whom to ask for"), len(rows), every),
        sheet=_("People"),
        columns=(
            Column(_("Name"), weight=1.6, row_header=True),
            Column(_("Role"), weight=1.9),
            Column(_("How to reach them"), weight=2.8, unknown=_("Not recorded")),
            Column(_("Last contact"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Replies"), weight=1.2, note=_("Of what we sent in the last 12 months that asked for a reply")),
        ),
        rows=tuple(
            (
                row.name,
                _role(row.role, row.body_name, is_best=row.is_best_contact) if most is None else row.role,
                _reached(reach.get(row.person_id), row.email, row.phone, row.route_note),
                row.last_contact_on,
                _("{n} of {asked}").format(n=row.answers.answered, asked=row.answers.asked)
                if row.answers.asked
                else _("Not asked"),
            )
            for row in rows
        ),
        empty=_("Nobody is known to hold a role there."),
        note=_("The contact directory of this organisation has them all.")
        if most is None and len(rows) < every
        else "",
    )


def _role(role: str, body: str | None, *, is_best: bool) -> str:
    words = f"{role}, {body}" if body else role
    return _("{role} (best contact)").format(role=words) if is_best else words


def _reached(reach: ReachRow | None, email: str, phone: str, note: str) -> str | None:
    """Return the ways that somebody does not refuse, what they like first, and what to know."""
    refuses = reach.refuses if reach else ()
    ways = [(ContactWay.PHONE, phone), (ContactWay.EMAIL, email)]
    ways.sort(key=lambda way: way[0] is not (reach.likes if reach else None))
    lines = [value for way, value in ways if value and way not in refuses]
    if reach is not None and reach.way is ContactWay.LETTER and reach.value:
        lines.insert(0, reach.value)
    if note:
        lines.append(note.rstrip("."))
    if refuses:
        lines.append(_("Not by {ways}").format(ways=listed([label(way).lower() for way in refuses])))
    return "; ".join(lines) or None


def promises_table(found: Briefing, today: date, most: int | None = None) -> Table:
    """Return what they promised and what was promised to them, both open, the longest due first."""
    lines: list[tuple[str, PromiseLine]] = [(_("They"), line) for line in found.theirs]
    lines += [(_("To them"), line) for line in found.ours]
    shown = sorted(lines, key=lambda line: (line[1].due_on or date.max, line[1].id))[:most]
    return Table(
        key="promises",
        title=_first(_("Open promises, both ways"), len(shown), len(lines)),
        sheet=_("Promises"),
        columns=(
            Column(_("Whose"), weight=0.9, row_header=True, note=_("Theirs, or somebody’s to them")),
            Column(_("Promise"), weight=3.4),
            Column(_("Who does it"), weight=1.8, unknown=_("Not named")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.8),
        ),
        rows=tuple(
            (whose, line.text, line.owner or None, line.due_on, _("Late") if line.is_late(today) else _("Open"))
            for whose, line in shown
        ),
        empty=_("No promise is open, neither theirs nor to them."),
    )


def open_table(found: Briefing, today: date, most: int) -> Table:
    """Return what is open between us in one table: promises both ways and replies they owe, the longest due first."""
    lines = [(line.due_on or date.max, _("Theirs"), line.text, line.owner) for line in found.theirs]
    lines += [(line.due_on or date.max, _("To them"), line.text, line.owner) for line in found.ours]
    lines += [
        (row.reply_expected_by, _("Reply"), row.subject or label(row.channel), _their(row.who, found))
        for row in found.unanswered
    ]
    lines.sort(key=lambda line: line[0])
    return Table(
        key="open",
        title=_first(_("Open between us"), min(most, len(lines)), len(lines)),
        sheet=_("Open"),
        columns=(
            Column(
                _("Kind"), weight=1.0, row_header=True, note=_("Their promise, a promise to them, a reply they owe")
            ),
            Column(_("What"), weight=3.8),
            Column(_("Who"), weight=1.8, unknown=_("Not named"), note=_("Who does it, or whom we wrote to")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.8),
        ),
        rows=tuple(
            (what, text, who or None, None if day == date.max else day, _("Late") if day < today else _("Open"))
            for day, what, text, who in lines[:most]
        ),
        empty=_("No promise is open, neither theirs nor to them, and they owe us no reply."),
    )


def _their(who: str, found: Briefing) -> str:
    """Return names without the organisation that the paper is about."""
    return _("No one by name") if who == found.name else who.replace(f" ({found.name})", "")


def talks_table(found: Briefing, most: int | None = None, longest: int = 160) -> Table:
    """Return the last conversations, the latest first."""
    rows = found.talks[:most]
    return Table(
        key="talks",
        title=_("Last conversations"),
        sheet=_("Conversations"),
        columns=(
            Column(_("Day"), Kind.DATE, 1.4),
            Column(_("How"), weight=1.2),
            Column(_("With"), weight=1.9, unknown=_("Not named")),
            Column(_("About"), weight=3.8, row_header=True, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                row.happened_on,
                label(row.channel),
                _their(row.who, found) or None,
                _about(row.subject, row.text, longest),
            )
            for row in rows
        ),
        empty=_("No conversation is on record."),
    )


def _about(subject: str, text: str, longest: int) -> str | None:
    words = beginning(text, longest)
    if subject and words and subject[-1] not in ".?!":
        subject += "."
    return " ".join(filter(None, (subject, words))) or None


def waiting_table(found: Briefing, most: int | None = None) -> Table:
    """Return what they have not answered, the longest late first."""
    rows = found.unanswered[:most]
    return Table(
        key="waiting",
        title=_first(_("Without a reply from them"), len(rows), len(found.unanswered)),
        sheet=_("No reply"),
        columns=(
            Column(_("About"), weight=3.4, row_header=True, unknown=_("Not recorded")),
            Column(_("Sent to"), weight=2.2, unknown=_("Not named")),
            Column(_("Sent"), Kind.DATE, 1.4),
            Column(_("Reply due"), Kind.DATE, 1.4),
            Column(_("Asked again"), Kind.INTEGER, 0.9),
        ),
        rows=tuple(
            (
                row.subject or None,
                _their(row.who, found) or None,
                row.happened_on,
                row.reply_expected_by,
                row.times_chased,
            )
            for row in rows
        ),
        empty=_("They have answered everything that asked for a reply."),
    )


def ahead(session: Session, found: Briefing, today: date, audience: Visibility) -> list[str]:
    """Return the meetings and events of the next four months that are not called off, in the order of the days."""
    period = (today, today + _AHEAD, _MOST_AHEAD, audience)
    lines = [
        *list_meeting_lines(session, found.organisation_id, *period),
        *list_event_lines(session, found.organisation_id, *period),
    ]
    lines = [line for line in lines if line.state not in (MeetingState.CANCELLED, EventStage.CANCELLED)]
    lines.sort(key=lambda line: (line.starts_at, line.title))
    return [
        ", ".join(part for part in (long_date(line.starts_at.date()), line.title, line.place) if part) for line in lines
    ]


def to_know(found: Briefing, today: date) -> list[str]:
    """Return what else to know before speaking with them: what stands in the way, what they want and can give."""
    lines = [_("Matter open: {text}").format(text=row.subject) for row in found.threads if row.opened_on <= today]
    lines += [
        _("In the way: {kind}. {text}").format(kind=label(row.kind).lower(), text=row.description)
        for row in found.barriers
        if row.raised_on <= today
    ]
    lines += [_("They raised: {text}").format(text=row.title) for row in found.issues if row.raised_on <= today]
    lines += [
        _("Another way in tried on {day}: {text}").format(day=long_date(row.tried_on), text=row.route)
        for row in found.routes
        if row.tried_on <= today
    ]
    lines += [_("They want: {text}").format(text=row.subject) for row in found.wanted]
    lines += [_("They offer: {text}").format(text=row.subject) for row in found.offers]
    lines += [
        _("Noted on {day}: {text}").format(day=long_date(row.noted_on), text=row.text)
        for row in found.notes
        if row.noted_on <= today
    ]
    return [beginning(line, _LONGEST) for line in lines]


def links(session: Session, found: Briefing, today: date, audience: Visibility) -> list[str]:
    """Return the organisations they are linked with on the day, as sentences."""
    rows = list_links(session, as_at=today, organisation_id=found.organisation_id, audience=audience)
    return [row.words for row in rows]


def _first(title: str, shown: int, every: int) -> str:
    """Return the title of a table, and how many of all its lines it shows where it does not show all."""
    if shown >= every:
        return title
    return _("{title}: the first {n} of {all}").format(title=title, n=shown, all=f"{every:,}")
