"""Attendance of members at a board and its committees: present, apologies accepted or not, absent, of what was held.

A meeting that was cancelled, adjourned or not quorate is nobody's absence, and it is listed as not counted. Whether
apologies were accepted matters: long absence without a board's consent disqualifies (need N031).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.queries.attendance import AttendanceFigures, list_attendance
from models.queries.audience import Shown
from models.queries.bodies import list_bodies_within
from models.queries.meeting_facts import BodyRow
from models.queries.meetings import MeetingFilter, MeetingRow, list_meetings
from models.vocabulary import MeetingState, Visibility
from models.words import label
from reports.definitions.board.common import AUDIENCE, CIRCULATION, held_on, usual_board
from reports.document import Block, Cell, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import listed, percent
from reports.parameters import Parameters, Ref
from reports.parts import (
    between,
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

_ENOUGH = 2
"""Meetings from which on it is said that somebody came to none of them."""


@dataclass(frozen=True, slots=True)
class _OfBody:
    body: BodyRow
    members: Shown[AttendanceFigures]
    meetings: Shown[MeetingRow]

    @property
    def held(self) -> int:
        return sum(one.state is MeetingState.HELD for one in self.meetings.rows)


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return our own board."""
    return usual_board(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return the attendance of a period at a body and at the bodies inside it, up to the day of the paper."""
    audience = parameters.audience or AUDIENCE
    parameters = replace(parameters, last_day=min(parameters.last_day, parameters.as_at))
    we, about = find_ourselves(session, parameters.as_at), find_about(session, parameters, audience)
    assert about is not None
    bodies = list_bodies_within(session, about.ref[1], audience=audience)
    hidden = len(list_bodies_within(session, about.ref[1])) - len(bodies)
    found = [_of_body(session, parameters, body, audience) for body in bodies]
    # A school itself meets nobody: only its board and its committees do.
    found = [one for one in found if one.meetings.rows or one.members.rows] or found[:1]
    members = sum(one.members.left_out for one in found)
    return Document(
        title=_("Attendance: {body}").format(body=about.name),
        subtitle=_("Between {period}").format(period=between(parameters)),
        as_at=parameters.as_at,
        author=we.school,
        subject=_("Attendance of members by body"),
        reference=_("{body}: attendance").format(body=about.name),
        blocks=(
            paragraph(_lead(found, parameters), tone=Tone.LEAD),
            Facts((*_facts(found, hidden), *circulation(audience, CIRCULATION))),
            *(block for place, one in enumerate(found) for block in _section(one, place, audience)),
            Heading(_("Meetings of the period")),
            _meetings_table(found, audience),
            Heading(_("What these figures mean")),
            *_meaning(found),
        ),
        left_out=left_out_words(
            audience,
            (members, "member", "members"),
            (hidden, "committee", "committees"),
            (sum(one.meetings.left_out for one in found), "meeting", "meetings"),
        ),
    )


def _of_body(session: Session, parameters: Parameters, body: BodyRow, audience: Visibility) -> _OfBody:
    period = (parameters.first_day, parameters.last_day)
    wanted = MeetingFilter(organisation_id=body.id, first_day=period[0], last_day=period[1])

    def members(readers: Visibility) -> tuple[AttendanceFigures, ...]:
        return list_attendance(session, body.id, *period, audience=readers)

    def meetings(readers: Visibility) -> tuple[MeetingRow, ...]:
        return tuple(reversed(list_meetings(session, wanted, limit=None, audience=readers).rows))

    told, met = members(audience), meetings(audience)
    return _OfBody(
        body,
        Shown(told, max(0, len(members(Visibility.CONFIDENTIAL)) - len(told))),
        Shown(met, len(meetings(Visibility.CONFIDENTIAL)) - len(met)),
    )


def _lead(found: Sequence[_OfBody], parameters: Parameters) -> str:
    one = found[0] if found else None
    held = sum(row.held for row in one.members.rows) if one else 0
    if one is None or not held:
        return _("No meeting with members on record was held between {period}.").format(period=between(parameters))
    rate = percent(round(sum(row.present for row in one.members.rows) / held, 2))
    return _(
        "{body} held {meetings} between {period}. The members listed here attended {rate} of those of their time."
    ).format(
        body=capital(one.body.name),
        meetings=count_words(one.held, "meeting", "meetings"),
        period=between(parameters),
        rate=rate,
    )


def _facts(found: Sequence[_OfBody], hidden: int) -> list[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = [
        (one.body.name, count_words(one.held, "meeting held", "meetings held")) for one in found
    ]
    if hidden:
        rows.append((_("Other committees"), _("{n} not listed in this copy").format(n=hidden)))
    return rows


def _section(one: _OfBody, place: int, audience: Visibility) -> list[Block]:
    table = Table(
        key=f"members-{place + 1}",
        title=_("Members of {body} and the meetings of their time").format(body=one.body.name),
        sheet=one.body.name,
        columns=(
            Column(_("Member"), weight=2.4, row_header=True),
            Column(_("Meetings"), Kind.INTEGER, 0.9, note=_("Held while they were a member and were required")),
            Column(_("Present"), Kind.INTEGER, 0.9),
            Column(_("Apologies accepted"), Kind.INTEGER, 1.0),
            Column(_("Other apologies"), Kind.INTEGER, 1.0, note=_("Noted, not accepted, or not decided")),
            Column(_("Absent"), Kind.INTEGER, 0.9, note=_("Without apologies")),
            Column(_("Attended"), Kind.PERCENT, 0.9, unknown="–"),
        ),
        rows=tuple(
            (
                row.name,
                row.held,
                row.present,
                row.accepted,
                row.apologies - row.accepted,
                row.absent,
                None if row.rate is None else round(row.rate, 2),
            )
            for row in one.members.rows
        ),
        empty=_("No meeting was held for which members are on record."),
    )
    return [
        Heading(one.body.name),
        leaving_out(table, one.members.left_out, "member", "members", reason(audience)),
    ]


def _meetings_table(found: Sequence[_OfBody], audience: Visibility) -> Table:
    rows = sorted(
        ((held_on(row), one.body.name, row) for one in found for row in one.meetings.rows),
        key=lambda line: (line[0], line[1], line[2].id),
    )
    table = Table(
        key="meetings",
        title=_("Each meeting, and whether it counts"),
        sheet=_("Meetings"),
        columns=(
            Column(_("Date"), Kind.DATE, 1.4, row_header=True),
            Column(_("Body"), weight=2.4),
            Column(_("Meeting was"), weight=1.4),
            Column(_("Counts"), Kind.YES_NO, 0.8),
        ),
        rows=tuple((day, body, label(row.state), row.state is MeetingState.HELD) for day, body, row in rows),
        empty=_("No meeting is on record for the period."),
    )
    return leaving_out(table, sum(one.meetings.left_out for one in found), "meeting", "meetings", reason(audience))


def _meaning(found: Sequence[_OfBody]) -> list[Block]:
    words = _(
        "Only meetings that were held count: one that was cancelled, adjourned or not quorate is nobody’s absence. "
        "Each member is counted for the meetings of their own time in post, without those they were not required at. "
        "Where nothing was noted of a member, they count as absent."
    )
    blocks: list[Block] = [paragraph(words)]
    for one in found:
        never = [row.name for row in one.members.rows if row.held >= _ENOUGH and not row.present and not row.accepted]
        if never:
            missing = ngettext(
                "{names} attended no meeting of {body} in the period, and no apologies of theirs were accepted.",
                "{names} attended no meeting of {body} in the period, and no apologies of theirs were accepted.",
                len(never),
            )
            blocks.append(paragraph(missing.format(names=listed(never), body=one.body.name)))
    return blocks
