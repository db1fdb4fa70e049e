"""Phone numbers and email addresses as columns: the first of each kind that is in use, of a person or organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.actions.contact_points import (
    ContactPointFields,
    add_contact_point,
    edit_contact_point,
    end_contact_point,
)
from models.entities import ContactPoint, ContactPointKind
from models.queries.dated import valid_on
from models.queries.forms import find_form
from models.rounds.columns import ColumnKind, RoundColumn
from resources.i18n import _
from resources.i18n import marked as m

EMAIL = RoundColumn(
    "email", m("Email"), m("The email address to use. Emptied, the address ends today."), ColumnKind.CODE, wide=1.6
)
PHONE = RoundColumn("phone", m("Phone"), m("The phone number to use. Emptied, the number ends today."), ColumnKind.CODE)
MOBILE = RoundColumn(
    "mobile", m("Mobile"), m("The mobile number to use. Emptied, the number ends today."), ColumnKind.CODE
)
_KINDS = {"email": ContactPointKind.EMAIL, "phone": ContactPointKind.PHONE, "mobile": ContactPointKind.MOBILE}

Ways = dict[tuple[int, ContactPointKind], tuple[int, str]]
"""The number and the words of the first address of each owner and kind."""


def find_ways(session: Session, owner: str, of: Select[Any], on: date) -> Ways:
    """Return the first addresses and numbers in use of the owners that a question finds; `owner` is the column."""
    column = getattr(ContactPoint, owner)
    rows = session.execute(
        select(column, ContactPoint.kind, ContactPoint.id, ContactPoint.value)
        .where(column.in_(of), ContactPoint.kind.in_(_KINDS.values()), valid_on(ContactPoint, on))
        .order_by(column, ContactPoint.kind, ContactPoint.is_primary.desc(), ContactPoint.id)
    )
    found: Ways = {}
    for number, kind, point, value in rows:
        found.setdefault((number, kind), (point, value))
    return found


def words_of(ways: Ways, number: int, key: str) -> str:
    """Return the address or number of a column."""
    return ways.get((number, _KINDS[key]), (0, ""))[1]


def change_ways(session: Session, owner: str, number: int, changed: Mapping[str, Any], on: date) -> None:
    """Write what changed: another address in the place of the first, a first one, or the end of the one there is."""
    wanted = {key: str(value) for key, value in changed.items() if key in _KINDS}
    if not wanted:
        return
    column = getattr(ContactPoint, owner)
    ways = find_ways(session, owner, select(column).where(column == number), on)
    for key, value in wanted.items():
        point = ways.get((number, _KINDS[key]))
        if point is None:
            if value:
                source = _("an edited sheet, {day}").format(day=on.isoformat())
                fields = ContactPointFields(_KINDS[key], value, is_primary=True, source=source)
                whose = owner == "organisation_id"
                fields = replace(fields, organisation_id=number if whose else None, person_id=None if whose else number)
                add_contact_point(session, fields)
        elif value:
            form = find_form(session, "contact_point", point[0], ContactPointFields, value=value, verified_on=None)
            edit_contact_point(session, point[0], form)
        else:
            end_contact_point(session, point[0], on, _("Taken out of a sheet"))
