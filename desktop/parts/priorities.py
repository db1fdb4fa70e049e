"""Priorities: words agreed to matter, with what followed from them, or that nothing did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.of_meetings import agenda_options
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.priorities import (
    PriorityFields,
    agree_priority,
    archive_priority,
    close_priority,
    edit_priority,
    reopen_priority,
)
from models.queries.meetings import find_meeting
from models.queries.priorities import LONG_ENOUGH, PriorityRow, list_priorities
from resources.i18n import _, ngettext
from resources.i18n import marked as m

Dated = tuple[PriorityRow, date]


def _of_meeting(session: Session, owner: Owner, today: date) -> Sequence[Dated]:
    return [(row, today) for row in list_priorities(session, today, meeting_id=owner.id, include_closed=True)]


def _all(session: Session, owner: Owner, today: date) -> Sequence[Dated]:
    """Return all priorities; those from which nothing followed stand first, the oldest of them at the top."""
    rows = list_priorities(session, today, include_closed=True)
    idle = [row for row in rows if row.closed_on is None and not row.actions]
    others = [row for row in rows if row.closed_on is None and row.actions]
    closed = [row for row in rows if row.closed_on is not None]
    return [(row, today) for row in (*reversed(idle), *others, *closed)]


def _line(one: Dated) -> Line:
    row, today = one
    said = joined(
        row.organisation,
        row.reference,
        _("agreed {day}").format(day=day_words(row.agreed_on)),
        ngettext("{count} commitment", "{count} commitments", row.commitments).format(count=row.commitments),
        ngettext("{count} action", "{count} actions", row.actions).format(count=row.actions),
        row.close_reason,
    )
    if row.closed_on is not None:
        return Line(row.id, row.text, said, _("Closed {day}").format(day=day_words(row.closed_on)))
    if row.actions:
        return Line(row.id, row.text, said, _("Followed up"), Tone.GOOD)
    tone = Tone.LATE if row.days_since(today) >= LONG_ENOUGH else Tone.SOON
    return Line(row.id, row.text, said, _("Nothing done yet"), tone)


def _decisions(session: Session, owner: Owner) -> Iterable[tuple[str, object]]:
    return [(f"{row.number}. {row.text}", row.id) for row in find_meeting(session, owner.id).decisions]


def _close(session: Session, number: int, values: Values) -> None:
    close_priority(session, number, values["on"], values["reason"])


def _again(session: Session, number: int, values: Values) -> None:
    reopen_priority(session, number)


def _is_open(one: Dated) -> bool:
    return one[0].closed_on is None


def _is_closed(one: Dated) -> bool:
    return one[0].closed_on is not None


def _trail(one: Dated) -> tuple[str, int]:
    return "priority", one[0].id


def _meeting(one: Dated) -> tuple[str, int] | None:
    return ("meeting", one[0].meeting_id) if one[0].meeting_id is not None else None


_TEXT = FieldSpec("text", m("What was &agreed as a priority"), 12, m("Enter what was agreed as a priority"), lines=2)
_AGREED = FieldSpec("agreed_on", m("A&greed on"), hint=m("Left empty, the day of the meeting."))
_REFERENCE = FieldSpec("reference", m("Minute &reference"))

PRIORITIES_OF_MEETING = Part(
    kind="priority",
    title=m("Priorities agreed"),
    nothing=m("No priority was agreed here. Note what was agreed as a priority, and see what follows from it."),
    rows=_of_meeting,
    line=_line,
    add=m("Note a priority…"),
    form=PriorityFields,
    fields=(
        _TEXT,
        FieldSpec("decision_id", m("By the &decision"), 12, options=_decisions, blank=m("None in particular")),
        FieldSpec("agenda_item_id", m("Under the &item"), 12, options=agenda_options, blank=m("None in particular")),
        _AGREED,
        _REFERENCE,
    ),
    create=agree_priority,
    edit=edit_priority,
    remove=archive_priority,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Close it…"),
            _close,
            (
                FieldSpec("on", m("&On"), needed=m("Enter the day"), type=date, start=as_today),
                FieldSpec("reason", m("&Why"), 12, m("Enter why it is closed"), lines=2, type=str),
            ),
            save=m("Close it"),
            when=_is_open,
        ),
        Step(m("Take it up again"), _again, when=_is_closed),
    ),
    owner="meeting_id",
    opens=_trail,
    touches=("commitment", "action", "decision", "agenda_item"),
)

ALL_PRIORITIES = replace(
    PRIORITIES_OF_MEETING,
    title=m("Priorities"),
    nothing=m("No priorities yet. Note what a body agreed as a priority; those with nothing done come first."),
    rows=_all,
    fields=(
        _TEXT,
        FieldSpec("organisation_id", m("Which &body agreed it"), kinds=("organisation",)),
        FieldSpec("meeting_id", m("At which m&eeting"), kinds=("meeting",)),
        _AGREED,
        _REFERENCE,
    ),
    owner="",
    opens=_trail,
    touches=("commitment", "action", "decision", "agenda_item", "organisation", "meeting"),
)
