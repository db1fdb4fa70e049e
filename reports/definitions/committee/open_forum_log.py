"""The log of open forums: every question with who promised the answer, by when, and whether it came (need N043).

In the form of a council report: what the committee is asked to do comes second, and the sections are numbered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import Shown, may_read_our_words
from models.queries.engagement_lines import list_questions_for
from models.queries.forum import ForumQuestionRow
from models.queries.records import find_names
from models.vocabulary import Visibility
from reports.committee_parts import CIRCULATION, answered_on, with_numbers
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, bullets, numbered, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    About,
    Ourselves,
    between,
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from reports.standard_words import find_standard_words
from resources.i18n import _, ngettext

AUDIENCE = Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class _Findings:
    audience: Visibility
    as_at: date
    we: Ourselves
    asked_to: str
    """What stands before the recommendations."""
    body: About | None
    questions: Shown[ForumQuestionRow]
    earlier: Mapping[int, str]
    """The earlier meetings that questions go back to, with their days, as far as these readers may know of them."""

    @property
    def still_open(self) -> tuple[ForumQuestionRow, ...]:
        return tuple(row for row in self.questions.rows if row.is_open(self.as_at))

    @property
    def ended(self) -> tuple[ForumQuestionRow, ...]:
        rows = [row for row in self.questions.rows if not row.is_open(self.as_at)]
        return tuple(sorted(rows, key=lambda row: (row.asked_at, row.id), reverse=True))

    @property
    def late(self) -> tuple[ForumQuestionRow, ...]:
        return tuple(row for row in self.questions.rows if row.is_late(self.as_at))


def build(session: Session, parameters: Parameters) -> Document:
    """Return the questions asked in a period and those still open, of one body or of all, as known on a day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    about = find_about(session, parameters, audience)
    questions = list_questions_for(
        session,
        parameters.first_day,
        as_at,
        audience,
        organisation_id=about.ref[1] if about else None,
        last_day=parameters.last_day,
    )
    words = find_standard_words(session, "open-forum-log")
    found = _Findings(
        audience,
        as_at,
        find_ourselves(session, as_at),
        words.recommend,
        about,
        questions,
        _earlier(session, questions.rows, audience),
    )
    name = about.name if about else _("all bodies")
    title = _("Open-forum log: {body}").format(body=about.name) if about else _("Open-forum log")
    return Document(
        title=title,
        subtitle=_("Questions asked between {period}, and older ones still open").format(period=between(parameters)),
        as_at=as_at,
        author=found.we.school,
        subject=_("Questions of open forums and the answers due"),
        reference=_("{school}: open-forum log").format(school=found.we.school),
        keywords=(_("open forum"),),
        blocks=(
            Facts(
                (
                    (_("Body"), capital(name)),
                    (_("Date"), as_at),
                    (_("Report of"), found.we.signature),
                    *circulation(audience, CIRCULATION),
                )
            ),
            *with_numbers(_sections(found)),
        ),
        left_out=left_out_words(audience, (questions.left_out, "question", "questions")),
    )


def _earlier(session: Session, rows: Sequence[ForumQuestionRow], audience: Visibility) -> dict[int, str]:
    refs = {("meeting", row.about_meeting_id) for row in rows if row.about_meeting_id is not None}
    return {
        number: ", ".join(filter(None, (name.name, long_date(name.on) if name.on else "")))
        for (_kind, number), name in find_names(session, refs, audience=audience).items()
    }


def _sections(found: _Findings) -> list[Block]:
    return [
        Heading(_("Summary")),
        bullets(*_summary(found)),
        Heading(_("Recommendations")),
        paragraph(found.asked_to),
        numbered(*_recommendations(found)),
        Heading(_("Answers due")),
        leaving_out(_due_table(found), found.questions.left_out, "question", "questions", reason(found.audience)),
        Heading(_("Questions answered")),
        _answered_table(found),
        Heading(_("Meeting by meeting")),
        _meetings_table(found),
        Heading(_("Contact")),
        paragraph(*found.we.reach),
    ]


