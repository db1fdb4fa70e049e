"""Records that may be the same: offered while one is entered and over the whole book, never merged unasked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.entities import Affiliation, ContactPoint, DistinctPair, Organisation, Person
from models.errors import WrongUse
from models.queries.alike import LIKE, likeness_of_organisations, likeness_of_people, sound, telling_words
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.search_index import has_few, rows_named
from models.text import sort_key
from models.vocabulary import ContactPointKind, Visibility
from resources.i18n import _

MOST = 400
"""So many candidates are looked at while somebody types; a name shared by more tells nothing."""
_CROWD = 30
"""A block of more than so many tells nothing: a name that everybody has, the number of an office."""
_REACHED_BY = (ContactPointKind.EMAIL, ContactPointKind.PHONE, ContactPointKind.MOBILE)


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that may be the one being entered."""

    id: int
    name: str
    likeness: int
    """Of the names, from 0 to 100."""
    reasons: tuple[str, ...]
    """What speaks for it, in words."""


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two records that may be the same; the older one first."""

    kind: str
    first_id: int
    first_name: str
    second_id: int
    second_name: str
    likeness: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Compared:
    """What is compared of one record."""

    id: int
    name: str
    given: str = ""
    family: str = ""
    postcode: str = ""
    town: str = ""
    reached_by: set[str] = field(default_factory=set)
    at: set[int] = field(default_factory=set)
    """Organisations a person was ever with."""


def find_alike_organisations(
    session: Session,
    name: str,
    *,
    postcode: str = "",
    town: str = "",
    contacts: Iterable[str] = (),
    excluding: int | None = None,
    limit: int = 5,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Alike, ...]:
    """Return the organisations that the one being entered may be, the likeliest first: a few milliseconds."""
    asked = Compared(
        excluding or 0, name, "", "", squeezed(postcode), sort_key(town), {bare_contact(one) for one in contacts}
    )
    dialect = session.get_bind().dialect.name
    beginnings = [word[:4] for word in telling_words(name)[:4]]
    rare = [[word] for word in beginnings if has_few(session, [word], MOST, table_name="organisation")]
    ways = [Organisation.id.in_(rows_named(dialect, "organisation", words)) for words in [beginnings, *rare] if words]
    if asked.postcode:
        ways.append(Organisation.postcode.in_({postcode.strip(), asked.postcode}))
    # One question for each way: with "or" between them the database would look at every organisation.
    near = {number for way in ways for number in session.scalars(select(Organisation.id).where(way).limit(MOST))}
    found = organisations_to_compare(session, audience, Organisation.id.in_(near)) if near else []
    return likeliest_of(asked, found, compare_organisations, limit)


def find_alike_people(
    session: Session,
    given_name: str,
    family_name: str,
    *,
    organisation_id: int | None = None,
    contacts: Iterable[str] = (),
    excluding: int | None = None,
    limit: int = 5,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Alike, ...]:
    """Return the people that the one being entered may be, the likeliest first: a few milliseconds."""
    family = sort_key(family_name)
    if not family:
        return ()
    at = set() if organisation_id is None else {organisation_id}
    name = f"{given_name} {family_name}".strip()
    asked = Compared(excluding or 0, name, given_name, family_name, "", "", {bare_contact(one) for one in contacts}, at)
    begins = family[:3]
    initial = sort_key(given_name)[:1]
    near = select(Person.id, Person.name_key).where(
        Person.name_key >= begins, Person.name_key < begins + "\U0010ffff", Person.archived_at.is_(None)
    )
    # By the index alone first: of the many who begin alike only those with the initial are read.
    ids = [
        row.id
        for row in session.execute(near.limit(20 * MOST))
        if not initial or any(word.startswith(initial) for word in row.name_key.split()[1:]) or " " not in row.name_key
    ]
    found = people_to_compare(session, audience, Person.id.in_(ids[:MOST])) if ids else []
    return likeliest_of(asked, found, compare_people, limit)


def list_duplicates(
    session: Session, kind: str, *, limit: int = 200, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AlikePair, ...]:
    """Return the pairs of the whole book that may be the same, the likeliest first; those told apart are left out.

    `kind` is "organisation" or "person". Only records that share a postcode, an address or number, an organisation or
    the way their name sounds are compared, so that the work grows with the book and not with its square.
    """
    if kind not in ("organisation", "person"):
        raise WrongUse(_("Duplicates are looked for among organisations and people."))
    if kind == "organisation":
        known, compare = organisations_to_compare(session, audience), compare_organisations
        blocks = list(_blocks_of_organisations(known))
    else:
        known, compare = people_to_compare(session, audience), compare_people
        blocks = list(_blocks_of_people(known))
    told = select(DistinctPair.first_id, DistinctPair.second_id).where(DistinctPair.record_kind == kind)
    apart = {(first, second) for first, second in session.execute(told)}
    found: dict[tuple[int, int], AlikePair] = {}
    for block in blocks:
        for one, other in combinations(block, 2):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair in found or pair in apart:
                continue
            first, second = sorted((one, other), key=lambda record: record.id)
            likeness, reasons = compare(first, second)
            if reasons:
                found[pair] = AlikePair(kind, first.id, first.name, second.id, second.name, likeness, reasons)
    return tuple(sorted(found.values(), key=_likeliest)[:limit])


def _likeliest(pair: AlikePair) -> tuple[int, int, str, int, int]:
    return (-len(pair.reasons), -pair.likeness, sort_key(pair.first_name), pair.first_id, pair.second_id)


def likeliest_of(asked: Compared, found: Iterable[Compared], compare: _Compare, limit: int) -> tuple[Alike, ...]:
    """Return those that may be the one asked about, the likeliest first."""
    alike = []
    for record in found:
        if record.id != asked.id:
            likeness, reasons = compare(asked, record)
            if reasons:
                alike.append(Alike(record.id, record.name, likeness, reasons))
    return tuple(sorted(alike, key=lambda one: (-len(one.reasons), -one.likeness, one.id))[:limit])


# --- comparing ----------------------------------------------------------------------------------------------------


def compare_organisations(one: Compared, other: Compared) -> tuple[int, tuple[str, ...]]:
    """Return the likeness of two organisations and what speaks for their being one; nothing where too little does."""
    likeness = likeness_of_organisations(one.name, other.name)
    if likeness < LIKE:
        return likeness, ()
    same_name = sort_key(one.name) == sort_key(other.name)
    reasons = [_("the same name") if same_name else _("nearly the same name")]
    if one.postcode and one.postcode == other.postcode:
        reasons.append(_("the same postcode"))
    if one.reached_by & other.reached_by:
        reasons.append(_("the same email address or phone number"))
    elsewhere = bool(one.postcode and other.postcode and one.postcode != other.postcode)
    if one.town and one.town == other.town and not elsewhere:
        reasons.append(_("the same town"))
    enough = len(reasons) > 1 or (same_name and not elsewhere)
    return likeness, tuple(reasons) if enough else ()


def compare_people(one: Compared, other: Compared) -> tuple[int, tuple[str, ...]]:
    """Return the likeness of two people and what speaks for their being one; nothing where too little does."""
    likeness = likeness_of_people((one.given, one.family), (other.given, other.family))
    if likeness < LIKE:
        return likeness, ()
    same_name = sort_key(f"{one.given} {one.family}") == sort_key(f"{other.given} {other.family}")
    reasons = [_("the same name") if same_name else _("nearly the same name")]
    if one.reached_by & other.reached_by:
        reasons.append(_("the same email address or phone number"))
    if one.at & other.at:
        reasons.append(_("the same organisation"))
    return likeness, tuple(reasons) if same_name or len(reasons) > 1 else ()


_Compare = Callable[[Compared, Compared], tuple[int, tuple[str, ...]]]


def _blocks_of_organisations(known: Iterable[Compared]) -> Iterator[list[Compared]]:
    blocks: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for one in known:
        words = telling_words(one.name)
        sounds = sound(max(words, key=len)) if words else ""
        blocks["name", sort_key(one.name)].append(one)
        if one.postcode:
            blocks["postcode", one.postcode].append(one)
        if one.town:
            blocks["town", f"{one.town} {sounds}"].append(one)
        for value in one.reached_by:
            blocks["contact", f"{value} {sounds}"].append(one)
    yield from _small(blocks)


def _blocks_of_people(known: Iterable[Compared]) -> Iterator[list[Compared]]:
    blocks: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for one in known:
        sounds = sound(one.family)
        blocks["name", sort_key(f"{one.given} {one.family}")].append(one)
        for place in one.at:
            blocks["at", f"{place} {sounds}"].append(one)
        for value in one.reached_by:
            blocks["contact", f"{value} {sounds}"].append(one)
    yield from _small(blocks)


def _small(blocks: dict[tuple[str, str], list[Compared]]) -> Iterator[list[Compared]]:
    return (block for block in blocks.values() if 1 < len(block) <= _CROWD)


# --- reading ------------------------------------------------------------------------------------------------------


def organisations_to_compare(session: Session, audience: Visibility, *among: ColumnElement[bool]) -> list[Compared]:
    """Return what is compared of organisations: of all, or of those that meet some conditions."""
    question = select(Organisation.id, Organisation.name, Organisation.postcode, Organisation.town)
    rows = session.execute(
        question.where(Organisation.archived_at.is_(None), readable(Organisation, audience), *among)
    ).all()
    known = {row.id: Compared(row.id, row.name, "", "", squeezed(row.postcode), sort_key(row.town)) for row in rows}
    ids = select(Organisation.id).where(*among) if among else None
    for number, value in _contacts(session, ContactPoint.organisation_id, ids):
        if number in known:
            known[number].reached_by.add(bare_contact(value))
    return list(known.values())


def people_to_compare(session: Session, audience: Visibility, *among: ColumnElement[bool]) -> list[Compared]:
    """Return what is compared of people: of all, or of those that meet some conditions."""
    question = select(Person.id, Person.display_name, Person.given_name, Person.family_name)
    rows = session.execute(question.where(Person.archived_at.is_(None), readable(Person, audience), *among)).all()
    known = {row.id: Compared(row.id, row.display_name, row.given_name, row.family_name) for row in rows}
    ids = select(Person.id).where(*among) if among else None
    for number, value in _contacts(session, ContactPoint.person_id, ids):
        if number in known:
            known[number].reached_by.add(bare_contact(value))
    roles = select(Affiliation.person_id, Affiliation.organisation_id)
    for number, place in session.execute(roles if ids is None else roles.where(Affiliation.person_id.in_(ids))):
        if number in known:
            known[number].at.add(place)
    return list(known.values())


def _contacts(
    session: Session, owner: InstrumentedAttribute[int | None], ids: Select[Any] | None
) -> Iterator[tuple[int, str]]:
    question = select(owner, ContactPoint.value).where(owner.is_not(None), ContactPoint.kind.in_(_REACHED_BY))
    for number, value in session.execute(question if ids is None else question.where(owner.in_(ids))):
        if number is not None:
            yield number, value


def squeezed(postcode: str) -> str:
    """Return a postcode in capitals and without blanks, for comparing."""
    return postcode.replace(" ", "").upper()


def bare_contact(value: str) -> str:
    """Return an address without regard to case, or the last ten digits of a number."""
    return value.strip().casefold() if "@" in value else re.sub(r"\D", "", value)[-10:]
