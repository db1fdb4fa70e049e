"""What screens say of a conversation: how, which way, how long a reply is awaited."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.tables.columns import RecordLine
from desktop.tokens import Tone
from models.vocabulary import Channel, Direction, ReplyState
from models.words import label
from reports.formatting import long_date, short_date
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.queries.conversations import ConversationDetail, ConversationRow, LinkedConversation

CHANNEL_ICONS = {
    Channel.CALL: "phone",
    Channel.EMAIL: "envelope-simple",
    Channel.LETTER: "envelope-open",
    Channel.VISIT: "person-simple-walk",
    Channel.MEETING_NOTE: "note",
    Channel.SOCIAL: "chat-circle-text",
    Channel.INTERVIEW: "microphone",
    Channel.FOCUS_GROUP: "users-three",
    Channel.GOVERNOR_VISIT: "identification-badge",
    Channel.INTRODUCTION: "handshake",
}
_BY_CHANNEL = {
    Channel.CALL: m("by phone"),
    Channel.EMAIL: m("by email"),
    Channel.LETTER: m("by letter"),
    Channel.VISIT: m("on a visit"),
    Channel.MEETING_NOTE: m("at a meeting"),
    Channel.SOCIAL: m("on social media"),
    Channel.INTERVIEW: m("in an interview"),
    Channel.FOCUS_GROUP: m("in a focus group"),
    Channel.GOVERNOR_VISIT: m("on a governor’s visit"),
    Channel.INTRODUCTION: m("in an introduction"),
}
TOGETHER = frozenset(
    {
        Channel.CALL, Channel.VISIT, Channel.MEETING_NOTE, Channel.INTERVIEW, Channel.FOCUS_GROUP,
        Channel.GOVERNOR_VISIT, Channel.INTRODUCTION,
    }
)  # fmt: skip
"""Where both sides are there, so that nobody writes to anybody."""


def by_channel(channel: Channel) -> str:
    """Return how something was said: "by phone"."""
    return _(_BY_CHANNEL[channel])


def day_words(day: date, today: date) -> str:
    """Return a day in short, with the year where it is another one."""
    return short_date(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def way_words(channel: Channel, direction: Direction) -> str:
    """Return how and which way: "Email from us", "Call to us", "Interview"."""
    if direction is Direction.BOTH:
        return label(channel)
    pattern = _("{channel} from us") if direction is Direction.OUT else _("{channel} to us")
    return pattern.format(channel=label(channel))


def reply_pill(row: ConversationRow, today: date) -> tuple[str, Tone | None]:
    """Return where a wanted reply stands in a few words; none where there is nothing to wait for."""
    if row.reply_state is not ReplyState.AWAITING or row.reply_expected_by is None:
        return "", None
    if row.is_overdue(today):
        days = (today - row.happened_on).days
        return ngettext("No reply for {days} day", "No reply for {days} days", days).format(days=days), Tone.LATE
    due = (row.reply_expected_by - today).days
    near = {0: _("Reply due today"), 1: _("Reply due tomorrow")}.get(due)
    return near or _("Reply due {day}").format(day=day_words(row.reply_expected_by, today)), Tone.SOON


def conversation_line(row: ConversationRow, today: date) -> RecordLine:
    """Return a conversation as a list shows it."""
    pill, tone = reply_pill(row, today)
    day = day_words(row.happened_on, today)
    topic = row.subject or " ".join(row.preview.split())
    detail = " · ".join(part for part in (day if pill else "", way_words(row.channel, row.direction), topic) if part)
    icon = CHANNEL_ICONS[row.channel]
    return RecordLine(row.who or _("Nobody named"), detail, pill or day, tone, icon)


def link_line(one: LinkedConversation) -> str:
    """Return one conversation of a chain: "Email from us, 18 September 2026"."""
    return _("{way}, {day}").format(way=way_words(one.channel, one.direction), day=long_date(one.happened_on))


def waiting_words(detail: ConversationDetail, today: date) -> tuple[str, str, Tone] | None:
    """Return title, sentence and tone of what is to be known about a reply; None where nothing is awaited."""
    row = detail.row
    pill, tone = reply_pill(row, today)
    if tone is None or row.reply_expected_by is None:
        return None
    times = len(detail.chased_by)
    words = _("A reply was wanted by {day}.") if tone is Tone.LATE else _("A reply is wanted by {day}.")
    words = words.format(day=long_date(row.reply_expected_by))
    if times:
        last = long_date(max(one.happened_on for one in detail.chased_by))
        chased = ngettext("You asked again once, on {day}.", "You asked again {times} times, last on {day}.", times)
        words += " " + chased.format(times=times, day=last)
    return pill, words, tone
