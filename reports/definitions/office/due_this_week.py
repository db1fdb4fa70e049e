"""Due this week: what is late and what falls due in the seven days from a day, in the order of the days.

Commitments, replies, actions, reminders, feedback, answers promised in open forums, and the days by which papers and
questions have to be with a committee (needs N020, N039, N048).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.action_points import ActionFilter, list_actions
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitments import WEEK
from models.queries.deadlines import DeadlineKind, list_deadlines
from models.queries.engagement_lines import Standing, list_commitment_lines
from models.queries.feedback import list_feedback_due
from models.queries.forum import list_forum_questions
from models.queries.reminders import list_reminders
from models.queries.unanswered import list_unanswered
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.office.parts import CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters
from reports.parts import circulation, count_words, find_ourselves, leaving_out, left_out_words, reason, shown_to
from resources.calendar_words import weekday_name
from resources.i18n import _
from resources.i18n import marked as m

AUDIENCE = Visibility.INTERNAL

_KINDS = {
    "commitment": (m("Commitment"), "commitment", "commitments"),
    "reply": (m("Reply to us"), "reply", "replies"),
    "action": (m("Action"), "action", "actions"),
    "answer": (m("Forum answer"), "forum answer", "forum answers"),
    "feedback": (m("Feedback"), "piece of feedback", "pieces of feedback"),
    "paper": (m("Paper for a meeting"), "paper", "papers"),
    "question": (m("Question for a meeting"), "question", "questions"),
    "reminder": (m("Reminder"), "reminder", "reminders"),
}


@dataclass(frozen=True, slots=True)
class _Due:
    """One thing that is due on a day."""

    day: date
    kind: str
    text: str
    who: str


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is late and what is due on a day and in the six days after it."""
    as_at, audience = parameters.as_at, parameters.audience or AUDIENCE
    we, end = find_ourselves(session, as_at), as_at + WEEK
    found = {reader: _find(session, as_at, end, reader) for reader in (audience, EVERYONE_OF_OURS)}
    late = shown_to(audience, lambda reader: [row for row in found[reader] if row.day < as_at])
    week = shown_to(audience, lambda reader: [row for row in found[reader] if row.day >= as_at])
    left_out = (week.left_out + late.left_out, "thing", "things")
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("From"), as_at),
                (_("To"), end),
                (_("Due in these days"), len(week.rows)),
                (_("Late already"), len(late.rows)),
                *circulation(audience, CIRCULATION),
            )
        ),
        paragraph(_counted(week.rows, _("Due from {first} to {last}: {things}."), as_at, end)),
        paragraph(_counted(late.rows, _("Late on {first}: {things}."), as_at, end)),
        Heading(_("Day by day")),
        leaving_out(_week(week.rows, as_at, end), week.left_out, "thing", "things", reason(audience)),
        Heading(_("Late already")),
        leaving_out(_late(late.rows, as_at), late.left_out, "thing", "things", reason(audience)),
    )
    return Document(
        title=_("Due this week"),
        subtitle=_("{first} to {last}").format(first=long_date(as_at), last=long_date(end)),
        blocks=blocks,
        as_at=as_at,
        author=we.school,
        subject=_("What is due in the week, and what is late"),
        reference=_("{school}: due this week").format(school=we.school),
        left_out=left_out_words(audience, left_out),
    )


def _find(session: Session, as_at: date, end: date, audience: Visibility) -> tuple[_Due, ...]:
    """Return all that was open at the end of a day and due up to another, by day."""
    parts = (
        _promises(session, as_at, audience),
        _replies(session, as_at, audience),
        _actions(session, as_at, audience),
        _forum(session, as_at, audience),
        _feedback(session, as_at, end, audience),
        _meetings(session, as_at, end, audience),
        _reminders(session, as_at, end, audience),
    )
    order = list(_KINDS)
    rows = [row for part in parts for row in part if row.day <= end]
    return tuple(sorted(rows, key=lambda row: (row.day, order.index(row.kind))))


def _promises(session: Session, as_at: date, audience: Visibility) -> list[_Due]:
    open_ones = (Standing.LATE, Standing.OPEN)
    lines = list_commitment_lines(session, as_at, as_at, as_at, audience).rows
    return [
        _Due(row.due_on, "commitment", row.text, _both(row.owner, row.organisation))
        for row in lines
        if row.standing in open_ones and row.due_on is not None
    ]


