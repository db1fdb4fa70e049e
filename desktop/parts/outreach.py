"""Relationship owners: who of ours keeps up the link with an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.forms.dated import span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from models.actions.outreach import assign_outreach, end_outreach
from models.queries.outreach import OwnerRow, list_owners
from models.vocabulary import Precision
from models.when import first_day_after
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class OwnerForm:
    """What the form of a relationship owner holds."""

    organisation_id: int
    person_id: int
    starts_on: date
    note: str = ""


def _rows(session: Session, owner: Owner, today: date) -> Sequence[OwnerRow]:
    return list_owners(session, organisation_id=owner.id)


def _line(row: OwnerRow) -> Line:
    said = joined(span_words(row.starts_on, row.ends_on), row.end_reason, row.note)
    return Line(row.id, row.person, said, _("Former") if row.ends_on is not None else "")


def _assign(session: Session, form: OwnerForm) -> None:
    assign_outreach(session, [form.organisation_id], form.person_id, form.starts_on, form.note)


def _end(session: Session, number: int, values: Values) -> None:
    end_outreach(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _is_current(row: OwnerRow) -> bool:
    return row.ends_on is None


def _person(row: OwnerRow) -> tuple[str, int]:
    return "person", row.person_id


OWNERS = Part(
    kind="relationship_owner",
    title=m("Who of us keeps it up"),
    nothing=m("Nobody yet. One named person keeps a link alive."),
    rows=_rows,
    line=_line,
    add=m("Name somebody…"),
    form=OwnerForm,
    fields=(
        FieldSpec("person_id", m("&Who"), 8, m("Choose the person"), kinds=("person",)),
        FieldSpec("starts_on", m("&Since"), 4, m("Enter since when"), start=as_today),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=_assign,
    steps=(
        Step(
            m("Somebody else takes over…"),
            _end,
            (
                FieldSpec("last_day", m("&Last day"), 4, m("Enter the last day"), type=date, start=as_today),
                FieldSpec("reason", m("&Why"), 8, type=str),
            ),
            save=m("End it"),
            when=_is_current,
        ),
    ),
    opens=_person,
)
