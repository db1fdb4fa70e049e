"""People and organisations to choose from while somebody types a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, InstitutionProfile, Organisation, Person
from models.queries.organisations import type_words
from models.queries.person_facts import days_ago, find_last_contacts, find_roles
from models.search_index import find_keys
from models.search_sources import BY_TABLE
from models.text import sort_key
from resources.i18n import _

_HITS = 200
"""Names that the index gives to choose the first ones from; whoever finds more types another letter."""


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """A person or an organisation that some typed words may mean."""

    kind: str
    """"person" or "organisation"."""
    id: int
    label: str
    hint: str
    """What tells namesakes apart: "Councillor, Southgate ward. Last spoke 3 days ago"."""


def find_parties_like(
    session: Session, words: str, limit: int = 10, *, today: date, kinds: tuple[str, ...] = ("person", "organisation")
) -> list[PartyChoice]:
    """Return people and organisations that some typed words may mean, at most `limit`.

    Those whose name begins with the words come first (family name or given name), then those that have all the words
    somewhere in their name, each group by name.
    """
    asked = sort_key(words)
    if not asked or limit < 1:
        return []
    found: dict[tuple[str, int], tuple[bool, str, str]] = {}
    for kind in kinds:
        for number, name, key in _beginning(session, kind, asked, limit):
            found[kind, number] = (False, key, name)
    if len(asked) > 2:
        for kind in kinds:
            for number, name, key in _having(session, kind, words):
                first = sort_key(name).startswith(asked)
                found.setdefault((kind, number), (not first, key, name))
    order = sorted(found, key=lambda place: (*found[place][:2], place))[:limit]
    hints = _person_hints(session, [number for kind, number in order if kind == "person"], today)
    hints |= _organisation_hints(session, [number for kind, number in order if kind == "organisation"])
    return [PartyChoice(kind, number, found[kind, number][2], hints[kind, number]) for kind, number in order]


def list_party_choices(session: Session, parties: Sequence[tuple[str, int]], *, today: date) -> list[PartyChoice]:
    """Return known people and organisations, by kind and id, as they are offered; missing ones are left out."""
    names: dict[tuple[str, int], str] = {}
    for kind, (number, _key) in _COLUMNS.items():
        ids = [one for wanted, one in parties if wanted == kind]
        rows = session.execute(_NAMES[kind].where(number.in_(ids))) if ids else ()
        names |= {(kind, row[0]): row[1] for row in rows}
    hints = _person_hints(session, [number for kind, number in names if kind == "person"], today)
    hints |= _organisation_hints(session, [number for kind, number in names if kind == "organisation"])
    return [PartyChoice(kind, one, names[kind, one], hints[kind, one]) for kind, one in parties if (kind, one) in names]


def find_bodies_among(session: Session, organisation_ids: Sequence[int]) -> frozenset[int]:
    """Return which of some organisations are bodies inside another one, like a governing board in its school."""
    inside = select(Organisation.id).where(Organisation.id.in_(organisation_ids), Organisation.parent_id.is_not(None))
    return frozenset(session.scalars(inside)) if organisation_ids else frozenset()


_NAMES = {
    "person": select(Person.id, Person.display_name, Person.name_key).where(Person.archived_at.is_(None)),
    "organisation": select(Organisation.id, Organisation.name, Organisation.name_key).where(
        Organisation.archived_at.is_(None)
    ),
}
_COLUMNS = {
    "person": (Person.id, Person.name_key),
    "organisation": (Organisation.id, Organisation.name_key),
}


def _beginning(session: Session, kind: str, asked: str, limit: int) -> list[tuple[int, str, str]]:
    number, key = _COLUMNS[kind]
    question = _NAMES[kind].where(key >= asked, key < asked + "\U0010ffff").order_by(key, number).limit(limit)
    return [(row[0], row[1], row[2]) for row in session.execute(question)]


def _having(session: Session, kind: str, words: str) -> list[tuple[int, str, str]]:
    source = BY_TABLE[kind]
    keys = find_keys(
        session, words, low=source.low, high=source.high, limit=_HITS, titles_only=True, index="search_names"
    )
    question = _NAMES[kind].where(_COLUMNS[kind][0].in_([key - source.low for key in keys]))
    return [(row[0], row[1], row[2]) for row in session.execute(question)] if keys else []


def _person_hints(session: Session, ids: list[int], today: date) -> dict[tuple[str, int], str]:
    roles, last = find_roles(session, ids, today), find_last_contacts(session, ids, today)
    hints = {}
    for number in ids:
        parts = [role.words for role in roles.get(number, ())[:1]]
        if number in last:
            parts.append(_("Last spoke {ago}").format(ago=days_ago(last[number], today)))
        hints["person", number] = ". ".join(parts)
    return hints


def _organisation_hints(session: Session, ids: list[int]) -> dict[tuple[str, int], str]:
    if not ids:
        return {}
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.kind,
            Organisation.body_kind,
            Organisation.town,
            InstitutionProfile.establishment_type,
            Area.name,
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .outerjoin(Area, Area.id == Organisation.ward_id)
        .where(Organisation.id.in_(ids))
    )
    hints = {}
    for number, kind, body_kind, town, establishment_type, ward in rows:
        place = _("{ward} ward").format(ward=ward) if ward else town
        hints["organisation", number] = ", ".join(
            part for part in (type_words(kind, body_kind, establishment_type or ""), place) if part
        )
    return hints
