"""What is held about a person without the names of the others it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import ContactPoint, Person
from models.queries.held_rows import HeldRow
from models.queries.person_protection import other_names_of
from models.redacting import Redactor
from models.validation import get_record
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class HeldRedactor:
    """Takes the names of others out of rows that go to one person."""

    people: dict[str, list[tuple[str, str, str]]]
    own: tuple[str, ...]
    addresses: tuple[str, ...]

    def row(self, row: HeldRow) -> HeldRow:
        """Return a row without the other people that it names."""
        named = [parts for name in row.others for parts in self.people.get(name, [(name, "", "")])]
        redactor = Redactor.of(named, self.own, self.addresses)
        says = tuple((word, redactor.redact(value)) for word, value in row.says)
        return replace(row, name=redactor.redact(row.name), says=says)

    def rows(self, rows: Sequence[HeldRow], as_they_are: Collection[tuple[str, int]] = ()) -> list[HeldRow]:
        """Return rows without the others that they name; those of `as_they_are`, by kind and number, with them."""
        return [row if (row.kind, row.id) in as_they_are else self.row(row) for row in rows]


def read_redactor(session: Session, person_id: int, rows: Sequence[HeldRow]) -> HeldRedactor:
    """Return what takes out the others whom some rows about a person name."""
    person = get_record(session, Person, person_id, _("person"))
    names = sorted({name for row in rows for name in row.others})
    people: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    columns = Person.display_name, Person.given_name, Person.family_name
    for some in in_chunks(names):
        for shown, given, family in session.execute(select(*columns).where(Person.display_name.in_(some))):
            people[shown].append((shown, given, family))
    reached = session.scalars(select(ContactPoint.value).where(ContactPoint.person_id == person_id))
    own = (person.display_name, person.known_as, *other_names_of(session, person_id))
    return HeldRedactor(dict(people), own, tuple(reached))
