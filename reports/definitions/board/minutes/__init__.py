"""The minutes of one meeting, draft or approved: who was there, what was said, decided, challenged and given to whom.

What is still a draft says so on every page. What governors asked to be accounted for is marked, since minutes have to
show it; so is who dissented (need N009). A correction stands beside what was approved and never in its place. Part II
is in its own copy only.
"""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from models.queries.meeting_rows import AttendanceRow
from models.vocabulary import ApologiesDecision, AttendanceStatus, Capacity, MeetingState, MinutesState
from models.words import label
from reports.definitions.board.common import (
    CIRCULATION,
    body_of,
    hours,
    kept_back_words,
    last_meeting,
    papers_table,
)
from reports.definitions.board.minutes.findings import Findings, find
from reports.definitions.board.minutes.items import item_blocks
from reports.definitions.board.minutes.tables import actions_table, corrections_table, decisions_table
from reports.document import Block, Cell, Column, Document, Facts, Heading, Table, Tone, paragraph
from reports.formatting import clock, long_date
from reports.parameters import Parameters, Ref
from reports.parts import capital, circulation, count_words, leaving_out, left_out_words, reason
from resources.i18n import _, ngettext


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the last meeting of our board that has minutes."""
    return last_meeting(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return the minutes of a meeting, as they stood on a day."""
    found, as_at = find(session, parameters), parameters.as_at
    row, audience, day = found.detail.row, found.audience, long_date(found.day)
    is_draft = found.state in (MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR)
    name = _("Draft minutes") if is_draft else _("Minutes")
    return Document(
        title=_("{minutes}: {body}").format(minutes=name, body=body_of(row)),
        subtitle=_("Meeting on {day}, {hours}").format(day=day, hours=hours(row)),
        as_at=as_at,
        author=found.we.school,
        subject=_("Minutes of a meeting"),
        reference=_("{body}: {minutes}, {day}").format(body=body_of(row), minutes=name.lower(), day=day),
        blocks=(paragraph(_lead(found), tone=Tone.LEAD), Facts(_facts(found)), *_proceedings(found, as_at)),
        left_out=left_out_words(
            audience,
            (found.attendance.left_out, "person", "people"),
            (found.business.kept_back + found.business.left_out, "item", "items"),
            (found.decisions.left_out, "decision", "decisions"),
            (found.actions.left_out + found.commitments.left_out, "action", "actions"),
            (found.papers.left_out, "paper", "papers"),
        ),
    )


def _proceedings(found: Findings, as_at: date) -> list[Block]:
    """Return what happened at the meeting; nothing of one that was cancelled."""
    if found.detail.row.state is MeetingState.CANCELLED:
        return []
    papers = papers_table(
        found.papers.rows,
        found.numbers,
        found.papers.left_out,
        found.audience,
        _("No paper is recorded for this meeting."),
    )
    return [
        Heading(_("Who was there")),
        _attendance_table(found),
        Heading(_("Business")),
        *item_blocks(found, found.business.part_one, as_at),
        *_part_two(found, as_at),
        Heading(_("Decisions and what follows from them")),
        decisions_table(found),
        actions_table(found, as_at),
        Heading(_("Papers")),
        papers,
        *_corrections(found, as_at),
    ]


def _lead(found: Findings) -> str:
    row = found.detail.row
    if row.state is MeetingState.CANCELLED:
        return _("This meeting was cancelled and was not held.")
    states = {
        MinutesState.NONE: _("No minutes of this meeting are recorded yet."),
        MinutesState.DRAFT: _("Draft: not yet approved by the meeting."),
        MinutesState.APPROVED_BY_CHAIR: _("Draft approved by the chair: not yet approved by the meeting."),
        MinutesState.APPROVED: _("Approved as a true record."),
        MinutesState.SIGNED: _("Approved as a true record and signed."),
    }
    given = len(found.actions.rows) + len(found.commitments.rows)
    if found.decisions.left_out or found.actions.left_out or found.commitments.left_out:
        words = _("{state} {decisions} and {actions} are listed in this copy; others are not.").format(
            state=states[found.state],
            decisions=capital(count_words(len(found.decisions.rows), "decision", "decisions")),
            actions=count_words(given, "action", "actions"),
        )
    else:
        words = _("{state} {decisions}, and {actions}.").format(
            state=states[found.state],
            decisions=capital(count_words(len(found.decisions.rows), "decision was taken", "decisions were taken")),
            actions=count_words(given, "action was given out", "actions were given out"),
        )
    challenges = sum(entry.agenda_item_id in found.numbers for entry in found.minutes.challenges)
    if not challenges:
        return words
    asked = ngettext("Members asked for an account once.", "Members asked for an account {n} times.", challenges)
    return f"{words} {asked.format(n=challenges)}"


