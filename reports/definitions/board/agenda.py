"""The agenda of one meeting: when, where, what for, who leads, which papers; Part II apart, and only for its readers.

An agenda without the day by which questions are due, or without the notice that was given, is why questions come too
late; a late paper shows as a supplement (needs N006, N039).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.bodies import is_ours
from models.queries.deadlines import Notice, find_notice
from models.queries.meeting_rows import AgendaItemRow, MeetingDetail
from models.queries.meetings import find_meeting
from models.queries.members import Quorum, find_quorum
from models.queries.minutes import PaperRow
from models.vocabulary import AgendaItemKind, AttendanceStatus, MeetingState, Visibility
from models.words import label
from reports.definitions.board.common import (
    AUDIENCE,
    CIRCULATION,
    Business,
    body_of,
    find_business,
    find_papers,
    held_on,
    hours,
    kept_back_words,
    next_meeting,
    papers_table,
)
from reports.document import Block, Cell, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters, Ref
from reports.parts import (
    Ourselves,
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from resources.i18n import _, ngettext

_SAYS_WHAT_FOR = frozenset(
    {
        AgendaItemKind.DECISION,
        AgendaItemKind.DISCUSSION,
        AgendaItemKind.INFORMATION,
        AgendaItemKind.STANDING,
        AgendaItemKind.OPEN_FORUM,
    }
)
"""Kinds of item that say what is asked of the meeting; the others say it in their titles."""


@dataclass(frozen=True, slots=True)
class _Found:
    audience: Visibility
    we: Ourselves
    detail: MeetingDetail
    business: Business
    papers: Shown[PaperRow]
    notice: Notice
    quorum: Quorum
    is_ours: bool
    """Whether apologies come to us."""

    @property
    def day(self) -> date:
        return held_on(self.detail.row)


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the next meeting of our board."""
    return next_meeting(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return the agenda of a meeting."""
    found = _find(session, parameters)
    row, audience = found.detail.row, found.audience
    day = long_date(found.day)
    return Document(
        title=_("Agenda: {body}").format(body=body_of(row)),
        subtitle=_("Meeting on {day}, {hours}").format(day=day, hours=hours(row)),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Agenda of a meeting"),
        reference=_("{body}: agenda, {day}").format(body=body_of(row), day=day),
        blocks=(
            paragraph(_lead(found, parameters.as_at), tone=Tone.LEAD),
            Facts(_facts(found, parameters.as_at)),
            Heading(_("Order of business")),
            _items_table("items", _("Items of the agenda"), found.business.part_one, found),
            *_part_two(found),
            Heading(_("Papers")),
            papers_table(
                found.papers.rows,
                {item.id: item.number for item in found.business.items},
                found.papers.left_out,
                audience,
                _("No paper is recorded for this meeting yet."),
            ),
            *_contact(found, parameters.as_at),
        ),
        left_out=left_out_words(
            audience,
            (found.business.kept_back + found.business.left_out, "item", "items"),
            (found.papers.left_out, "paper", "papers"),
        ),
    )


def _find(session: Session, parameters: Parameters) -> _Found:
    audience = parameters.audience or AUDIENCE
    about = find_about(session, parameters, audience)
    assert about is not None
    number = about.ref[1]
    detail = find_meeting(session, number, audience=audience)
    business = find_business(session, detail, audience)
    return _Found(
        audience=audience,
        we=find_ourselves(session, parameters.as_at),
        detail=detail,
        business=business,
        papers=find_papers(session, number, business, audience),
        notice=find_notice(session, number, audience=audience),
        quorum=find_quorum(session, number, audience=audience),
        is_ours=detail.row.organisation_id is None or is_ours(session, detail.row.organisation_id),
    )


def _lead(found: _Found, as_at: date) -> str:
    row = found.detail.row
    if row.state is MeetingState.CANCELLED:
        return _("This meeting is cancelled. Its agenda is kept for the record.")
    items = found.business.items
    deciding = sum(item.kind is AgendaItemKind.DECISION for item in items)
    has = _("The agenda has {items}")
    if found.business.kept_back or found.business.left_out:
        has = _("The agenda has {items} in this copy")
    has = has.format(items=count_words(len(items), "item", "items"))
    if deciding:
        has = _("{has}, {deciding} for decision").format(has=has, deciding=deciding)
    when = _("{body} meets on {day} at {place}.") if row.place else _("{body} meets on {day}.")
    if found.day < as_at:
        when = _("{body} met on {day} at {place}.") if row.place else _("{body} met on {day}.")
    words = when.format(body=capital(body_of(row)), day=long_date(found.day), place=row.place)
    return f"{words} {has}."


def _facts(found: _Found, as_at: date) -> tuple[tuple[str, Cell], ...]:
    row = found.detail.row
    rows: list[tuple[str, Cell]] = [
        (_("Meeting"), row.title),
        (_("Date"), found.day),
        (_("Time"), hours(row)),
        (_("Place"), row.place or _("Not recorded")),
        (_("Quorum"), _quorum_words(found.quorum)),
        (_("Notice"), _notice_words(found.notice, as_at)),
    ]
    if row.paper_due_on:
        rows.append((_("Papers due by"), row.paper_due_on))
    if row.question_due_on:
        rows.append((_("Questions due by"), row.question_due_on))
    if row.open_to_observers:
        rows.append((_("Observers"), _("Observers are welcome to Part I.")))
    return (*rows, *circulation(found.audience, CIRCULATION))


def _quorum_words(quorum: Quorum) -> str:
    if quorum.needed is None:
        return _("Not recorded: nobody is known to be a member")
    if not quorum.in_post:
        return _("{needed} to be present").format(needed=quorum.needed)
    return ngettext(
        "{needed} to be present, of {in_post} member with a vote",
        "{needed} to be present, of {in_post} members with a vote",
        quorum.in_post,
    ).format(needed=quorum.needed, in_post=quorum.in_post)


def _notice_words(notice: Notice, as_at: date) -> str:
    needed = count_words(notice.days_needed or 0, "clear day", "clear days")
    if notice.issued_on is not None and notice.issued_on <= as_at:
        words = _("Given on {day}: {days}").format(
            day=long_date(notice.issued_on), days=count_words(notice.days_given or 0, "clear day", "clear days")
        )
        return words if notice.days_needed is None else _("{words}; {needed} needed").format(words=words, needed=needed)
    if notice.last_day is None:
        return _("Not recorded")
    due = _("Not recorded. It was due by {day} ({needed})")
    if as_at <= notice.last_day:
        due = _("To be given by {day} ({needed})")
    return due.format(day=long_date(notice.last_day), needed=needed)


def _items_table(key: str, title: str, items: Iterable[AgendaItemRow], found: _Found) -> Table:
    items = tuple(items)
    every = found.business.items
    papers: dict[int | None, list[str]] = {}
    for paper in found.papers.rows:
        papers.setdefault(paper.agenda_item_id, []).append(str(paper.number))
    columns: list[tuple[bool, Column, list[Cell]]] = [
        (True, Column(_("Item"), Kind.INTEGER, 0.6), [item.number for item in items]),
        (True, Column(_("Business"), weight=3.4, row_header=True), [item.title for item in items]),
        (
            any(item.purpose for item in every),
            Column(_("Purpose"), weight=2.4, unknown="–"),
            [item.purpose or None for item in items],
        ),
        (
            True,
            Column(_("What for"), weight=1.4, unknown="–"),
            [label(item.kind) if item.kind in _SAYS_WHAT_FOR else None for item in items],
        ),
        (True, Column(_("Led by"), weight=1.8, unknown="–"), [item.lead or None for item in items]),
        (
            any(item.minutes_allowed for item in every),
            Column(_("Minutes"), Kind.INTEGER, 0.8, total=True, unknown="–", note=_("Time allowed, in minutes")),
            [item.minutes_allowed for item in items],
        ),
        (
            bool(papers),
            Column(_("Papers"), Kind.IDENTIFIER, 0.8, unknown="–", note=_("Numbers of the papers for the item")),
            [", ".join(papers.get(item.id, ())) or None for item in items],
        ),
    ]
    used = [(column, cells) for is_used, column, cells in columns if is_used]
    table = Table(
        key=key,
        title=title,
        sheet=_("Items") if key == "items" else _("Part II"),
        columns=tuple(column for column, _cells in used),
        rows=tuple(zip(*(cells for _column, cells in used), strict=True)),
        empty=_("No item is on the agenda yet."),
    )
    return leaving_out(table, found.business.left_out if key == "items" else 0, "item", "items", reason(found.audience))


def _part_two(found: _Found) -> list[Block]:
    """Return Part II, or the sentence that there is one; nothing where there is none."""
    if words := kept_back_words(found.business.kept_back):
        return [paragraph(words, tone=Tone.NOTE)]
    if not found.business.part_two:
        return []
    return [
        Heading(_("Part II (confidential)")),
        paragraph(_("Observers and others who are not members leave before these items.")),
        _items_table("part-two", _("Items of Part II"), found.business.part_two, found),
    ]


def _contact(found: _Found, as_at: date) -> list[Block]:
    """Return who has sent apologies so far, and where others send theirs; nothing for a meeting that is over."""
    if found.day < as_at:
        return []
    sent = [one.name for one in found.detail.attendance if one.status is AttendanceStatus.APOLOGIES]
    words = _("No apologies had been received by {day}.").format(day=long_date(as_at))
    if sent:
        words = _("Apologies received so far: {names}.").format(names=listed(sent))
    blocks: list[Block] = [Heading(_("Apologies and questions")), paragraph(words)]
    if found.is_ours and found.we.signature:
        blocks.append(paragraph(_("Send apologies and questions to:"), " ", *found.we.reach, "."))
    return blocks
