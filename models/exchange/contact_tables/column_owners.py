"""Whose each column of a table is: the organisation's, or one of the people's whom a row names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.exchange.contact_tables.columns import Column
from models.exchange.contact_tables.holding import (
    FIRST,
    MOST_PEOPLE,
    OF_ORGANISATIONS,
    OF_OTHERS,
    ORGANISATION,
    Held,
    Holds,
)
from models.text import sort_key

_WAYS = (Holds.EMAIL, Holds.PHONE, Holds.MOBILE)
_OF_PLACES = frozenset(OF_ORGANISATIONS - {*_WAYS, Holds.NOTE})
"""What belongs to the organisation, in a list that has one, whoever else stands in the row."""
_NAMES = (Holds.NAME, Holds.GIVEN, Holds.FAMILY)


def owned(columns: list[Column]) -> list[Column]:
    """Return columns with whose they are: a heading that names a role or a number opens a person of its own."""
    people: dict[str, int] = {}
    after = FIRST
    ways_by_position = _repeats(columns)
    has_place = any(column.holds is Holds.ORGANISATION for column in columns)
    plain_names = any(_is_name_of_nobody_special(column) for column in columns)
    again = _said_again(columns)
    # Beside people who are named for their posts there, what has no owner is the organisation's.
    ways_of_place = has_place and any(map(_called, columns)) and not plain_names and not ways_by_position
    found: list[Column] = []
    for column in columns:
        called = _called(column) or again.get(column.place, "")
        if column.who == ORGANISATION or column.holds in (Holds.NOTHING, Holds.ORGANISATION, Holds.URN):
            found.append(column)
            continue
        if called:
            if called not in people and len(people) + plain_names < MOST_PEOPLE:
                people[called] = len(people) + 1 + plain_names
            after = people.get(called, after)
            found.append(replace(column, held=Held(column.holds, after)))
            continue
        if column.holds in (Holds.NAME, Holds.GIVEN, Holds.FAMILY, Holds.TITLE):
            after = FIRST
        elif (has_place and column.holds in _OF_PLACES) or (ways_of_place and column.holds in _WAYS):
            found.append(replace(column, held=Held(column.holds, ORGANISATION)))
            continue
        who = after if column.holds in _WAYS and ways_by_position else FIRST
        found.append(replace(column, held=Held(column.holds, who)))
    return _without_people(found) if not any(column.holds in _NAMES for column in found) and has_place else found


def _is_name_of_nobody_special(column: Column) -> bool:
    return column.holds in _NAMES and not _called(column)


def _called(column: Column) -> str:
    """Return what a heading calls the person whose column it is: a role, or the number of a contact."""
    if column.found.role:
        return column.found.role
    words = sort_key(column.heading).split()
    numbered = column.found.series > 1 and (
        column.holds is Holds.NAME or words[:1] in (["contact"], ["name"], ["person"])
    )
    return str(column.found.series) if numbered else ""


def _said_again(columns: list[Column]) -> dict[int, str]:
    """Return for columns whose headings come again which person of the row is theirs: "Name, Email, Name, Email".

    Only where the name's own heading does.
    """
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    named_again = False
    for column in columns:
        if column.holds in OF_OTHERS and column.heading and column.who != ORGANISATION and not _called(column):
            heading = sort_key(column.heading)
            seen[heading] += 1
            if seen[heading] > 1:
                found[column.place] = str(seen[heading])
                named_again = named_again or column.holds in _NAMES
    return found if named_again else {}


def _repeats(columns: list[Column]) -> bool:
    """Say whether the same kinds of columns stand again after each of several names: "Head, Email, Chair, Email"."""
    names = sum(column.holds is Holds.NAME for column in columns)
    plain = [
        column for column in columns if column.who != ORGANISATION and not column.found.role and not column.found.label
    ]
    return names > 1 and any(sum(column.holds is way for column in plain) >= names for way in _WAYS)


def _without_people(columns: list[Column]) -> list[Column]:
    """Return the columns of a list of organisations: all that can be is theirs."""
    return [
        replace(column, held=Held(column.holds, ORGANISATION)) if column.holds in OF_ORGANISATIONS else column
        for column in columns
    ]