def _summary(found: _Findings) -> list[str]:
    rows, still_open, late = found.questions.rows, len(found.still_open), len(found.late)
    if not rows and found.questions.left_out:
        return [_("There is nothing that may be shown here.")]
    day = long_date(found.as_at)
    words = [
        ngettext("{questions} is in this log.", "{questions} are in this log.", len(rows)).format(
            questions=capital(count_words(len(rows), "question", "questions"))
        )
    ]
    if still_open:
        had = capital(count_words(still_open, "question had", "questions had"))
        tail = _(", {n} of them late.").format(n=late) if late else "."
        words.append(_("{questions} no answer on {day}").format(questions=had, day=day) + tail)
    elif rows:
        words.append(_("Every question had an answer on {day}.").format(day=day))
    days = sorted(_days_taken(row, found.as_at) for row in found.ended if answered_on(row, found.as_at))
    if len(days) == 1:
        words.append(_("The one answer took {days}.").format(days=count_words(days[0], "day", "days")))
    elif days:
        middle = days[(len(days) - 1) // 2]
        words.append(
            _("Half of the answers took up to {middle}; the longest took {longest}.").format(
                middle=count_words(middle, "day", "days"), longest=count_words(days[-1], "day", "days")
            )
        )
    return words


def _recommendations(found: _Findings) -> list[str]:
    asked = [_("Note the questions put in open forums and the answers given.")]
    if found.late:
        asked.append(_("Ask those who promised the late answers to give them, and agree by when."))
    elif found.still_open:
        asked.append(_("Note when the open answers are due."))
    if any(not row.answer_promised_by for row in found.still_open):
        asked.append(_("Agree who answers the questions for which nobody is named."))
    return asked


def _asker(found: _Findings) -> tuple[Column, ...]:
    """Return the column of who asked, for our own copy alone: those who ask in public did not ask to be listed."""
    if not may_read_our_words(found.audience):
        return ()
    return (Column(_("Asked by"), weight=1.6, unknown=_("Not recorded")),)


def _asked_by(found: _Findings, row: ForumQuestionRow) -> tuple[str | None, ...]:
    return (row.asked_by or None,) if may_read_our_words(found.audience) else ()


def _due_table(found: _Findings) -> Table:
    return Table(
        key="due",
        title=_("Questions without an answer, the first due first"),
        sheet=_("Answers due"),
        columns=(
            Column(_("Question"), weight=3.2, row_header=True),
            *_asker(found),
            Column(_("Asked"), Kind.DATE, 1.4),
            Column(_("Answer promised by"), weight=1.6, unknown=_("Not said")),
            Column(_("Answer due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("Days late"), Kind.INTEGER, 0.8, unknown="–", note=_("Days since the answer was due")),
            Column(
                _("Goes back to"), weight=1.4, unknown="–", note=_("The minute of an earlier meeting, or the meeting")
            ),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.question,
                *_asked_by(found, row),
                row.asked_at.date(),
                row.answer_promised_by or None,
                row.due_on,
                (found.as_at - row.due_on).days if row.due_on and row.is_late(found.as_at) else None,
                row.about_reference or found.earlier.get(row.about_meeting_id or 0),
                row.reference or None,
            )
            for row in found.still_open
        ),
        empty=_("No question is waiting for an answer."),
    )


def _answered_table(found: _Findings) -> Table:
    return Table(
        key="answered",
        title=_("Questions with their answers, the newest first"),
        sheet=_("Answered"),
        columns=(
            Column(_("Question"), weight=2.6, row_header=True),
            *_asker(found),
            Column(_("Asked"), Kind.DATE, 1.4),
            Column(_("Answered by"), weight=1.5, unknown=_("Not said"), note=_("Who promised the answer")),
            Column(_("Answered"), Kind.DATE, 1.4, unknown=_("Closed without one")),
            Column(_("Days taken"), Kind.INTEGER, 0.8),
            Column(_("Answer"), weight=2.8, unknown=_("Not recorded")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.question,
                *_asked_by(found, row),
                row.asked_at.date(),
                row.answer_promised_by or None,
                answered_on(row, found.as_at),
                _days_taken(row, found.as_at),
                row.answer or None,
                row.reference or None,
            )
            for row in found.ended
        ),
        empty=_("No question of this period has been answered yet."),
    )


def _days_taken(row: ForumQuestionRow, as_at: date) -> int:
    return ((answered_on(row, as_at) or row.closed_on or as_at) - row.asked_at.date()).days


def _meetings_table(found: _Findings) -> Table:
    """Return for each meeting how many questions were put and what became of them; its sums are the paper's."""
    of_each: dict[int, list[ForumQuestionRow]] = {}
    for row in sorted(found.questions.rows, key=lambda row: (row.asked_at, row.meeting_id)):
        of_each.setdefault(row.meeting_id, []).append(row)
    return Table(
        key="meetings",
        title=_("Questions by meeting"),
        sheet=_("Meetings"),
        columns=(
            Column(_("Meeting"), weight=3.0, row_header=True),
            Column(_("Held"), Kind.DATE, 1.5),
            Column(_("Questions"), Kind.INTEGER, 1.0, total=True, note=_("In this log")),
            Column(_("Answered or closed"), Kind.INTEGER, 1.1, total=True),
            Column(_("Open"), Kind.INTEGER, 0.8, total=True),
            Column(_("Of these late"), Kind.INTEGER, 0.9, total=True),
        ),
        rows=tuple(
            (
                rows[0].meeting_title,
                rows[0].asked_at.date(),
                len(rows),
                sum(not row.is_open(found.as_at) for row in rows),
                sum(row.is_open(found.as_at) for row in rows),
                sum(row.is_late(found.as_at) for row in rows),
            )
            for rows in of_each.values()
        ),
        empty=_("No meeting had a question in its open forum."),
    )
