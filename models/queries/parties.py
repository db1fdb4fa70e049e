"""Who stands on the other side: names of the parties of conversations, and the party that a typed name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Affiliation, ConversationParty, InstitutionProfile, Organisation, Person
from models.errors import WrongUse
from models.numbers import is_among
from models.queries.rows import MANY, maker, rows_of
from models.text import sort_key
from models.words import party_name
from resources.i18n import _

_NEAR = 3
"""Names that are offered where nobody's begins with what was typed."""


@dataclass(frozen=True, slots=True)
class Party:
    """Someone on the other side of a conversation: a person, an organisation, or a person for an organisation."""

    person_id: int | None = None
    organisation_id: int | None = None
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party of a conversation with its names."""

    person_id: int | None
    person_name: str | None
    organisation_id: int | None
    organisation_name: str | None

    @property
    def name(self) -> str:
        """Return the party as people say it: "Priya Nair (Northfield Council)"."""
        return party_name(self.person_name, self.organisation_name)

    @property
    def refs(self) -> frozenset[tuple[str, int]]:
        """Return the records that are named: kind and number."""
        named = (("person", self.person_id), ("organisation", self.organisation_id))
        return frozenset((kind, number) for kind, number in named if number is not None)


_PARTIES = (
    select(
        ConversationParty.conversation_id,
        ConversationParty.person_id,
        Person.display_name,
        ConversationParty.organisation_id,
        Organisation.name,
    )
    .outerjoin(Person, Person.id == ConversationParty.person_id)
    .outerjoin(Organisation, Organisation.id == ConversationParty.organisation_id)
    .where(is_among(ConversationParty.conversation_id, "ids"))
    .order_by(ConversationParty.id)
)


def find_parties(session: Session, conversation_ids: Iterable[int]) -> dict[int, tuple[PartyRow, ...]]:
    """Return the parties of each of some conversations, in the order they were named."""
    ids = list(conversation_ids)
    found: dict[int, tuple[PartyRow, ...]] = dict.fromkeys(ids, ())
    make = PartyRow if len(ids) < MANY else maker(PartyRow)
    for some in in_chunks(ids):
        rows = rows_of(session, _PARTIES, {"ids": some})
        for number, person_id, person_name, organisation_id, organisation_name in rows:
            found[number] += (make(person_id, person_name, organisation_id, organisation_name),)
    return found


def holds_on(day: date) -> ColumnElement[bool]:
    """Return the condition that an affiliation holds on a day."""
    return and_(
        or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= day),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > day),
    )


def find_organisations_of(session: Session, person_ids: Iterable[int], on: date) -> dict[int, int]:
    """Return for each person the organisation they mainly spoke for on a day; those without one are left out.

    Where they hold several roles the one marked best contact counts, then the latest begun.
    """
    ids = sorted(set(person_ids))
    if not ids:
        return {}
    rows = session.execute(
        select(Affiliation.person_id, Affiliation.organisation_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.person_id.in_(ids), holds_on(on), Organisation.archived_at.is_(None))
        .order_by(
            Affiliation.person_id,
            Affiliation.is_best_contact.desc(),
            Affiliation.starts_on.desc().nulls_last(),
            Affiliation.id,
        )
    )
    found: dict[int, int] = {}
    for person_id, organisation_id in rows:
        found.setdefault(person_id, organisation_id)
    return found


def resolve_party(session: Session, name: str) -> Party:
    """Return the one person or organisation that a typed name means, or say that there is none or there are several.

    A whole name wins over a beginning of one. "person:12" and "organisation:7" name a record by its number, a URN an
    institution of ours.
    """
    by_number = _by_number(session, name)
    if by_number is not None:
        return by_number
    key = sort_key(name)
    if not key:
        raise WrongUse(_("Enter the name of a person or an organisation."))
    candidates = _candidates(session, key)
    exact = [one.party for one in candidates if key in one.full]
    begun = [one.party for one in candidates if one.begins_with(key)]
    matches = exact or begun or _by_urn(session, name.strip())
    if not matches:
        raise WrongUse(_nobody(session, name.strip(), key))
    if len(matches) > 1:
        raise WrongUse(_several(name.strip(), matches))
    return matches[0]


def _nobody(session: Session, name: str, key: str) -> str:
    """Return the sentence for a name that nobody's begins with, with those that have it further on."""
    near = [
        Party(organisation_id=row.id, name=row.name)
        for row in session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.archived_at.is_(None), Organisation.name_key.contains(key, autoescape=True))
            .order_by(Organisation.name_key, Organisation.id)
            .limit(_NEAR)
        )
    ]
    if not near:
        return _("There is nobody and no organisation called “{name}”. Check the spelling, or add them first.").format(
            name=name
        )
    shown = [f"{party.name} ({_handle(party)})" for party in near]
    return _(
        "Nobody’s name begins with “{name}”. Perhaps you mean {names}. Give the whole name, or its number."
    ).format(name=name, names=_(" or ").join(filter(None, [", ".join(shown[:-1]), shown[-1]])))


