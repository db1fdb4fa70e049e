"""What happened with an organisation or a person, in the words of a timeline, fetched as one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.tokens import Tone
from desktop.widgets.talk_words import CHANNEL_ICONS, TOGETHER
from desktop.widgets.timeline import TimelineEntry
from models.queries.timelines import TimelineItem, TimelineKind, list_timeline
from models.vocabulary import Channel, CommitmentState, Direction, MeetingState, PromotionState, ReplyState
from models.words import label
from reports.formatting import short_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.tables.window_model import Start
    from models.queries.paging import Key
    from models.store import Store

_KIND_ICONS = {
    TimelineKind.MEETING: "notebook",
    TimelineKind.EVENT: "calendar-blank",
    TimelineKind.PROMOTION: "megaphone",
    TimelineKind.COMMITMENT: "check-square",
}
_WAITING = frozenset({CommitmentState.OPEN, CommitmentState.IN_PROGRESS})


class Story:
    """Fetches the timeline of one organisation or person and remembers where each page ended."""

    def __init__(
        self, store: Store, today: date, *, organisation_id: int | None = None, person_id: int | None = None
    ) -> None:
        self._store, self._today = store, today
        self._organisation_id, self._person_id = organisation_id, person_id
        self._ends: dict[int, Key | None] = {0: None}

    def __call__(self, start: Start[TimelineEntry], limit: int) -> Sequence[TimelineEntry]:
        """Return the entries from a place on; pages come one after the other, so its key is known."""
        if start.offset and self._ends.get(start.offset) is None:
            return ()
        with self._store.read() as session:
            page = list_timeline(
                session,
                organisation_id=self._organisation_id,
                person_id=self._person_id,
                after=self._ends[start.offset],
                limit=limit,
            )
        self._ends[start.offset + len(page.rows)] = page.next_key
        return [entry_of(item, self._today) for item in page.rows]


def entry_of(item: TimelineItem, today: date) -> TimelineEntry:
    """Return an entry as the timeline shows it."""
    pill, tone = _state(item, today)
    day = short_date(item.on) if item.on.year == today.year else f"{short_date(item.on)} {item.on.year}"
    kind = TimelineKind.EVENT if item.kind is TimelineKind.PROMOTION else item.kind
    return TimelineEntry(
        kind=kind.value,
        record_id=item.id,
        icon=CHANNEL_ICONS[item.channel] if item.channel else _KIND_ICONS[item.kind],
        title=_title(item),
        when=day,
        body=_body(item),
        footer=_footer(item),
        pill=pill,
        tone=tone,
    )


def _title(item: TimelineItem) -> str:
    if item.channel is not None:
        return talk_title(item.channel, item.direction)
    if item.kind is TimelineKind.COMMITMENT:
        return _("Aspiration") if item.state is CommitmentState.ASPIRATION else _("Commitment")
    return item.title


def talk_title(channel: Channel, direction: Direction | None) -> str:
    """Return what kind of conversation it was: "Email sent", "Call from them"."""
    if channel is Channel.VISIT and direction is not Direction.BOTH:
        return _("Visit from them") if direction is Direction.IN else _("Visit to them")
    if direction is Direction.BOTH or channel in TOGETHER - {Channel.CALL}:
        return label(channel)
    if channel is Channel.CALL:
        return _("Call from them") if direction is Direction.IN else _("Call to them")
    words = label(channel)
    return _("{what} received").format(what=words) if direction is Direction.IN else _("{what} sent").format(what=words)


def _body(item: TimelineItem) -> str:
    """Return subject and beginning of the note, each once."""
    if item.kind is TimelineKind.COMMITMENT:
        return item.title
    if item.channel is None or item.title.strip() == item.text.strip() or item.title in item.text:
        return item.text
    return "\n".join(part for part in (item.title, item.text) if part)


def _footer(item: TimelineItem) -> str:
    if item.kind is TimelineKind.PROMOTION:
        return _("Asked to tell their people about this event")
    if item.kind is TimelineKind.COMMITMENT:
        return item.text
    if item.channel is None:
        return ""
    if not item.by:
        return item.who
    if item.channel in TOGETHER or item.direction is Direction.BOTH:
        return _("{us} with {them}").format(us=item.by, them=item.who)
    pair = (item.who, item.by) if item.direction is Direction.IN else (item.by, item.who)
    return _("{writer} to {reader}").format(writer=pair[0], reader=pair[1])


def _state(item: TimelineItem, today: date) -> tuple[str, Tone]:
    """Return the pill of an entry, only where its state says something."""
    state = item.state
    if state is ReplyState.AWAITING:
        late = item.due_on is not None and item.due_on < today
        return (_("No reply"), Tone.LATE) if late else (_("Waiting for a reply"), Tone.SOON)
    if isinstance(state, ReplyState):
        return (_("Replied"), Tone.GOOD) if state is ReplyState.RECEIVED else ("", Tone.PLAIN)
    if isinstance(state, CommitmentState):
        return _promise_state(state, item.due_on, today)
    if isinstance(state, PromotionState):
        good = state in (PromotionState.AGREED, PromotionState.DISPLAYED)
        return label(state), Tone.GOOD if good else Tone.PLAIN
    if isinstance(state, MeetingState):
        return ("", Tone.PLAIN) if state is MeetingState.HELD else (label(state), Tone.INFO)
    return label(state), Tone.INFO


def _promise_state(state: CommitmentState, due_on: date | None, today: date) -> tuple[str, Tone]:
    if state in _WAITING and due_on is not None:
        days = (today - due_on).days
        if days > 0:
            return (_("1 day late") if days == 1 else _("{days} days late").format(days=days)), Tone.LATE
        return _("By {day}").format(day=short_date(due_on)), Tone.SOON if days >= -7 else Tone.PLAIN
    if state is CommitmentState.KEPT:
        return label(state), Tone.GOOD
    return ("", Tone.PLAIN) if state is CommitmentState.ASPIRATION else (label(state), Tone.PLAIN)
