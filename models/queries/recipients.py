"""Whom a paper can be for: the bodies that meet and read papers; and how people are reached, if they want to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contact_ways import POINTS, contact_way, refused_ways
from models.entities import ContactPointKind, Organisation, OrganisationArea, OrganisationKind, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.person_facts import find_points
from models.settings import OUR_ORGANISATION, get_setting
from models.text import sort_key
from models.vocabulary import ContactWay, Visibility


def list_recipients(session: Session, report: str, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[str, ...]:
    """Return the names of the bodies that a report can be for, the likeliest first, as far as an audience may know.

    An area committee is a body with wards; a board is a body of our own school.
    """
    query = select(Organisation.name).where(
        Organisation.kind == OrganisationKind.BODY,
        Organisation.archived_at.is_(None),
        readable(Organisation, audience),
    )
    if report == "area-committee":
        query = query.where(Organisation.id.in_(select(OrganisationArea.organisation_id)))
    else:
        query = query.where(Organisation.parent_id == get_setting(session, OUR_ORGANISATION))
    return tuple(session.scalars(query.order_by(Organisation.name_key, Organisation.id)))


def find_recipient(session: Session, name: str) -> int | None:
    """Return the organisation that a recipient's name means, whole or as the beginning of one name only; else None.

    "The" may stand before a name that has none.
    """
    return _named(session, sort_key(name)) or _named(session, sort_key(name).removeprefix("the "))


def _named(session: Session, key: str) -> int | None:
    if not key:
        return None
    same = select(Organisation.id).where(Organisation.archived_at.is_(None))
    exact = session.scalars(same.where(Organisation.name_key == key).order_by(Organisation.id).limit(1)).first()
    if exact is not None:
        return exact
    begun = session.scalars(same.where(Organisation.name_key.startswith(key, autoescape=True)).limit(2)).all()
    return begun[0] if len(begun) == 1 else None


@dataclass(frozen=True, slots=True)
class ReachRow:
    """Somebody to send something to, the address or number to use, or why not."""

    person_id: int
    name: str
    way: ContactWay
    value: str
    """Blank where they do not want it, or none is known; a visit needs none."""
    likes: ContactWay | None
    refuses: tuple[ContactWay, ...]
    is_refused: bool
    """They do not want to be reached that way."""

    @property
    def is_reachable(self) -> bool:
        """Say whether they may be reached that way and it is known how."""
        return not self.is_refused and (bool(self.value) or self.way is ContactWay.IN_PERSON)


def list_reach(
    session: Session,
    person_ids: Sequence[int],
    way: ContactWay | None,
    *,
    today: date,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ReachRow, ...]:
    """Return for each of some people how they are reached one way, by name; without a way given, the way they like.

    Whoever does not want to be reached that way is in the list, refused and without address, so that nobody is lost
    unseen and nobody is written to who asked not to be. Without a way given it is the first they do not refuse of the
    one they like, email, phone and letter.
    """
    people = session.execute(
        select(Person.id, Person.display_name, Person.preferred_channel, Person.do_not_contact)
        .where(Person.id.in_(person_ids), Person.archived_at.is_(None), readable(Person, audience))
        .order_by(Person.name_key, Person.id)
    ).all()
    points = find_points(session, [person.id for person in people], today)
    rows = []
    for person in people:
        likes, refuses = contact_way(person.preferred_channel), refused_ways(person.do_not_contact)
        known = points.get(person.id, {})
        chosen = way or _chosen(likes, refuses, known)
        value = next((known[kind] for kind in POINTS[chosen] if kind in known), "")
        refused = chosen in refuses
        rows.append(ReachRow(person.id, person.display_name, chosen, "" if refused else value, likes, refuses, refused))
    return tuple(rows)


def _chosen(
    likes: ContactWay | None, refuses: tuple[ContactWay, ...], known: dict[ContactPointKind, str]
) -> ContactWay:
    """Return the way to use: the one they like, else the first not refused for which an address or number is known."""
    if likes is not None and likes not in refuses:
        return likes
    open_ways = [way for way in ContactWay if way not in refuses]
    reachable = [way for way in open_ways if any(kind in known for kind in POINTS[way])]
    return (reachable or open_ways or [ContactWay.EMAIL])[0]
