"""What an event wants looked at, in a few words: turn-out, publicity gaps, feedback that is owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.tokens import Tone
from models.queries.feedback import list_feedback
from models.queries.publicity import find_turn_out, list_publicity_gaps
from models.vocabulary import EventStage
from reports.formatting import short_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from models.queries.events import EventDetail


def glance_words(session: Any, event: EventDetail, today: date) -> list[tuple[str, Tone]]:
    """Return the words with their tones, the most pressing first; nothing of what does not apply."""
    number, found = event.row.id, []
    gaps = list_publicity_gaps(session, today, event_id=number)
    named = [gap for gap in gaps if gap.audience]
    if named:
        words = ngettext("{n} audience will not hear of it", "{n} audiences will not hear of it", len(named))
        found.append((words.format(n=len(named)), Tone.LATE))
    elif gaps:
        found.append((_("No publicity is planned"), Tone.LATE))
    for row in list_feedback(session, event_id=number):
        if row.done_on is None:
            late = row.is_late(today)
            words = _("Feedback was due {day}") if late else _("Feedback is due {day}")
            found.append((words.format(day=short_date(row.due_on)), Tone.LATE if late else Tone.SOON))
    turn_out = find_turn_out(session, number)
    if turn_out.turn_out is not None and turn_out.expected:
        words = _("{came} came of {expected} expected").format(came=turn_out.turn_out, expected=turn_out.expected)
        found.append((words, Tone.GOOD if turn_out.turn_out >= turn_out.expected else Tone.INFO))
    elif turn_out.turn_out is not None:
        found.append((ngettext("{n} came", "{n} came", turn_out.turn_out).format(n=turn_out.turn_out), Tone.INFO))
    elif event.row.stage is EventStage.HELD:
        found.append((_("How many came is not noted"), Tone.SOON))
    elif turn_out.expected:
        found.append((_("{n} expected").format(n=f"{turn_out.expected:,}"), Tone.PLAIN))
    if turn_out.invited:
        words = _("{yes} of {all} invited will come") if event.row.stage is not EventStage.HELD else ""
        words = (
            words.format(yes=turn_out.accepted, all=turn_out.invited)
            if words
            else _("{came} of {all} invited came").format(came=turn_out.came, all=turn_out.invited)
        )
        found.append((words, Tone.PLAIN))
    return found
