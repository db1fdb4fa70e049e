"""Rows that are made quickly are the rows that their dataclass makes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, fields

import pytest
from sqlalchemy import select

from models.actions.organisations import OrganisationFields, create_organisation
from models.entities import Organisation
from models.queries.diary import DiaryItem
from models.queries.events import EventRow
from models.queries.organisations import OrganisationRow
from models.queries.rows import fetch, maker, rows_of
from models.store import Store
from models.vocabulary import OrganisationKind


@pytest.mark.parametrize("kind", [DiaryItem, EventRow, OrganisationRow])
def test_a_row_made_quickly_is_like_one_made_as_usual(kind: type) -> None:
    make = maker(kind)
    assert make is not kind
    values = [f"value {number}" for number, _field in enumerate(fields(kind))]
    quick, usual = make(*values), kind(*values)
    assert quick == usual
    assert type(quick) is kind
    assert hash(quick) == hash(usual)
    assert repr(quick) == repr(usual)
    with pytest.raises(FrozenInstanceError):
        setattr(quick, fields(kind)[0].name, 1)


def test_what_a_field_is_unless_told_stays() -> None:
    needed = [part.name for part in fields(OrganisationRow) if part.name not in ("distance_m", "last_contact_on")]
    row = maker(OrganisationRow)(**dict.fromkeys(needed, 1))
    assert (row.distance_m, row.last_contact_on) == (None, None)
    with pytest.raises(TypeError):
        maker(OrganisationRow)(1)


@dataclass(frozen=True)
class WithoutSlots:
    """Not made for many rows."""

    id: int


@dataclass(frozen=True, slots=True)
class Checked:
    """One that looks at what it is given."""

    id: int

    def __post_init__(self) -> None:
        """Refuse nothing here."""


def test_other_kinds_are_made_as_usual() -> None:
    for kind in (WithoutSlots, Checked, dict, str.upper):
        assert maker(kind) is kind


def test_what_was_just_written_is_among_the_rows(store: Store) -> None:
    names = select(Organisation.name).order_by(Organisation.name_key)
    with store.write("Add a school") as session:
        create_organisation(session, OrganisationFields(name="Elm School", kind=OrganisationKind.INSTITUTION))
        entity = session.scalars(select(Organisation)).one()
        entity.short_name = "Elms"
        found = rows_of(session, select(Organisation.name, Organisation.short_name))
        assert [tuple(row) for row in found] == [("Elm School", "Elms")]
    with store.read() as session:
        assert fetch(session, str, names) == ["Elm School"]
