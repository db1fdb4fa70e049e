"""The words that a cell may hold, where it is one of a list: fixed lists, people, organisations, wards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, Organisation, Person
from models.rounds.columns import Round, RoundColumn, Source
from models.text import sort_key
from models.vocabulary import AreaKind
from models.words import labels
from resources.i18n import _

MOST_LOOKED_THROUGH = 5_000
"""A longer list is not searched for a word that looks like what was typed."""


class Options:
    """A list of values with a word for each; `offered` are those that may be chosen anew."""

    def __init__(self, pairs: Sequence[tuple[Any, str]], offered: Iterable[Any] | None = None) -> None:
        self._labels = dict(pairs)
        self._values = {label: value for value, label in pairs}
        allowed = self._labels if offered is None else set(offered)
        self.offered = tuple(label for value, label in pairs if value in allowed)
        self._by_key: dict[str, list[str]] = {}
        for label in self.offered:
            self._by_key.setdefault(sort_key(label), []).append(label)

    def label_of(self, value: Any) -> str | None:
        """Return the word for a value, None for one that the list does not have."""
        return self._labels.get(value)

    def value_of(self, label: str) -> Any:
        """Return the value that a word stands for."""
        return self._values[label]

    def find(self, words: str) -> str | None:
        """Return the word of the list that was meant, whatever its capitals and marks; None where none or several."""
        if words in self._values:
            return words
        found = self._by_key.get(sort_key(words), [])
        return found[0] if len(found) == 1 else None

    def near(self, words: str) -> str | None:
        """Return a word of the list that looks like what was typed, or None."""
        if len(self.offered) > MOST_LOOKED_THROUGH:
            return None
        found = get_close_matches(sort_key(words)[:80], list(self._by_key), 1, 0.7)
        return self._by_key[found[0]][0] if found else None


def load_options(session: Session, layout: Round) -> dict[str, Options]:
    """Return the lists of a sheet's columns by the columns' keys; each is read once."""
    known: dict[object, Options] = {}
    found: dict[str, Options] = {}
    for column in layout.layout:
        if column.choices is not None:
            key = (column.choices, column.offered)
            if key not in known:
                known[key] = _load(session, column)
            found[column.key] = known[key]
    return found


def _load(session: Session, column: RoundColumn) -> Options:
    fixed = column.choices
    if isinstance(fixed, type):
        return Options(list(labels(fixed).items()), column.offered or None)
    match fixed:
        case Source.PEOPLE:
            question = select(Person.id, Person.display_name, Person.archived_at).order_by(Person.name_key, Person.id)
        case Source.ORGANISATIONS:
            question = select(Organisation.id, Organisation.name, Organisation.archived_at)
            question = question.order_by(Organisation.name_key, Organisation.id)
        case Source.WARDS:
            question = select(Area.id, Area.name, Area.archived_at)
            question = question.where(Area.kind == AreaKind.WARD).order_by(Area.name_key, Area.id)
        case _:
            raise ValueError(f"no list for {column.key}")
    return named([(number, name, gone is None) for number, name, gone in session.execute(question)])


def named(rows: Sequence[tuple[int, str, bool]]) -> Options:
    """Return records as a list; of those that share a name each is told apart by its number."""
    said = [(number, " ".join(name.split()), here) for number, name, here in rows]
    shared = Counter(sort_key(name) for _number, name, _here in said)
    pairs: list[tuple[int, str]] = []
    taken: set[str] = set()
    for number, name, _here in said:
        label = name
        while label in taken or shared[sort_key(label)] > 1:
            label = _("{name} (no. {number})").format(name=label, number=number)
        taken.add(label)
        pairs.append((number, label))
    return Options(pairs, [number for number, _name, here in said if here])
