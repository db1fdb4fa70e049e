"""What belongs to the events of the sample book: their stages, who had which part, publicity, and whom they reached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from sqlalchemy import Table, select, update

from models.entities import (
    Event,
    EventRole,
    EventStage,
    EventStageChange,
    Organisation,
    Person,
    Promotion,
    Publicity,
    Reach,
)
from models.sample.book import SampleBook, Values
from models.sample.trails import Told, read_trails
from models.vocabulary import EventPart, Response


def add_event_parts(book: SampleBook) -> None:
    """Add what belongs to events as far as it has come by today; wants events, organisations and people."""
    told = read_trails()
    _add_stages(book, told["stage"])
    _add_parts(book, told["part"])
    _add_publicity(book, told["publicity"])
    _add_reach(book, told["reach"])
    events, promotions = cast(Table, Event.__table__), cast(Table, Promotion.__table__)
    for one in told["training"]:
        number = book.number(Event, one["event"])
        book.session.execute(
            update(events).where(events.c.id == number).values(expertise=one["expertise"], kind="joint CPD")
        )
    for one in told["returned"]:
        if not book.knows(Promotion, one["promotion"]):
            continue
        number, favour = (book.number(Promotion, one[name]) for name in ("promotion", "favour"))
        book.session.execute(update(promotions).where(promotions.c.id == number).values(reciprocal_of_id=favour))


def _add_stages(book: SampleBook, told: Told) -> None:
    events = cast(Table, Event.__table__)
    rows: dict[str, Values] = {}
    for one in told:
        number = book.number(Event, one["event"])
        for stage, days, note in one["stages"]:
            on = book.days.on(f"{days:+d}")
            rows[f"{one['event']}/{stage}"] = {
                "event_id": number,
                "stage": EventStage(stage),
                "changed_on": on,
                "note": note,
            }
        first = book.days.on(f"{one['stages'][0][1]:+d}")
        book.session.execute(update(events).where(events.c.id == number).values(proposed_on=first))
    book.add(EventStageChange, rows)


def _add_parts(book: SampleBook, told: Told) -> None:
    """Add who had which part; whoever is to come to an event ahead has not come yet."""
    held = set(book.session.scalars(select(Event.id).where(Event.stage == EventStage.HELD)))
    rows: dict[str, Values] = {}
    for position, one in enumerate(told):
        number, day = book.number(Event, one["event"]), book.days.on(one["event"])
        is_over = number in held
        rows[f"{one['event']}/{position}"] = {
            "event_id": number,
            "part": EventPart(one["part"]),
            "person_id": book.maybe(Person, one.get("person", "")),
            "organisation_id": book.maybe(Organisation, one.get("organisation", "")),
            "response": Response(one.get("response", "accepted" if one.get("came") else "none")),
            "invited_on": _before(book, day, one["invited"]) if "invited" in one else None,
            "attended": one.get("came") if is_over else None,
            "people": one.get("people") if is_over else None,
        }
    book.add(EventRole, rows)


def _add_publicity(book: SampleBook, told: Told) -> None:
    """Add who was to hear of what; what lies ahead is planned and not done."""
    rows: dict[str, Values] = {}
    for one in told:
        if not book.knows(Event, one["event"]):
            continue
        day = book.days.on(one["event"])
        for audience, channel, planned, done in one["lines"]:
            done_on = day - timedelta(days=done) if done else None
            rows[f"{one['event']}/{audience}"] = {
                "event_id": book.number(Event, one["event"]),
                "audience": audience,
                "channel": channel,
                "planned_on": day - timedelta(days=planned) if planned else None,
                "done_on": done_on if done_on is not None and done_on <= book.days.today else None,
            }
    book.add(Publicity, rows)


def _add_reach(book: SampleBook, told: Told) -> None:
    rows: dict[str, Values] = {}
    for one in told:
        for organisation, pupils, disadvantaged, adults, hours in one["counts"]:
            rows[f"{one['event']}/{organisation}"] = {
                "event_id": book.number(Event, one["event"]),
                "organisation_id": book.maybe(Organisation, organisation),
                "counted_on": book.days.on(one["event"]),
                "pupils": pupils or None,
                "disadvantaged_pupils": disadvantaged if pupils else None,
                "adults": adults or None,
                "hours": hours,
                "source": "Counted at the door",
            }
    book.add(Reach, rows)


def _before(book: SampleBook, day: date, days: int) -> date:
    """Return a day so long before another that is not ahead of today."""
    return min(day - timedelta(days=days), book.days.today)
