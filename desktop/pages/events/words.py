"""How events and meetings are told: when, where, in which tone, and how many neighbours know."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.tokens import Tone
from models.queries.diary import DiaryItem, DiaryKind
from models.vocabulary import EventStage, PromotionState
from reports.formatting import clock, long_date, short_date
from resources import calendar_words
from resources.i18n import _

if TYPE_CHECKING:
    from models.queries.promotions import NeighboursTold

STAGE_TONES = {
    EventStage.IDEA: Tone.PLAIN,
    EventStage.PROPOSED: Tone.SOON,
    EventStage.PLANNED: Tone.INFO,
    EventStage.HELD: Tone.GOOD,
    EventStage.CANCELLED: Tone.LATE,
}

PROMOTION_TONES = {
    PromotionState.SUGGESTED: Tone.PLAIN,
    PromotionState.ASKED: Tone.SOON,
    PromotionState.AGREED: Tone.INFO,
    PromotionState.DISPLAYED: Tone.GOOD,
    PromotionState.DECLINED: Tone.PLAIN,
    PromotionState.NO_REPLY: Tone.LATE,
}


def month_name(year: int, month: int) -> str:
    """Return a month as a heading has it: "November 2026"."""
    return f"{calendar_words.month_name(month)} {year}"


def day_name(day: date) -> str:
    """Return a day with its weekday: "Tuesday 24 November"."""
    return f"{calendar_words.weekday_name(day.weekday())} {day.day} {calendar_words.month_name(day.month)}"


def short_title(item: DiaryItem) -> str:
    """Return what a pill in the month says."""
    if item.kind is DiaryKind.PAPER_DUE:
        return _("Paper due: {meeting}").format(meeting=item.title)
    if item.kind is DiaryKind.QUESTIONS_DUE:
        return _("Questions due: {meeting}").format(meeting=item.title)
    return _("Cancelled: {title}").format(title=item.title) if item.cancelled else item.title


def tone_of(item: DiaryItem) -> Tone:
    """Return the tone of a pill; its words say the same."""
    if item.cancelled:
        return Tone.PLAIN
    if item.kind is DiaryKind.EVENT:
        return Tone.GOOD
    return Tone.INFO if item.kind is DiaryKind.MEETING else Tone.SOON


def spoken_day(day: date, items: list[DiaryItem], today: date) -> str:
    """Return a day as a screen reader says it: "Tuesday 24 November, 2 events: Open day, Craft fair"."""
    parts = [day_name(day) if day.year == today.year else f"{day_name(day)} {day.year}"]
    if day == today:
        parts.append(_("today"))
    events = [item for item in items if item.kind is DiaryKind.EVENT]
    meetings = [item for item in items if item.kind is DiaryKind.MEETING]
    due = [item for item in items if item not in events and item not in meetings]
    counted = []
    for found, one, many in (
        (events, _("1 event"), _("{count} events")),
        (meetings, _("1 meeting"), _("{count} meetings")),
    ):
        if found:
            words = one if len(found) == 1 else many.format(count=len(found))
            counted.append(f"{words}: {', '.join(short_title(item) for item in found)}")
    counted.extend(short_title(item) for item in due)
    parts.append("; ".join(counted) if counted else _("nothing on"))
    return ", ".join(parts)


def time_words(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return the times of something within a day or over several: "6:30pm to 8:30pm"."""
    if ends_at is None:
        return clock(starts_at)
    if ends_at.date() == starts_at.date():
        return _("{start} to {end}").format(start=clock(starts_at), end=clock(ends_at))
    return _("{start} on {first} to {end} on {last}").format(
        start=clock(starts_at), first=short_date(starts_at), end=clock(ends_at), last=short_date(ends_at)
    )


def when_words(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return weekday, day and times: "Saturday 28 November 2026, 10am to 4pm"."""
    weekday = calendar_words.weekday_name(starts_at.weekday())
    return f"{weekday} {long_date(starts_at.date())}, {time_words(starts_at, ends_at)}"


def told_words(told: NeighboursTold | None) -> tuple[str, Tone]:
    """Return how many neighbours know of an event, as a pill."""
    if told is None:
        return "", Tone.PLAIN
    if not told.neighbours:
        return _("No neighbours near it"), Tone.PLAIN
    words = _("Told {told} of {all} neighbours").format(told=told.told, all=told.neighbours)
    return words, Tone.SOON if told.told == 0 else Tone.GOOD if told.told == told.neighbours else Tone.INFO


def sentence_case(words: str) -> str:
    """Return words with a capital first letter; the rest stays as it was typed."""
    return words[:1].upper() + words[1:]
