"""Which people of the book a text names in full: asked of many texts, with the names read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person
from models.text import sort_key


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """The names of all people but one, by the last word of the family name."""

    name: str
    """Who is left out."""
    by_word: dict[str, list[tuple[str, str]]]
    """By a word of their name: the folded name, and the name as people say it."""

    def in_text(self, text: str) -> Iterator[str]:
        """Yield the people whose given and family name stand beside each other in a text."""
        folded = f" {sort_key(text)} "
        seen = set()
        for word in set(folded.split()):
            for phrase, name in self.by_word.get(word, ()):
                if name not in seen and f" {phrase} " in folded:
                    seen.add(name)
                    yield name


def read_people_named(session: Session, *, without: int) -> PeopleNamed:
    """Return what finds the names of all people but one; somebody of the same name is the same to a text."""
    left_out = ""
    own: tuple[str, ...] = ()
    by_word: dict[str, list[tuple[str, str]]] = {}
    rows = session.execute(select(Person.id, Person.display_name, Person.given_name, Person.family_name)).all()
    for row in rows:
        if row.id == without:
            left_out, own = row.display_name, _phrases(row.given_name, row.family_name)
    for row in rows:
        if row.id == without:
            continue
        for phrase in _phrases(row.given_name, row.family_name):
            if phrase not in own:
                by_word.setdefault(phrase.split()[-1], []).append((phrase, row.display_name))
    return PeopleNamed(left_out, by_word)


def _phrases(given_name: str, family_name: str) -> tuple[str, ...]:
    given, family = sort_key(given_name), sort_key(family_name)
    if not given or not family:
        return ()
    return tuple(dict.fromkeys((f"{given} {family}", f"{given.split()[0]} {family}", f"{family} {given}")))
