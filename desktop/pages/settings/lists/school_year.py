"""The card of terms and holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from desktop.tokens import Tone
from models.actions.calendar import PeriodFields, add_period, edit_period, remove_period
from models.queries.calendar import PeriodRow, list_periods
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _periods(session: Session, owner: Owner, today: date) -> Sequence[PeriodRow]:
    return tuple(reversed(list_periods(session, date.min, date.max)))


def _period_line(row: PeriodRow) -> Line:
    days = day_words(row.first_day)
    if row.last_day != row.first_day:
        days = _("{first} to {last}").format(first=days, last=day_words(row.last_day))
    of_others = _("dates of another organisation") if row.organisation_id is not None else ""
    return Line(row.id, row.name, joined(days, of_others, row.source), label(row.kind), Tone.PLAIN)


PERIODS = Part(
    kind="calendar_period",
    title=m("School year and terms"),
    nothing=m("The usual terms are taken. Enter your own: terms, half-terms, INSET days and holidays."),
    rows=_periods,
    line=_period_line,
    add=m("Add a term or holiday…"),
    form=PeriodFields,
    fields=(
        FieldSpec("name", m("&Name"), 6, m("Enter a name, like Autumn term 2026")),
        FieldSpec("kind", m("&Kind")),
        FieldSpec("first_day", m("&First day"), needed=m("Enter the first day"), past=False),
        FieldSpec("last_day", m("&Last day"), needed=m("Enter the last day, which belongs to it"), past=False),
        FieldSpec(
            "organisation_id", m("&Whose dates"), 12, kinds=("organisation",), hint=m("Blank for ours, the usual case")
        ),
    ),
    create=add_period,
    edit=edit_period,
    remove=remove_period,
    owner="",
)
