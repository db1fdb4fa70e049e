"""The card of the types a partnership can be of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.partnership_types import (
    add_preset_types,
    mark_type_historical,
    remove_partnership_type,
    rename_partnership_type,
    use_partnership_type,
)
from models.queries.partnership_types import PartnershipTypeRow, list_partnership_types
from resources.i18n import _, ngettext
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class TypeForm:
    """What is asked of a type of partnership."""

    name: str


def _types(session: Session, owner: Owner, today: date) -> Sequence[PartnershipTypeRow]:
    return list_partnership_types(session, presets=False)


def _type_line(row: PartnershipTypeRow) -> Line:
    used = ngettext("{n} partnership", "{n} partnerships", row.partnerships).format(n=row.partnerships)
    count = used if row.partnerships else _("not used")
    usual = _("a usual one") if row.is_preset else ""
    return Line(row.id or 0, row.name, joined(count, usual), _("Of the past") if row.is_historical else "", Tone.INFO)


def _make_type(session: Session, form: TypeForm) -> None:
    use_partnership_type(session, form.name)


def _rename_type(session: Session, number: int, form: TypeForm) -> None:
    rename_partnership_type(session, number, form.name)


def _of_the_past(session: Session, number: int, values: Values) -> None:
    mark_type_historical(session, number)


def _of_today(session: Session, number: int, values: Values) -> None:
    mark_type_historical(session, number, is_historical=False)


def _usual_types(session: Session, number: int, values: Values) -> str:
    return _("{n} usual types were added.").format(n=add_preset_types(session))


TYPES = Part(
    kind="partnership_type",
    title=m("Types of partnership"),
    nothing=m("No types yet. Add the usual ones, or your own."),
    rows=_types,
    line=_type_line,
    add=m("Add a type…"),
    form=TypeForm,
    fields=(FieldSpec("name", m("&Name"), 12, m("Enter a name for the type")),),
    create=_make_type,
    edit=_rename_type,
    remove=remove_partnership_type,
    steps=(
        Step(m("It belongs to the past"), _of_the_past, when=lambda row: not row.is_historical),
        Step(m("It is still in use"), _of_today, when=lambda row: row.is_historical),
    ),
    together=(Step(m("Add the usual ones"), _usual_types),),
    owner="",
)
