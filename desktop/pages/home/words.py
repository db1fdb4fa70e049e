"""What Home says: the greeting, who promised what and how, when it is due, what is on."""

from __future__ import annotations

from datetime import date, datetime

from desktop.tokens import Tone
from desktop.widgets.talk_words import by_channel, way_words
from models.queries.home_rows import ComingUp, ComingUpKind, ToDo, ToDoKind
from models.vocabulary import Channel, Direction
from reports.formatting import clock
from resources.calendar_words import month_name, short_month_name, weekday_name
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_STYLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "cllr", "sir", "dame"})

TIPS = (
    m("Tip: press Ctrl+L anywhere to log a call in a few seconds."),
    m("Tip: press Ctrl+K and type part of a name to open it; what was said is searched too."),
    m("Tip: when the phone rings, Ctrl+K and the caller’s name show what you last spoke about."),
    m("Tip: in a commitment type “Joe to send the plan by Friday”, and the owner and the date fill themselves."),
    m("Tip: Ctrl+Z takes back any change, also after you have closed the program."),
)


def greeting(now: datetime, name: str) -> str:
    """Return "Good morning, Sam"; whoever goes by a title is greeted by it."""
    times = ((12, _("Good morning")), (18, _("Good afternoon")), (24, _("Good evening")))
    words = next(words for until, words in times if now.hour < until)
    parts = name.split()
    called = name if parts and parts[0].lower().rstrip(".") in _STYLES else (parts[0] if parts else "")
    return f"{words}, {called}" if called else words


def day_line(today: date, term: str) -> str:
    """Return "Sunday 22 November 2026 · autumn term, week 12"."""
    day = f"{weekday_name(today.weekday())} {day_month(today)} {today.year}"
    return f"{day} · {term[:1].lower()}{term[1:]}"


def day_month(day: date) -> str:
    """Return "4 November"."""
    return f"{day.day} {month_name(day.month)}"


def month_short(day: date) -> str:
    """Return "Nov"."""
    return short_month_name(day.month)


def due_words(due_on: date, today: date) -> tuple[str, Tone]:
    """Return when something is due in a few words, and how pressing that is."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("{days} day late", "{days} days late", -days).format(days=-days), Tone.LATE
    if days < 2:
        return (_("Due tomorrow") if days else _("Due today")), Tone.SOON
    return ngettext("In {days} day", "In {days} days", days).format(days=days), Tone.PLAIN


def to_do_words(line: ToDo) -> tuple[str, str]:
    """Return what is to be done, and below it who promised it where, or what we sent."""
    day = day_month(line.made_on)
    if line.kind is ToDoKind.REPLY:
        title = _("Reply from {who}").format(who=line.who)
        title = f"{title}: {line.text}" if line.text else title
        sent = _("{way}, {day}").format(way=way_words(line.channel or Channel.LETTER, Direction.OUT), day=day)
        if line.times_chased:
            asked = ngettext("asked again once", "asked again {times} times", line.times_chased)
            sent = f"{sent}, {asked.format(times=line.times_chased)}"
        return title, sent
    where = _("at {meeting}").format(meeting=line.meeting) if line.meeting else ""
    if not where and line.channel is not None:
        where = by_channel(line.channel)
    who = _("Promised by {who}").format(who=line.who) if line.who else _("Promised")
    return line.text, f"{who} {where}, {day}" if where else f"{who}, {day}"


def coming_words(line: ComingUp) -> tuple[str, str]:
    """Return what is on, and below it when, where and what is still to be done about it."""
    title = line.title
    place = ", ".join(
        part for part in (clock(line.at) if line.at.time() != datetime.min.time() else "", line.place) if part
    )
    more = ""
    if line.kind is ComingUpKind.PAPERS_DUE:
        title, place = _("Papers due: {meeting}").format(meeting=line.title), line.body or ""
    elif line.kind is ComingUpKind.QUESTIONS_DUE:
        title, place = _("Questions due: {meeting}").format(meeting=line.title), line.body or ""
    elif line.kind is ComingUpKind.MEETING and line.due_on is not None:
        more = _("Papers are due on {day}.").format(day=day_month(line.due_on))
    elif line.told is not None and line.told.neighbours:
        words = _("You have not told anyone yet.") if not line.told.told else _("Told {told} of {all} neighbours.")
        more = words.format(told=line.told.told, all=line.told.neighbours)
    return title, " · ".join(part for part in (place, more) if part)
