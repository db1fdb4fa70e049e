"""What the papers for an area committee share: numbered sections, the questions of open forums, the commitments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from models.queries.engagement_lines import CommitmentLine
from models.queries.forum import ForumQuestionRow
from models.vocabulary import Visibility
from reports.document import Block, Column, Heading, Kind, Table, paragraph
from reports.parts import leaving_out, reason
from reports.tables import commitments_table
from resources.i18n import _
from resources.i18n import marked as m

CIRCULATION = {
    Visibility.PARTNERS: m("For partners. Not for publication."),
    Visibility.INTERNAL: m("Our own copy. Not for publication."),
    Visibility.CONFIDENTIAL: m("Our own copy. Not for publication."),
}
"""Who may have a copy that is not for publication; the other is published by the council, which says so itself."""


def with_numbers(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the sections with their numbers, by which a committee and its minutes refer to them."""
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            number += 1
            yield replace(block, text=f"{number}. {block.text}")
        else:
            yield block


def answered_on(question: ForumQuestionRow, as_at: date) -> date | None:
    """Return when a question was answered, None while at the end of a day it was not."""
    day = question.answered_on
    return day if day is not None and day <= as_at else None


def questions_table(
    rows: Sequence[ForumQuestionRow], as_at: date, left_out: int, audience: Visibility, empty: str
) -> Table:
    """Return what was asked in open forums, who promised an answer by when, and whether it came."""
    table = Table(
        key="questions",
        title=_("What was asked, and when the answer is due"),
        sheet=_("Open forum"),
        columns=(
            Column(_("Question"), weight=3.4, row_header=True),
            Column(_("Asked"), Kind.DATE, 1.3),
            Column(_("Answer promised by"), weight=1.7, unknown=_("Not said")),
            Column(_("Answer due"), Kind.DATE, 1.3, unknown=_("No date")),
            Column(_("Answered"), Kind.DATE, 1.3, unknown=_("Not yet")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.question,
                row.asked_at.date(),
                row.answer_promised_by or None,
                row.due_on,
                answered_on(row, as_at),
                row.reference or None,
            )
            for row in rows
        ),
        empty=empty,
    )
    return leaving_out(table, left_out, "question", "questions", reason(audience))


def commitments_section(
    rows: Sequence[CommitmentLine], left_out: int, audience: Visibility, heading: str = ""
) -> list[Block]:
    """Return what was promised, by institution, with minute references; aspirations are not among the rows."""
    table = commitments_table(
        rows,
        "commitments",
        _("Commitments"),
        _("Who promised what, and what came of it"),
        _("No commitment was open or ended in this period."),
        closing=True,
    )
    words = _("A commitment has an owner, a result that anyone can see, and a date. Aspirations are not listed.")
    return [
        Heading(heading or _("Commitments by institution")),
        paragraph(words),
        leaving_out(table, left_out, "commitment", "commitments", reason(audience)),
    ]
