"""The events of the sample book, and what became of asking the neighbours to tell of them."""

from __future__ import annotations

from datetime import date

from models.entities import Event, EventStage, Organisation, Person, Promotion, PromotionState
from models.sample.book import Line, SampleBook, Values, at_time, days_after, number_or_none, read_lines
from models.vocabulary import Visibility

_FURTHEST_AHEAD = 240
_PLANNED_AHEAD = 150
_TOLD_AHEAD = 100
"""Days ahead within which a yearly event is in the calendar, is planned, and neighbours are asked."""


def know_events(book: SampleBook) -> None:
    """Teach the calendar when the events are, so that everything else can be told from them."""
    for line in read_lines("events_yearly.csv"):
        rule = (int(line["month"]), int(line["nth"]), line["weekday"])
        book.days.add_series(line["key"], [rule], in_school=line["weekday"] not in ("sat", "sun"))
    for line in read_lines("events_once.csv"):
        book.days.add_day(line["key"], book.days.on(line["day"]))


def add_events(book: SampleBook) -> None:
    """Add the yearly events of the last two years and the next to come, and the single ones."""
    places = {line["key"]: line for line in read_lines("organisations.csv")}
    rows: dict[str, Values] = {}
    for line in read_lines("events_yearly.csv"):
        for count, told in ((-2, "before"), (-1, "last"), (1, "next")):
            key = f"{line['key']}{count:+d}"
            day = book.days.on(key)
            ahead = (day - book.days.today).days
            if ahead > _FURTHEST_AHEAD:
                continue
            stage = EventStage.HELD if count < 0 else EventStage.PLANNED
            if ahead > _PLANNED_AHEAD:
                stage = EventStage.PROPOSED
            turn_out = line[f"turn_out_{told}"] if count < 0 else ""
            rows[key] = _event(book, line, places, day, stage, turn_out, line[f"note_{told}"])
    for line in read_lines("events_once.csv"):
        day, stage = book.days.on(line["key"]), EventStage(line["stage"])
        rows[line["key"]] = _event(book, line, places, day, stage, line["turn_out"], line["note"])
    book.add(Event, rows)


def add_promotions(book: SampleBook) -> None:
    """Add what became of asking each organisation to tell its people of an event."""
    rows: dict[str, Values] = {}
    for position, line in enumerate(read_lines("promotions.csv")):
        if book.knows(Event, line["event"]):
            rows[f"{line['event']}/{line['organisation']}"] = _promotion(book, line, position)
    book.add(Promotion, rows)


def _event(
    book: SampleBook,
    line: Line,
    places: dict[str, Line],
    day: date,
    stage: EventStage,
    turn_out: str,
    note: str,
) -> Values:
    where = places[line["at"]]
    return {
        "title": line["title"],
        "kind": line["kind"],
        "organisation_id": book.number(Organisation, line["host"]),
        "starts_at": at_time(day, line["starts"]),
        "ends_at": at_time(day, line["ends"]),
        "place": line["place"],
        "easting": number_or_none(where["easting"]),
        "northing": number_or_none(where["northing"]),
        "stage": stage,
        "open_to": line["open_to"],
        "expected": int(line["expected"]) or None,
        "turn_out": number_or_none(turn_out),
        "note": book.filled_in(note),
        "visibility": Visibility.PUBLIC if stage in (EventStage.HELD, EventStage.PLANNED) else Visibility.PARTNERS,
    }


def _promotion(book: SampleBook, line: Line, position: int) -> Values:
    """Return one answer as far as it can have come by today; who is not yet asked is only suggested."""
    days, today = book.days, book.days.today
    event_day, state = days.on(line["event"]), PromotionState(line["state"])
    asked, displayed = None, None
    if state is not PromotionState.SUGGESTED and (event_day - today).days <= _TOLD_AHEAD:
        asked = min(days.moved(event_day, -22 - position % 5), days.on(f"-{8 + position % 4}"))
        displayed = days_after(asked, 3 + position * 5 % 8) if state is PromotionState.DISPLAYED else None
        if displayed and displayed > min(today, event_day):
            state, displayed = PromotionState.AGREED, None
    else:
        state = PromotionState.SUGGESTED
    return {
        "event_id": book.number(Event, line["event"]),
        "organisation_id": book.number(Organisation, line["organisation"]),
        "person_id": book.maybe(Person, line["person"]),
        "state": state,
        "asked_on": asked,
        "channel": line["channel"] if asked else "",
        "displayed_on": displayed,
        "note": line["note"] if asked else "",
    }
