"""Which person of the book a row of a file means: never by a name alone where it could be somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Affiliation, ContactPoint, Organisation, Person
from models.exchange.incoming import IncomingPerson
from models.imports.preview import Candidate
from models.queries.alike import LIKE, likeness_of_people
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.duplicates import Compared, bare_contact, people_to_compare
from models.text import sort_key
from models.vocabulary import ContactPointKind
from resources.i18n import _

_REACHED_BY = (ContactPointKind.EMAIL, ContactPointKind.PHONE, ContactPointKind.MOBILE)
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class PersonFound:
    """What the book has for somebody: one person, several that they may be, or nobody."""

    id: int | None = None
    name: str = ""
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why a person should look, in sentences."""


def own_contacts(person: IncomingPerson) -> frozenset[str]:
    """Return the addresses and numbers of a row, as they are compared."""
    return frozenset(
        bare for way in person.ways if way.kind in _REACHED_BY and len(bare := bare_contact(way.value)) > 4
    )


class PeopleFinder:
    """The people of the book that a file's rows may mean, read once for all of them."""

    def __init__(self, session: Session, people: Collection[IncomingPerson], place_ids: Collection[int]) -> None:
        wanted = {contact for person in people for contact in own_contacts(person)}
        self._shared, owners = _owners(session, wanted)
        names = {sort_key(f"{person.family_name} {person.given_name}") for person in people}
        ids = {*owners, *_called(session, names), *_at(session, place_ids)}
        self._by_contact: dict[str, list[Compared]] = defaultdict(list)
        self._by_name: dict[str, list[Compared]] = defaultdict(list)
        self._at: dict[int, list[Compared]] = defaultdict(list)
        for known in _compared(session, ids):
            self._by_name[sort_key(f"{known.family} {known.given}")].append(known)
            for contact in known.reached_by & wanted:
                self._by_contact[contact].append(known)
            for place in known.at:
                self._at[place].append(known)
        self._places = _names_of_places(session, {place for known in self._all() for place in known.at})

    @property
    def ids(self) -> frozenset[int]:
        """The numbers of all who may be meant."""
        return frozenset(known.id for known in self._all())

    def _all(self) -> Iterable[Compared]:
        return (known for some in self._by_name.values() for known in some)

    def find(self, person: IncomingPerson, contacts: frozenset[str], place_id: int | None) -> PersonFound:
        """Return who somebody is, by what they are called and one more thing: an address, a number, where they are."""
        near = {
            known.id: known
            for some in (
                self._by_name.get(sort_key(f"{person.family_name} {person.given_name}"), ()),
                *(self._by_contact.get(contact, ()) for contact in contacts),
                self._at.get(place_id, ()) if place_id is not None else (),
            )
            for known in some
        }
        sure, unsure = list[Compared](), dict[int, Candidate]()
        reasons: list[str] = []
        for known in near.values():
            likeness = likeness_of_people((person.given_name, person.family_name), (known.given, known.family))
            if likeness < LIKE:
                if said := self._somebody_elses(known, contacts - self._shared):
                    reasons.append(said)
                    unsure[known.id] = self._candidate(known, _("the same address or number"))
                continue
            same = _same_name(person, known)
            witness = bool(known.reached_by & contacts) or (place_id is not None and place_id in known.at)
            if same and witness:
                sure.append(known)
            elif same or witness:
                words = _("the same name") if same else _("nearly the same name")
                unsure[known.id] = self._candidate(known, words)
        if len(sure) == 1:
            return PersonFound(sure[0].id, sure[0].name)
        unsure |= {known.id: self._candidate(known, _("the same name")) for known in sure}
        if unsure and not reasons:
            reasons.append(_("The book has somebody of this name, or nearly. Say whether it is the same person."))
        return PersonFound(candidates=tuple(unsure.values())[:MOST_OFFERED], reasons=tuple(dict.fromkeys(reasons)))

    def _somebody_elses(self, known: Compared, contacts: Collection[str]) -> str:
        """Return what to say of an email address that the book has with somebody else."""
        shared = sorted(one for one in known.reached_by.intersection(contacts) if "@" in one)
        if not shared:
            return ""
        return _("The book has {address} with {name}.").format(address=shared[0], name=known.name)

    def _candidate(self, known: Compared, words: str) -> Candidate:
        places = [self._places[number] for number in sorted(known.at) if number in self._places]
        return Candidate(known.id, known.name, ", ".join([words, *places[:2]]))


def _same_name(person: IncomingPerson, known: Compared) -> bool:
    own, other = f"{person.given_name} {person.family_name}", f"{known.given} {known.family}"
    return sort_key(own) == sort_key(other)


def _owners(session: Session, wanted: Collection[str]) -> tuple[frozenset[str], set[int]]:
    """Return those addresses and numbers that belong to an organisation or to several, and the people who have any."""
    if not wanted:
        return frozenset(), set()
    people: dict[str, set[int]] = defaultdict(set)
    shared: set[str] = set()
    question = select(ContactPoint.person_id, ContactPoint.value).where(ContactPoint.kind.in_(_REACHED_BY))
    for number, value in session.execute(question):
        bare = bare_contact(value)
        if bare not in wanted:
            continue
        if number is None:
            shared.add(bare)
        else:
            people[bare].add(number)
    shared.update(bare for bare, numbers in people.items() if len(numbers) > 1)
    return frozenset(shared), {number for numbers in people.values() for number in numbers}


def _called(session: Session, names: Collection[str]) -> set[int]:
    found, keys = set[int](), sorted(name for name in names if name)
    for some in in_chunks(keys):
        found.update(session.scalars(select(Person.id).where(Person.name_key.in_(some))))
    return found


def _at(session: Session, places: Collection[int]) -> set[int]:
    found, numbers = set[int](), sorted(places)
    for some in in_chunks(numbers):
        found.update(session.scalars(select(Affiliation.person_id).where(Affiliation.organisation_id.in_(some))))
    return found


def _compared(session: Session, ids: Collection[int]) -> Iterable[Compared]:
    numbers = sorted(ids)
    for some in in_chunks(numbers):
        yield from people_to_compare(session, EVERYONE_OF_OURS, Person.id.in_(some))


def _names_of_places(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    names, numbers = dict[int, str](), sorted(ids)
    for these in in_chunks(numbers):
        some = Organisation.id.in_(these)
        names |= dict(session.execute(select(Organisation.id, Organisation.name).where(some)).all())
    return names
