"""Which people of the book a text names in full: asked of many texts, with the names read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person
from models.text import sort_key


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """The names of all people but one, by the first word of the family name."""

    name: str
    """Who is left out."""
    own: tuple[str, ...]
    """How a text names who is left out: somebody of the same name is the same to a text."""
    by_word: dict[str, list[tuple[str, str, str, str]]]
    """By that word: the rest of the folded name, how people say it, the given and the family name."""

    def in_text(self, text: str) -> Iterator[str]:
        """Yield the people whose given and family name stand beside each other in a text."""
        folded = f" {sort_key(text)} "
        seen = set()
        words = set(folded.split())
        for word in words:
            for rest, name, given, family in self.by_word.get(word, ()):
                if name in seen or words.isdisjoint(rest.split()):
                    # Many words of any text are somebody's family name.
                    continue
                if any(f" {phrase} " in folded for phrase in _phrases(given, family) if phrase not in self.own):
                    seen.add(name)
                    yield name


def read_people_named(session: Session, *, without: int) -> PeopleNamed:
    """Return what finds the names of all people but one."""
    left_out = ""
    own: tuple[str, ...] = ()
    by_word: dict[str, list[tuple[str, str, str, str]]] = {}
    columns = Person.id, Person.name_key, Person.display_name, Person.given_name, Person.family_name
    for number, key, name, given, family in session.execute(select(*columns)):
        if number == without:
            left_out, own = name, _phrases(given, family)
        else:
            # The folded name begins with the family name; of a hundred thousand people few are in any text.
            first, _blank, rest = key.partition(" ")
            by_word.setdefault(first, []).append((rest, name, given, family))
    return PeopleNamed(left_out, own, by_word)


@lru_cache(maxsize=10_000)
def _phrases(given_name: str, family_name: str) -> tuple[str, ...]:
    given, family = sort_key(given_name), sort_key(family_name)
    if not given or not family:
        return ()
    return tuple(dict.fromkeys((f"{given} {family}", f"{given.split()[0]} {family}", f"{family} {given}")))