def _replies(session: Session, as_at: date, audience: Visibility) -> list[_Due]:
    rows = list_unanswered(session, as_at, audience=audience)
    return [_Due(row.reply_expected_by, "reply", row.subject or label(row.channel), row.who) for row in rows]


def _actions(session: Session, as_at: date, audience: Visibility) -> list[_Due]:
    rows = list_actions(session, as_at, ActionFilter(open_only=True), audience=audience)
    return [_Due(row.due_on, "action", row.text, _both(row.owner, row.body)) for row in rows if row.due_on is not None]


def _forum(session: Session, as_at: date, audience: Visibility) -> list[_Due]:
    rows = list_forum_questions(session, as_at, unanswered_only=True, audience=audience)
    return [
        _Due(row.due_on, "answer", row.question, _both(row.answer_promised_by, row.body))
        for row in rows
        if row.due_on is not None
    ]


def _feedback(session: Session, as_at: date, end: date, audience: Visibility) -> list[_Due]:
    rows = list_feedback_due(session, as_at, end, audience=audience)
    return [
        _Due(row.due_on, "feedback", f"{label(row.form)}: {row.title}", _both(row.author, row.audience)) for row in rows
    ]


def _meetings(session: Session, as_at: date, end: date, audience: Visibility) -> list[_Due]:
    """Return by when papers and questions have to be with a body; its meeting itself is not a thing to do."""
    kinds = {DeadlineKind.PAPERS: "paper", DeadlineKind.QUESTIONS: "question"}
    rows = list_deadlines(session, as_at, end, audience=audience)
    return [
        _Due(
            row.day,
            kinds[row.kind],
            _("{title}, {day}").format(title=row.title, day=long_date(row.starts_at.date())),
            row.body or "",
        )
        for row in rows
        if row.kind in kinds
    ]


def _reminders(session: Session, as_at: date, end: date, audience: Visibility) -> list[_Due]:
    rows = list_reminders(session, as_at, up_to=end, with_done=True, audience=audience)
    return [
        _Due(row.shows_on, "reminder", row.text, row.record_name)
        for row in rows
        if row.done_on is None or row.done_on > as_at
    ]


def _both(person: str | None, body: str | None) -> str:
    return ", ".join(part for part in (person, body) if part)


def _counted(rows: Sequence[_Due], words: str, first: date, last: date) -> str:
    """Return how many of each kind there are, as a sentence."""
    numbers = {kind: sum(row.kind == kind for row in rows) for kind in _KINDS}
    parts = [count_words(numbers[kind], _KINDS[kind][1], _KINDS[kind][2]) for kind in _KINDS if numbers[kind]]
    return words.format(first=long_date(first), last=long_date(last), things=listed(parts) if parts else _("nothing"))


def _week(rows: Sequence[_Due], first: date, last: date) -> Table:
    return Table(
        key="week",
        title=_("Due from {first} to {last}").format(first=long_date(first), last=long_date(last)),
        sheet=_("This week"),
        columns=(
            Column(_("Day"), weight=1.1, row_header=True),
            Column(_("Date"), Kind.DATE, 1.4),
            Column(_("Kind"), weight=1.2),
            Column(_("What"), weight=3.1, unknown=_("Not recorded")),
            Column(_("Who"), weight=2.9, unknown=_("Not named"), note=_("Who does it, or who owes the reply")),
        ),
        rows=tuple(
            (weekday_name(row.day.weekday()), row.day, _(_KINDS[row.kind][0]), row.text or None, row.who or None)
            for row in rows
        ),
        empty=_("Nothing falls due in these days."),
    )


def _late(rows: Sequence[_Due], as_at: date) -> Table:
    return Table(
        key="late",
        title=_("Late on {day}, the longest first").format(day=long_date(as_at)),
        sheet=_("Late"),
        columns=(
            Column(_("Was due"), Kind.DATE, 1.4),
            Column(_("Days late"), Kind.INTEGER, 0.8),
            Column(_("Kind"), weight=1.2),
            Column(_("What"), weight=3.1, row_header=True, unknown=_("Not recorded")),
            Column(_("Who"), weight=2.9, unknown=_("Not named"), note=_("Who does it, or who owes the reply")),
        ),
        rows=tuple(
            (row.day, (as_at - row.day).days, _(_KINDS[row.kind][0]), row.text or None, row.who or None) for row in rows
        ),
        empty=_("Nothing is late."),
    )
