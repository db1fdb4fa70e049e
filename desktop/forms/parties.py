"""Choosing people and organisations of the book by typing part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.forms.chooser import RecordField
from desktop.tables.columns import RecordLine
from desktop.widgets.suggestions import Choice, Search
from models.queries.party_choices import find_parties_like
from models.queries.records import find_names

if TYPE_CHECKING:
    from desktop.context import Context

BOTH = ("person", "organisation")
_ICONS = {"person": "user", "organisation": "buildings"}


def party_search(context: Context, kinds: tuple[str, ...] = BOTH, *, limit: int = 8) -> Search:
    """Return a search for fields: the people or organisations that some typed words may mean."""

    def search(words: str) -> list[Choice]:
        with context.store.read() as session:
            found = find_parties_like(session, words, limit, today=context.today(), kinds=kinds)
        return [Choice(one.kind, one.id, RecordLine(one.label, one.hint, icon=_ICONS[one.kind])) for one in found]

    return search


def party_field(context: Context, name: str, kinds: tuple[str, ...] = BOTH) -> RecordField:
    """Return a line that holds one person or organisation."""
    return RecordField(context.theme, name, party_search(context, kinds))


def held(kind: str, number: int | None, name: str | None) -> Choice | None:
    """Return what a field holds for a record known by its number and name, or None for none."""
    return None if number is None else Choice(kind, number, RecordLine(name or ""))


def person_in_view(context: Context) -> tuple[int, str] | None:
    """Return the number and name of the person whose record is in view, or None."""
    in_view = context.in_view()
    if in_view is None or in_view[0] != "person":
        return None
    with context.store.read() as session:
        names = find_names(session, [in_view])
    return (in_view[1], names[in_view].name) if in_view in names else None
