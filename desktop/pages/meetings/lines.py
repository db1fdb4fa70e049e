"""A meeting as a line of the list: when and where, what came of it, and what matters most about it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.tables.columns import RecordLine
from desktop.tokens import Tone
from desktop.widgets.promise_words import day_words
from models.actions.meetings import NOT_YET
from models.vocabulary import MeetingState, MinutesState
from models.words import label
from reports.formatting import clock
from resources.calendar_words import short_weekday_name
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from models.queries.meeting_facts import MeetingCounts
    from models.queries.meetings import MeetingRow


def meeting_line(row: MeetingRow, counts: MeetingCounts | None, today: date) -> RecordLine:
    """Return the line of a meeting; without `counts` nothing is said of who came."""
    day = row.starts_at.date()
    when = f"{short_weekday_name(day.weekday())} {day_words(day, today)}, {clock(row.starts_at)}"
    parts = [when, row.body or "", row.place, *(_count_words(counts) if counts is not None else [])]
    aside, tone = meeting_state(row, today)
    return RecordLine(row.title, " · ".join(part for part in parts if part), aside, tone, icon="notebook")


def meeting_state(row: MeetingRow, today: date) -> tuple[str, Tone | None]:
    """Return what matters most: that it is off, how near it is, or how far the minutes are."""
    if row.state in (MeetingState.CANCELLED, MeetingState.INQUORATE):
        return label(row.state), Tone.LATE
    if row.state is MeetingState.ADJOURNED:
        return label(row.state), Tone.SOON
    days = (row.starts_at.date() - today).days
    if days >= 0 and row.state in NOT_YET:
        near = {0: _("Today"), 1: _("Tomorrow")}.get(days) or _("In {days} days").format(days=days)
        notice = row.state is MeetingState.NOTICE_ISSUED
        words = _("{when}, notice issued").format(when=near) if notice else near
        return words, Tone.SOON if days < 7 else None
    if row.state in NOT_YET:
        return _("Was it held?"), Tone.SOON
    tones = {MinutesState.NONE: Tone.SOON, MinutesState.DRAFT: Tone.INFO}
    words = label(row.minutes_state)
    return (_("Draft minutes") if row.minutes_state is MinutesState.DRAFT else words), tones.get(row.minutes_state)


def _count_words(counts: MeetingCounts) -> list[str]:
    words = []
    if counts.present:
        words.append(_("{count} present").format(count=counts.present))
    if counts.decisions:
        words.append(ngettext("{count} decision", "{count} decisions", counts.decisions).format(count=counts.decisions))
    if counts.commitments:
        words.append(
            ngettext("{count} commitment", "{count} commitments", counts.commitments).format(count=counts.commitments)
        )
    return words
