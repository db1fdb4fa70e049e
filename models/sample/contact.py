"""What comes out of contact in the sample: matters, plans, judgements, barriers, requests, offers, introductions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Column, Date, Enum, Table, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from models.base import Row
from models.entities import (
    Barrier,
    ContactPlan,
    ContactRoute,
    Conversation,
    EngagementAssessment,
    Event,
    Introduction,
    IssueRaised,
    Match,
    Offer,
    Organisation,
    Person,
    Reference,
    ReferenceLink,
    RelationshipOwner,
    Signposting,
    Tag,
    TagLink,
    Thread,
    VisitRecord,
    WantedHelp,
)
from models.sample.book import SampleBook, Values
from models.text import sort_key
from models.vocabulary import ReplyState, Tier
from resources import path

_IN_ORDER: tuple[type[Row], ...] = (
    *(Tag, Reference, Thread, ContactRoute, ContactPlan, EngagementAssessment, RelationshipOwner, VisitRecord),
    *(IssueRaised, Barrier, Introduction, Signposting, Offer, WantedHelp, Match),
)
_TARGETS: dict[str, type[Row]] = {
    cast(Table, entity.__table__).name: entity
    for entity in (Organisation, Person, Conversation, Event, Tag, Thread, Offer, WantedHelp)
}
Line = dict[str, Any]
_BESIDES = ("key", "on", "talks")
"""What a line says that is no column: its short name, the records it is on, the conversations in a matter."""


def add_contact(book: SampleBook) -> None:
    """Add what came out of the conversations that are in the book."""
    with path("sample", "contact.toml").open("rb") as file:
        found = tomllib.load(file)
    for entity in _IN_ORDER:
        lines = found[cast(Table, entity.__table__).name]
        book.add(entity, {line["key"]: _values(book, entity, line, lines) for line in lines})
    tags = {f"{line['key']}/{key}": (line["key"], key) for line in found["tag"] for key in line["on"]}
    book.add(TagLink, {name: _link(book, Tag, Organisation, *pair) for name, pair in tags.items()})
    reports = {f"{line['key']}/{key}": (line["key"], key) for line in found["reference"] for key in line["on"]}
    book.add(ReferenceLink, {name: _link(book, Reference, Conversation, *pair) for name, pair in reports.items()})
    for line in found["thread"]:
        _change(book, Conversation, line["talks"], {"thread_id": book.number(Thread, line["key"])})
    for line in found["contact_route"]:
        values: Values = {"reply_state": ReplyState.ROUTE_ROUND, "reply_note": line["route"]}
        _change(book, Conversation, [line["instead_of_id"]], values)
    _add_tiers(book, found)


def _add_tiers(book: SampleBook, found: dict[str, Any]) -> None:
    for tier, keys in found["tiers"].items():
        _change(book, Organisation, keys, {"tier": Tier(tier)})
    for line in found["step"]:
        step: Values = {"next_step": line["step"], "next_step_on": book.days.on(line["on"])}
        _change(book, Organisation, [line["organisation"]], step | {"next_tier": Tier(line["tier"])})


def _values(book: SampleBook, entity: type[Row], line: Line, lines: list[Line]) -> Values:
    """Return a line's columns: short names as numbers, words of days as days, words of fixed lists as these.

    Rows that go in together have the same columns: what only other lines say has its usual value.
    """
    table = cast(Table, entity.__table__)
    names = dict.fromkeys(name for one in lines for name in one if name not in _BESIDES)
    values = {name: _value(book, table.columns[name], line.get(name)) for name in names}
    if "name_key" in table.columns:
        values["name_key"] = sort_key(line["name"])
    return values


def _value(book: SampleBook, column: Column[Any], word: Any) -> object:
    if word is None:
        return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    target = next((key.column.table.name for key in column.foreign_keys), "")
    if target:
        return book.number(_TARGETS[target], word)
    if isinstance(column.type, Date):
        return book.days.on(word)
    return cast(type[StrEnum], column.type.enum_class)(word) if isinstance(column.type, Enum) else word


def _link(book: SampleBook, mark: type[Row], on: type[Row], mark_key: str, key: str) -> Values:
    """Return the row that says that a record carries a tag or a reference."""
    column = f"{cast(Table, mark.__table__).name}_id"
    table = cast(Table, on.__table__).name
    return {column: book.number(mark, mark_key), "record_kind": table, "record_id": book.number(on, key)}


def _change(book: SampleBook, entity: type[Row], keys: Iterable[str], values: Values) -> None:
    """Say more of rows that are in already."""
    numbers = [book.number(entity, key) for key in keys]
    book.session.execute(update(cast(Table, entity.__table__)).where(entity.id.in_(numbers)).values(**values))
