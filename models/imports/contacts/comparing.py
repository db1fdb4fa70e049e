"""A person or organisation of the book beside what a file says: what the file adds, and nothing that it lacks.

A file never takes anything away and never writes over what somebody entered; only what it knows by a key of its own
(a card's number, a governor's) may give a person another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions.contact_points import advice_on
from models.chunks import in_chunks
from models.entities import Affiliation, ContactPoint, Organisation, Person, Tag, TagLink
from models.exchange.incoming import Office, Postal, Way
from models.imports.preview import FieldChange
from models.queries.duplicates import bare_contact
from models.roles import RoleGroup, role_group
from models.text import sort_key
from models.value_words import in_words
from models.vocabulary import ContactPointKind
from resources.i18n import _


@dataclass(slots=True)
class RoleNow:
    """A role as the book has it."""

    id: int
    organisation_id: int
    role: str
    values: Mapping[str, Any]


@dataclass(slots=True)
class RecordNow:
    """What the book says of a person or an organisation, as far as files may add to it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    ways: set[tuple[ContactPointKind, str]] = field(default_factory=set)
    """Also those that are no longer in use: a file that still has them does not bring them back."""
    roles: list[RoleNow] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


_ROLE_VALUES = ("job_title", "appointing_body", "party", "starts_on", "ends_on", "term_ends_on")
_PERSON_VALUES = ("title", "given_name", "family_name", "post_nominals", "known_as", "note")
_PLACE_VALUES = ("name", "street", "locality", "town", "county", "postcode", "website", "note")


def people_now(session: Session, ids: Collection[int]) -> dict[int, RecordNow]:
    """Return what the book says of some people."""
    found = _records_now(session, Person, "person", ids, _PERSON_VALUES)
    for some in in_chunks(sorted(ids)):
        roles = select(
            Affiliation.person_id,
            Affiliation.id,
            Affiliation.organisation_id,
            Affiliation.role,
            *(getattr(Affiliation, name) for name in _ROLE_VALUES),
        ).where(Affiliation.person_id.in_(some))
        for person_id, number, place, role, *values in session.execute(roles.order_by(Affiliation.id)):
            own = dict(zip(_ROLE_VALUES, values, strict=True))
            found[person_id].roles.append(RoleNow(number, place, role, own))
    return found


def places_now(session: Session, ids: Collection[int]) -> dict[int, RecordNow]:
    """Return what the book says of some organisations."""
    return _records_now(session, Organisation, "organisation", ids, _PLACE_VALUES)


def _records_now(
    session: Session, entity: type[Any], kind: str, ids: Collection[int], names: tuple[str, ...]
) -> dict[int, RecordNow]:
    found: dict[int, RecordNow] = defaultdict(RecordNow)
    owner = getattr(ContactPoint, f"{kind}_id")
    for some in in_chunks(sorted(ids)):
        columns = (getattr(entity, name) for name in names)
        for number, *values in session.execute(select(entity.id, *columns).where(entity.id.in_(some))):
            found[number].values = dict(zip(names, values, strict=True))
        points = select(owner, ContactPoint.kind, ContactPoint.value).where(owner.in_(some))
        for number, way, value in session.execute(points):
            found[number].ways.add((way, way_key(way, value)))
        tags = (
            select(TagLink.record_id, Tag.name_key)
            .join(Tag, Tag.id == TagLink.tag_id)
            .where(TagLink.record_kind == kind, TagLink.record_id.in_(some))
        )
        for number, name in session.execute(tags):
            found[number].tags.add(name)
    return found


def way_key(kind: ContactPointKind, value: str) -> str:
    """Return what makes two ways of writing an address or number one."""
    if kind in (ContactPointKind.EMAIL, ContactPointKind.PHONE, ContactPointKind.MOBILE):
        return bare_contact(value)
    return sort_key(value)


def new_ways(now: RecordNow, ways: Iterable[Way]) -> tuple[tuple[Way, ...], tuple[str, ...]]:
    """Return those ways that are not there, each once, and in sentences those that cannot be kept.

    A landline entered as a mobile, or so, is there.
    """
    seen = {key for _kind, key in now.ways}
    found: list[Way] = []
    refused: list[str] = []
    for way in ways:
        key = way_key(way.kind, way.value)
        if key in seen:
            continue
        seen.add(key)
        if advice_on(way.kind, way.value):
            words = _("“{value}” cannot be kept as {kind}, so it was left out.")
            refused.append(words.format(value=way.value[:60], kind=in_words(way.kind).lower()))
        else:
            found.append(way)
    return tuple(found), tuple(refused)


def postal_way(postal: Postal) -> Way | None:
    """Return a postal address as the way to reach somebody that it is."""
    parts = [*postal.lines, postal.town, postal.county, postal.postcode, postal.country]
    text = ", ".join(dict.fromkeys(part for part in parts if part))
    return Way(ContactPointKind.POST, text) if text else None


def same_role(now: RecordNow, place_id: int, office: Office) -> RoleNow | None:
    """Return the role of the book that an office of the file is, the newest first."""
    group = role_group(office.role)
    for role in reversed(now.roles):
        same_words = sort_key(role.role) == sort_key(office.role)
        same_office = group is not RoleGroup.OTHER and role_group(role.role) is group
        if role.organisation_id == place_id and (same_words or same_office) and _overlaps(role, office):
            return role
    return None


def _overlaps(role: RoleNow, office: Office) -> bool:
    """Say whether two spells may be one: a second term that begins after the first ended is another."""
    ended, begins = role.values["ends_on"], office.starts_on
    return not (ended is not None and begins is not None and begins >= ended and role.values["starts_on"] != begins)


def changed_role(role: RoleNow, office: Office) -> tuple[dict[str, date | str | None], tuple[FieldChange, ...]]:
    """Return what an office of the file adds to a role: blanks filled, and days of its end where they moved."""
    titles = {
        "job_title": _("Job title"),
        "appointing_body": _("Appointed by"),
        "party": _("Party"),
        "starts_on": _("From"),
        "ends_on": _("Until"),
        "term_ends_on": _("Term ends"),
    }
    values: dict[str, date | str | None] = {}
    for name in titles:
        before, after = role.values[name], getattr(office, name)
        moves = name in ("ends_on", "term_ends_on")
        if after and before != after and (moves or not before):
            values[name] = after
    return values, tuple(FieldChange(name, titles[name], role.values[name], after) for name, after in values.items())


def wards_of(session: Session, names: Collection[str]) -> dict[str, int]:
    """Return the wards and divisions of some names, folded; of two of one name the newer."""
    from models.entities import Area, AreaKind

    found: dict[str, int] = {}
    keys = sorted({sort_key(name) for name in names if name})
    for some in in_chunks(keys):
        question = select(Area.name_key, Area.id).where(
            Area.name_key.in_(some),
            or_(Area.kind == AreaKind.WARD, Area.kind == AreaKind.DIVISION),
            Area.archived_at.is_(None),
        )
        found |= dict(session.execute(question.order_by(Area.id)).all())
    return found
