"""Organisations as a sheet: names, addresses, how to reach them; who belongs to whom is for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.actions.organisations import OrganisationFields, create_organisation, edit_organisation
from models.entities import Organisation
from models.geography import normalise_postcode
from models.queries.forms import find_form
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Source, Wanted
from models.rounds.ways import EMAIL, PHONE, change_ways, find_ways, words_of
from models.text import sort_key
from models.vocabulary import OrganisationKind, Visibility
from resources.i18n import marked as m

_OFFERED = tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.PARTNERSHIP)
"""A partnership is more than an organisation: it is begun on its own page."""


def _postcode(words: str) -> str:
    """Return a postcode as it is kept; what is none stays as it is."""
    return normalise_postcode(words) or words


LAYOUT = (
    RoundColumn("name", m("Name"), m("The whole name, as papers print it."), required=True, wide=2.6),
    RoundColumn("short_name", m("Short name"), m("What you call it among yourselves."), wide=1.2),
    RoundColumn(
        "kind", m("Kind"), m("What it is. Only for new rows."), editing=Editing.NEW, choices=OrganisationKind,
        offered=_OFFERED, required=True, wide=1.2,
    ),
    RoundColumn("parent", m("Part of"), m("The organisation it belongs to."), editing=Editing.NEVER, wide=1.6),
    RoundColumn("street", m("Street"), m("Number and street."), wide=1.6),
    RoundColumn("locality", m("Locality"), m("Village or part of the town.")),
    RoundColumn("town", m("Town"), m("Town or city.")),
    RoundColumn("county", m("County"), m("County, where letters need it.")),
    RoundColumn("postcode", m("Postcode"), m("Like CB1 2AB."), ColumnKind.CODE, neat=_postcode),
    RoundColumn("ward_id", m("Ward"), m("The ward it lies in."), choices=Source.WARDS, wide=1.2),
    PHONE,
    EMAIL,
    RoundColumn("website", m("Website"), m("The address of its website."), ColumnKind.CODE, wide=1.6),
    RoundColumn("opened_on", m("Opened"), m("The day it opened."), ColumnKind.DAY),
    RoundColumn(
        "closed_on", m("Closed"), m("The day it closed; that ends the roles there, so it is said in the program."),
        ColumnKind.DAY, Editing.NEVER,
    ),
    RoundColumn("note", m("Note"), m("What you want to know of it."), wide=2.6),
    RoundColumn("verified_on", m("Last checked"), m("The day somebody last made sure of this."), ColumnKind.DAY),
)  # fmt: skip
_FORM = (
    *("name", "short_name", "street", "locality", "town", "county", "postcode", "ward_id", "website"),
    *("opened_on", "note", "verified_on"),
)


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    inside = aliased(Organisation)
    own = Organisation
    question = (
        select(
            *(
                own.id,
                own.uid,
                own.version,
                own.name,
                own.short_name,
                own.kind,
                inside.name.label("parent"),
                own.street,
            ),
            *(own.locality, own.town, own.county, own.postcode, own.ward_id, own.website, own.opened_on, own.closed_on),
            *(own.note, own.verified_on),
        )
        .outerjoin(inside, inside.id == own.parent_id)
        .where(where)
        .order_by(own.name_key, own.id)
    )
    ways = find_ways(session, "organisation_id", select(own.id).where(where), today)
    for number, uid, version, name, short, kind, parent, *rest in session.execute(question):
        phone, email = (words_of(ways, number, key) for key in ("phone", "email"))
        yield RoundRow(
            number, uid, version, name, (name, short, kind, parent, *rest[:6], phone, email, *rest[6:])
        )  # fmt: skip


def _change(session: Session, number: int, wanted: Wanted) -> None:
    changed = wanted.form(*_FORM)
    if changed:
        edit_organisation(
            session, number, replace(find_form(session, "organisation", number, OrganisationFields), **changed)
        )
    change_ways(session, "organisation_id", number, wanted.changed, wanted.today)


def _add(session: Session, wanted: Wanted) -> int:
    number = create_organisation(
        session, OrganisationFields(kind=wanted.whole["kind"], **{key: wanted.whole[key] for key in _FORM})
    )
    change_ways(session, "organisation_id", number, wanted.changed, wanted.today)
    return number


def _twin(session: Session, wanted: Wanted) -> bool:
    """Say whether there is one of this name and kind."""
    question = select(Organisation.id).where(
        Organisation.name_key == sort_key(str(wanted.whole["name"])),
        Organisation.kind == wanted.whole["kind"],
        Organisation.archived_at.is_(None),
    )
    return session.execute(question.limit(1)).first() is not None


ORGANISATIONS = Round(
    "organisations",
    "organisation",
    m("Organisations"),
    LAYOUT,
    Organisation,
    _fetch,
    _change,
    (Organisation.archived_at.is_(None),),
    Organisation.visibility == Visibility.CONFIDENTIAL,
    _add,
    _twin,
)
