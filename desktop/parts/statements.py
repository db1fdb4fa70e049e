"""What each member commits itself to, under four headings, signed and looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.member_statements import (
    StatementFields,
    archive_statement,
    edit_statement,
    sign_statement,
    write_statement,
)
from models.queries.member_statements import StatementRow, list_statements, list_statements_due
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[StatementRow]:
    return list_statements(session, partnership_id=owner.id)


def _line(row: StatementRow) -> Line:
    said = joined(
        label(row.heading),
        row.member,
        _("signed {day}").format(day=day_words(row.signed_on)) if row.signed_on is not None else "",
        _("look at it again {day}").format(day=day_words(row.review_on)) if row.review_on is not None else "",
    )
    signed = row.signed_on is not None
    return Line(row.id, row.text, said, _("Signed") if signed else _("Not signed"), Tone.GOOD if signed else Tone.SOON)


def _sign(session: Session, number: int, values: Values) -> None:
    sign_statement(session, number, values["on"], values["review_on"])


def _unsigned(row: StatementRow) -> bool:
    return row.signed_on is None


STATEMENTS = Part(
    kind="member_statement",
    title=m("What members commit themselves to"),
    nothing=m("Nothing written down. A member that says what it will bring can be held to it."),
    rows=_rows,
    line=_line,
    add=m("Write a statement…"),
    form=StatementFields,
    fields=(
        FieldSpec("member_id", m("&Which member"), 6, m("Choose the member"), kinds=("organisation",)),
        FieldSpec("heading", m("&Heading"), 6),
        FieldSpec("text", m("What it &commits itself to"), 12, m("Enter what it commits itself to"), lines=3),
        FieldSpec("signed_on", m("Si&gned on"), 6),
        FieldSpec("review_on", m("&Look at it again on"), 6, past=False),
    ),
    create=write_statement,
    edit=edit_statement,
    remove=archive_statement,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("It is signed…"),
            _sign,
            (
                FieldSpec("on", m("Si&gned on"), 6, m("Enter when"), type=date, start=as_today),
                FieldSpec("review_on", m("&Look at it again on"), 6, past=False, type=date),
            ),
            when=_unsigned,
        ),
    ),
    owner="partnership_id",
)


def _due(session: Session, owner: Owner, today: date) -> Sequence[tuple[StatementRow, date]]:
    return [(row, today) for row in list_statements_due(session, today)]


def _due_line(one: tuple[StatementRow, date]) -> Line:
    row, today = one
    said = joined(row.member, row.partnership, label(row.heading))
    if row.review_on is not None and row.review_on < today:
        return Line(row.id, row.text, said, _("Since {day}").format(day=day_words(row.review_on)), Tone.LATE)
    day = day_words(row.review_on) if row.review_on is not None else ""
    return Line(row.id, row.text, said, _("By {day}").format(day=day), Tone.SOON)


def _partnership(one: tuple[StatementRow, date]) -> tuple[str, int]:
    return "partnership", one[0].partnership_id


def _look_again(session: Session, number: int, values: Values) -> None:
    sign_statement(session, number, values["on"], values["review_on"])


STATEMENTS_DUE = Part(
    kind="member_statement",
    title=m("What members commit themselves to, to be looked at again"),
    nothing=m("No member’s statement is due to be looked at again within four weeks."),
    rows=_due,
    line=_due_line,
    steps=(
        Step(
            m("It was looked at again…"),
            _look_again,
            (
                FieldSpec("on", m("Si&gned again on"), 6, m("Enter when"), type=date, start=as_today),
                FieldSpec("review_on", m("&Look at it again on"), 6, past=False, type=date),
            ),
        ),
    ),
    owner="",
    opens=_partnership,
    touches=("organisation",),
)
"""Those of all partnerships whose day has come; each leads to its partnership."""
