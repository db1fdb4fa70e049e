"""Barriers: what stands in the way of working together, what was done about it, and how it was cleared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today
from desktop.tokens import Tone
from models.actions.barriers import (
    BarrierFields,
    clear_barrier,
    edit_barrier,
    put_away_barrier,
    raise_barrier,
    raise_barrier_again,
    respond_to_barrier,
)
from models.queries.barriers import BarrierRow, list_barriers
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[BarrierRow]:
    return list_barriers(session, today, organisation_id=owner.id)


def _line(row: BarrierRow) -> Line:
    said = [label(row.kind), _("raised {day}").format(day=day_words(row.raised_on))]
    if row.owner:
        said.append(_("{name} sees to it").format(name=row.owner))
    if row.response:
        said.append(row.response)
    if row.how_cleared:
        said.append(row.how_cleared)
    cleared = row.cleared_on is not None
    aside = _("Cleared") if cleared else _("Answered") if row.responded_on is not None else _("Stands")
    tone = Tone.GOOD if cleared else Tone.PLAIN if row.responded_on is not None else Tone.SOON
    return Line(row.id, row.description, " · ".join(said), aside, tone)


def _respond(session: Session, number: int, values: Values) -> None:
    respond_to_barrier(session, number, values["response"], values["responded_on"])


def _clear(session: Session, number: int, values: Values) -> None:
    clear_barrier(session, number, values["how_cleared"], values["cleared_on"])


def _again(session: Session, number: int, values: Values) -> None:
    raise_barrier_again(session, number)


def _stands(row: BarrierRow) -> bool:
    return row.cleared_on is None


def _is_cleared(row: BarrierRow) -> bool:
    return row.cleared_on is not None


BARRIERS = Part(
    kind="barrier",
    title=m("Barriers"),
    nothing=m("Nothing is known to stand in the way. Note it here when something does."),
    rows=_rows,
    line=_line,
    add=m("Note a barrier…"),
    form=BarrierFields,
    fields=(
        FieldSpec("description", m("&What stands in the way"), 12, m("Enter what stands in the way"), lines=3),
        FieldSpec("kind", m("&Kind")),
        FieldSpec("raised_on", m("&Raised on"), needed=m("Enter when it was raised"), start=as_today),
        FieldSpec("owner_person_id", m("Who sees &to it"), kinds=("person",)),
    ),
    create=raise_barrier,
    edit=edit_barrier,
    remove=put_away_barrier,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Say what is done about it…"),
            _respond,
            (
                FieldSpec("response", m("&What is done about it"), 12, m("Enter what is done"), lines=3, type=str),
                FieldSpec("responded_on", m("&Since"), needed=m("Enter since when"), type=date, start=as_today),
            ),
            when=_stands,
        ),
        Step(
            m("Say how it was cleared…"),
            _clear,
            (
                FieldSpec(
                    "how_cleared", m("&How it was cleared"), 12, m("Enter how it was cleared"), lines=3, type=str
                ),
                FieldSpec(
                    "cleared_on", m("Cleared &on"), needed=m("Enter when it was cleared"), type=date, start=as_today
                ),
            ),
            save=m("It is cleared"),
            when=_stands,
        ),
        Step(m("It is back"), _again, when=_is_cleared),
    ),
)
