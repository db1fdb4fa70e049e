"""What a field of a saved search can be asked, and the test of a column that stands for: words in, a condition out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from models.cleaning import keepable
from models.dates import start_of
from models.queries.organisation_filter import Near
from models.text import LONGEST_ASKED, sort_key
from models.vocabulary import Visibility


class FieldType(StrEnum):
    """What a field holds, which says how it can be asked."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TAG = "tag"
    GROUP = "group"


OPERATORS: Mapping[FieldType, tuple[str, ...]] = {
    FieldType.TEXT: ("contains", "begins with", "is", "is empty"),
    FieldType.NUMBER: ("is", "at least", "at most", "is empty"),
    FieldType.DAY: ("on", "before", "from", "in", "in the last days", "is empty"),
    FieldType.CHOICE: ("is", "is one of"),
    FieldType.YES_NO: ("is",),
    FieldType.TAG: ("is", "is one of"),
    FieldType.GROUP: ("is",),
}
"""How a field of each type can be asked; "before" leaves its day out, "from" takes it in."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and on which day; where the school is and what it calls near, where somebody asks for it."""

    today: date
    audience: Visibility
    our_place: Callable[[], Near | None] = lambda: None


Test = Callable[[Any], ColumnElement[bool]]
"""What is asked of a column."""


Choices = type[StrEnum]
"""A fixed list to choose from."""


@dataclass(frozen=True, slots=True)
class SearchField:
    """A field of a kind of record: its untranslated label, its type, and where it is looked for."""

    label: str
    type: FieldType
    where: Callable[[Test, Asking], ColumnElement[bool]]
    choices: Choices | None = None
    folded: bool = False
    """Whether the column is folded for finding, so that the value must be too."""
    at_time: bool = False
    """Whether the column holds a moment rather than a day."""


def test_of(field: SearchField, operator: str, value: Any) -> Test:
    """Return the test of a column that an operator and a checked value stand for."""
    if operator == "is empty":
        return _is_empty if field.type is FieldType.TEXT else lambda column: column.is_(None)
    if field.type is FieldType.TEXT:
        return _text_test(operator, value, folded=field.folded)
    if field.type is FieldType.NUMBER:
        compared: dict[str, Test] = {
            "is": lambda column: column == value,
            "at least": lambda column: column >= value,
            "at most": lambda column: column <= value,
        }
        return compared[operator]
    if field.type is FieldType.DAY:
        first, end = value
        return _between(first, end, at_time=field.at_time)
    if field.type is FieldType.YES_NO:
        return lambda column: column.is_(value)
    return lambda column: column.in_(value)


def _is_empty(column: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column == "")


def _text_test(operator: str, value: str, *, folded: bool) -> Test:
    # A pattern of more bytes is too complex for SQLite, whatever it is looked for in.
    value = keepable(value[:LONGEST_ASKED])
    words = sort_key(value) if folded else value.lower()

    def test(column: Any) -> ColumnElement[bool]:
        # Only plain letters change their case alike on both databases; others count as they are typed too.
        looked = [(column, words)] if folded else [(func.lower(column), words), (column, value)]
        if operator == "is":
            return or_(*(one == text for one, text in looked))
        if operator == "begins with":
            return or_(*(one.startswith(text, autoescape=True) for one, text in looked))
        return or_(*(one.contains(text, autoescape=True) for one, text in looked))

    return test


def _between(first: date | None, end: date | None, *, at_time: bool) -> Test:
    """Return the test that a day lies from a first one up to but not including another."""

    def moment(day: date) -> date | datetime:
        return start_of(day) if at_time else day

    def test(column: Any) -> ColumnElement[bool]:
        conditions = [column.is_not(None)]
        if first is not None:
            conditions.append(column >= moment(first))
        if end is not None:
            conditions.append(column < moment(end))
        return and_(*conditions)

    return test


def days_of(operator: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """Return the half-open stretch that an operator on days and a checked value stand for."""
    one = timedelta(days=1)
    if operator == "on":
        return value, value + one
    if operator == "before":
        return None, value
    if operator == "from":
        return value, None
    if operator == "in the last days":
        return today - timedelta(days=value - 1), today + one
    first, end = value
    return first, end