def _facts(found: Findings) -> tuple[tuple[str, Cell], ...]:
    row, minutes = found.detail.row, found.minutes
    rows: list[tuple[str, Cell]] = [
        (_("Meeting"), row.title),
        (_("Date"), found.day),
        (_("Time"), hours(row)),
        (_("Place"), row.place or _("Not recorded")),
        (_("Meeting was"), label(row.state)),
    ]
    if row.state is not MeetingState.CANCELLED:
        rows += [(_("Quorum"), _quorum_words(found)), (_("Minutes"), label(found.state))]
    if found.state in (MinutesState.APPROVED, MinutesState.SIGNED):
        rows.append((_("Approved on"), minutes.approved_on or _("Not recorded")))
    if found.state is MinutesState.SIGNED:
        rows.append((_("Signed by"), minutes.signed_by or _("Not recorded")))
        rows.append((_("Signed on"), minutes.signed_on or _("Not recorded")))
    return (*rows, *circulation(found.audience, CIRCULATION))


def _quorum_words(found: Findings) -> str:
    quorum = found.quorum
    if quorum.needed is None:
        return _("Not recorded: nobody is known to be a member")
    present = count_words(quorum.present, "member with a vote was present", "members with a vote were present")
    words = _("Met: {present}, {needed} needed") if quorum.is_met else _("Not met: {present}, {needed} needed")
    return words.format(present=present, needed=quorum.needed)


def _attendance_table(found: Findings) -> Table:
    order = list(Capacity)
    rows = sorted(found.attendance.rows, key=lambda one: order.index(one.capacity))
    is_timed = any(one.arrived_at or one.left_at for one in rows)
    times = (
        (Column(_("Came at"), weight=0.9, unknown="–"), Column(_("Left at"), weight=0.9, unknown="–"))
        if is_timed
        else ()
    )
    table = Table(
        key="attendance",
        title=_("Attendance"),
        sheet=_("Attendance"),
        columns=(
            Column(_("Name"), weight=2.4, row_header=True),
            Column(_("As"), weight=1.2),
            Column(_("Attendance"), weight=2.2),
            *times,
        ),
        rows=tuple(
            (
                one.name,
                label(one.capacity),
                attendance_words(one),
                *((_time(one.arrived_at), _time(one.left_at)) if is_timed else ()),
            )
            for one in rows
        ),
        empty=_("Nobody is recorded as present."),
    )
    return leaving_out(table, found.attendance.left_out, "person", "people", reason(found.audience))


def _time(moment: time | None) -> str | None:
    return None if moment is None else clock(moment)


def attendance_words(one: AttendanceRow) -> str:
    """Return whether somebody came, and what became of their apologies."""
    if one.status is AttendanceStatus.PRESENT:
        return _("Present, remotely") if one.remote else _("Present")
    if one.status is AttendanceStatus.APOLOGIES:
        return {
            ApologiesDecision.ACCEPTED: _("Apologies, accepted"),
            ApologiesDecision.NOTED: _("Apologies, noted"),
            ApologiesDecision.NOT_ACCEPTED: _("Apologies, not accepted"),
            None: _("Apologies"),
        }[one.apologies_decision]
    if one.status is AttendanceStatus.ABSENT:
        return _("Absent without apologies")
    return _("Not recorded") if one.status is AttendanceStatus.EXPECTED else label(one.status)


def _part_two(found: Findings, as_at: date) -> list[Block]:
    if words := kept_back_words(found.business.kept_back):
        return [paragraph(words, tone=Tone.NOTE)]
    if not found.business.part_two:
        return []
    return [Heading(_("Part II (confidential)")), *item_blocks(found, found.business.part_two, as_at)]


def _corrections(found: Findings, as_at: date) -> list[Block]:
    table = corrections_table(found, as_at)
    return [Heading(_("Corrections")), table] if table.rows else []
