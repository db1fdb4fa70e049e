"""What screens say of a commitment: how late it is, who promised whom, where it was made."""

from __future__ import annotations

from datetime import date

from desktop.tokens import Tone
from models.queries.commitments import CommitmentRow
from models.vocabulary import CommitmentGroup, CommitmentState
from models.words import label
from reports.formatting import long_date, short_date
from resources.i18n import _, ngettext

_DONE_TONES = {CommitmentState.KEPT: Tone.GOOD, CommitmentState.KEPT_IN_PART: Tone.SOON}


def is_open(row: CommitmentRow) -> bool:
    """Tell whether a promise is agreed and not yet ended, so that it can be kept."""
    return row.state in (CommitmentState.OPEN, CommitmentState.IN_PROGRESS)


def day_words(day: date, today: date) -> str:
    """Return a day in short, with the year where it is another one."""
    return short_date(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def due_pill(row: CommitmentRow, today: date) -> tuple[str, Tone]:
    """Return the few words that matter most of a commitment, and their tone."""
    group = row.group(today)
    if group is CommitmentGroup.ASPIRATIONS:
        return (day_words(row.due_on, today), Tone.PLAIN) if row.due_on else (_("No date"), Tone.PLAIN)
    if group is CommitmentGroup.DONE or row.due_on is None:
        words = label(row.state)
        if row.closed_on is not None:
            words = f"{words} {day_words(row.closed_on, today)}"
        return words, _DONE_TONES.get(row.state, Tone.PLAIN)
    if group is CommitmentGroup.LATE:
        days = row.days_late(today)
        return ngettext("{days} day late", "{days} days late", days).format(days=days), Tone.LATE
    near = {0: _("Today"), 1: _("Tomorrow")}.get((row.due_on - today).days)
    tone = Tone.SOON if group is CommitmentGroup.THIS_WEEK else Tone.PLAIN
    return near or day_words(row.due_on, today), tone


def owner_words(row: CommitmentRow) -> str:
    """Return who does it: "Joe Linden, Greenway Academy"."""
    return ", ".join(part for part in (row.owner_person, row.owner_organisation) if part) or _("Nobody named yet")


def to_words(row: CommitmentRow) -> str:
    """Return to whom it was promised."""
    return ", ".join(part for part in (row.to_person, row.to_organisation) if part)


def detail_words(row: CommitmentRow, today: date) -> str:
    """Return by whom, to whom and from which meeting, in one line."""
    parts = [owner_words(row)]
    if to_words(row):
        parts.append(_("to {name}").format(name=to_words(row)))
    if row.meeting_title and row.meeting_at:
        when = day_words(row.meeting_at.date(), today)
        parts.append(_("{meeting}, {day}").format(meeting=row.meeting_title, day=when))
    return " · ".join(parts)


def due_sentence(row: CommitmentRow, today: date) -> str:
    """Return where a commitment stands in a sentence."""
    group = row.group(today)
    if group is CommitmentGroup.ASPIRATIONS:
        return _("It stays an aspiration until it has an owner, a result anyone could see, and a date.")
    if group is CommitmentGroup.DONE or row.due_on is None:
        return _done_sentence(row)
    day = long_date(row.due_on)
    if group is CommitmentGroup.LATE:
        return _("It was due on {day} and is not marked as kept.").format(day=day)
    return _("Due on {day}.").format(day=day)


def _done_sentence(row: CommitmentRow) -> str:
    """Return how and when a promise ended, and whether that was in time."""
    words = label(row.state)
    if row.closed_on is None:
        return words
    ended = _("{outcome} on {day}").format(outcome=words, day=long_date(row.closed_on))
    if row.due_on is None:
        return f"{ended}."
    after = (row.closed_on - row.due_on).days
    if after > 0:
        late = ngettext("{days} day after it was due", "{days} days after it was due", after).format(days=after)
        return f"{ended}, {late}."
    return _("{ended}, in time.").format(ended=ended) if row.state is CommitmentState.KEPT else f"{ended}."
