"""People as a sheet: names, the role they hold now, how to reach them; their other roles are for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, add_affiliation, edit_affiliation
from models.actions.people import PersonFields, create_person, edit_person
from models.contact_ways import contact_way
from models.entities import Affiliation, ContactPoint, Organisation, Person
from models.errors import WrongUse
from models.queries.dated import valid_on
from models.queries.forms import find_form
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Source, Wanted
from models.rounds.ways import EMAIL, MOBILE, PHONE, change_ways, find_ways, words_of
from models.text import sort_key
from models.vocabulary import ContactWay, Visibility
from resources.i18n import _
from resources.i18n import marked as m

LAYOUT = (
    RoundColumn("title", m("Title"), m("Ms, Dr, Cllr and the like."), wide=0.6),
    RoundColumn("given_name", m("First name"), m("Given names."), wide=1.2),
    RoundColumn("family_name", m("Family name"), m("The name lists are sorted by."), wide=1.3),
    RoundColumn("post_nominals", m("Letters after the name"), m("OBE, PhD and the like."), wide=0.8),
    RoundColumn("known_as", m("Known as"), m("What people call them."), wide=0.9),
    RoundColumn(
        "organisation_id", m("Organisation"), m("Where they hold the role in the next column. Only for new rows."),
        editing=Editing.NEW, choices=Source.ORGANISATIONS, wide=2.0,
    ),
    RoundColumn(
        "role", m("Role"), m("Their main role now. Beginning and ending roles is done in the program."), wide=1.4
    ),
    RoundColumn(
        "other_roles", m("Other roles"), m("What else they do now, and where."), editing=Editing.NEVER, wide=1.8
    ),
    EMAIL,
    PHONE,
    MOBILE,
    RoundColumn("preferred", m("Likes to be reached by"), m("How they like to be reached."), choices=ContactWay),
    RoundColumn("interests", m("Interests"), m("What they care about."), wide=1.4),
    RoundColumn("note", m("Note"), m("What you want to know of them."), wide=2.4),
    RoundColumn("verified_on", m("Last checked"), m("The day somebody last made sure of this."), ColumnKind.DAY),
)  # fmt: skip
_FORM = ("title", "given_name", "family_name", "post_nominals", "known_as", "interests", "note", "verified_on")

Roles = dict[int, list[tuple[int, int, str, str]]]
"""The roles of each person, the main one first: number, organisation, role, name of the organisation."""


def _roles(session: Session, of: Select[Any], on: date) -> Roles:
    rows = session.execute(
        select(Affiliation.person_id, Affiliation.id, Affiliation.organisation_id, Affiliation.role, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.person_id.in_(of), valid_on(Affiliation, on), Organisation.archived_at.is_(None))
        .order_by(
            Affiliation.person_id,
            Affiliation.is_best_contact.desc(),
            Affiliation.starts_on.desc().nulls_last(),
            Affiliation.id,
        )
    )
    found: Roles = {}
    for person, number, place, role, name in rows:
        found.setdefault(person, []).append((number, place, role, name))
    return found


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    own = Person
    question = (
        select(
            *(own.id, own.uid, own.version, own.display_name, own.title, own.given_name, own.family_name),
            *(own.post_nominals, own.known_as, own.preferred_channel, own.interests, own.note, own.verified_on),
        )
        .where(where)
        .order_by(own.name_key, own.id)
    )
    these = select(own.id).where(where)
    ways, roles = find_ways(session, "person_id", these, today), _roles(session, these, today)
    for number, uid, version, name, *rest in session.execute(question):
        held = roles.get(number, [])
        _role, where_, role, _at = held[0] if held else (0, None, "", "")
        others = "; ".join(f"{said}, {at}" for _number, _there, said, at in held[1:])
        reached = (words_of(ways, number, key) for key in ("email", "phone", "mobile"))
        liked = contact_way(rest[5])
        yield RoundRow(
            number, uid, version, name, (*rest[:5], where_, role, others, *reached, liked, *rest[6:])
        )  # fmt: skip


def _change(session: Session, number: int, wanted: Wanted) -> None:
    changed = wanted.form(*_FORM)
    if "preferred" in wanted.changed:
        changed["preferred_channel"] = wanted.changed["preferred"] or ""
    if changed:
        form = find_form(
            session, "person", number, PersonFields, do_not_contact=None, biography=None, pronouns=None
        )  # fmt: skip
        edit_person(session, number, replace(form, **changed))
    if "role" in wanted.changed:
        _change_role(session, number, wanted.changed["role"], wanted.today)
    change_ways(session, "person_id", number, wanted.changed, wanted.today)


def _change_role(session: Session, number: int, role: str, today: date) -> None:
    held = _roles(session, select(Person.id).where(Person.id == number), today).get(number)
    if not held:
        raise WrongUse(_("They hold no role at present. Add one in the program, where you also say since when."))
    if not role:
        raise WrongUse(_("End the role in the program, where you also say since when and why."))
    form = find_form(session, "affiliation", held[0][0], AffiliationFields)
    edit_affiliation(session, held[0][0], replace(form, role=role))


def _add(session: Session, wanted: Wanted) -> int:
    whole = wanted.whole
    role, place = whole["role"], whole["organisation_id"]
    if bool(role) is not (place is not None):
        raise WrongUse(_("Enter both the organisation and the role, or neither."))
    fields = PersonFields(preferred_channel=whole["preferred"] or "", **{key: whole[key] for key in _FORM})
    number = create_person(session, fields)
    if place is not None:
        add_affiliation(session, AffiliationFields(number, place, role=role))
    change_ways(session, "person_id", number, wanted.changed, wanted.today)
    return number


def _twin(session: Session, wanted: Wanted) -> bool:
    """Say whether somebody of this name has the same email address, the same role's place, or nothing to tell apart."""
    whole = wanted.whole
    key = sort_key(f"{whole['family_name']} {whole['given_name']}")
    same = list(session.scalars(select(Person.id).where(Person.archived_at.is_(None), Person.name_key == key)))
    if not same or not (whole["email"] or whole["organisation_id"]):
        return bool(same)
    mail = select(ContactPoint.id).where(ContactPoint.person_id.in_(same), ContactPoint.value == whole["email"])
    role = select(Affiliation.id).where(
        Affiliation.person_id.in_(same), Affiliation.organisation_id == whole["organisation_id"]
    )
    return any(session.execute(question.limit(1)).first() is not None for question in (mail, role))


PEOPLE = Round(
    "people",
    "person",
    m("People"),
    LAYOUT,
    Person,
    _fetch,
    _change,
    (Person.archived_at.is_(None),),
    Person.visibility == Visibility.CONFIDENTIAL,
    _add,
    _twin,
)