def _several(name: str, matches: Sequence[Party]) -> str:
    """Return the sentence that lists whom a name could mean."""
    shown = [f"{party.name} ({_handle(party)})" for party in matches[:5]]
    if len(matches) > 5:
        shown.append(_("more"))
    return _("“{name}” could be {names}. Give more of the name, or the number like {example}.").format(
        name=name, names=_(" or ").join([", ".join(shown[:-1]), shown[-1]]), example=_handle(matches[0])
    )


def _handle(party: Party) -> str:
    """Return the record's number as it can be typed."""
    return f"person:{party.person_id}" if party.person_id is not None else f"organisation:{party.organisation_id}"


def _by_urn(session: Session, urn: str) -> list[Party]:
    """Return our institution with a URN, if there is one."""
    if not (urn.isascii() and urn.isdigit()):
        return []
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(InstitutionProfile.urn == urn, Organisation.archived_at.is_(None))
        .order_by(Organisation.id)
    )
    return [Party(organisation_id=number, name=found) for number, found in rows]


def _by_number(session: Session, name: str) -> Party | None:
    """Read "person:12" and "organisation:7"; other words are no number."""
    kind, _colon, number = name.strip().partition(":")
    if kind not in ("person", "organisation") or not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    if kind == "person":
        found = session.execute(select(Person.display_name).where(Person.id == int(number))).scalar()
        party = Party(person_id=int(number), name=found or "")
    else:
        found = session.execute(select(Organisation.name).where(Organisation.id == int(number))).scalar()
        party = Party(organisation_id=int(number), name=found or "")
    if found is None:
        raise WrongUse(_("There is no {handle}. Check the number.").format(handle=name.strip()))
    return party


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Someone a typed name could mean, with the folded forms of their name, whole and in part."""

    party: Party
    full: frozenset[str]
    part: frozenset[str] = frozenset()

    def begins_with(self, key: str) -> bool:
        """Say whether any form of the name begins with the typed words."""
        return any(known.startswith(key) for known in self.full | self.part)


def _candidates(session: Session, key: str) -> list[_Candidate]:
    """Return those whose name begins with the typed words."""
    return [one for one in (*_organisations_like(session, key), *_people_like(session, key)) if one.begins_with(key)]


def _organisations_like(session: Session, key: str) -> list[_Candidate]:
    """Return organisations whose name begins with the key or that have a short name."""
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.name_key, Organisation.short_name)
        .where(
            Organisation.archived_at.is_(None),
            or_(Organisation.name_key.startswith(key), Organisation.short_name != ""),
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    return [
        _Candidate(Party(organisation_id=number, name=name), frozenset({name_key, sort_key(short_name)} - {""}))
        for number, name, name_key, short_name in rows
    ]


def _people_like(session: Session, key: str) -> list[_Candidate]:
    """Return people with any of the typed words in their name; style of address and names may come in either order."""
    words = sorted(set(key.split()), key=len, reverse=True)[:4]
    rows = session.execute(
        select(
            Person.id,
            Person.display_name,
            Person.name_key,
            Person.title,
            Person.given_name,
            Person.family_name,
            Person.known_as,
        )
        .where(
            Person.archived_at.is_(None),
            or_(*(Person.name_key.contains(word) for word in words), Person.known_as != ""),
        )
        .order_by(Person.name_key, Person.id)
    )
    found = []
    for number, display, name_key, title, given, family, known_as in rows:
        calls = {display, f"{given} {family}", f"{title} {family}" if title else "", f"{known_as} {family}"}
        full = frozenset({name_key} | {sort_key(call) for call in calls}) - {"", sort_key(family)}
        part = frozenset({sort_key(family), sort_key(known_as)}) - {""}
        found.append(_Candidate(Party(person_id=number, name=display), full | ({name_key} - {""}), part))
    return found
