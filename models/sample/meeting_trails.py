"""The trails that lead away from the sample's meetings: who stood apart, who goes, what is owed back, who approved."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, select, update

from models.base import Row
from models.entities import (
    Decision,
    Dissent,
    Event,
    Feedback,
    ForumQuestion,
    Meeting,
    MinutesState,
    Organisation,
    Person,
    Representation,
)
from models.sample.book import SampleBook, Values, days_after, read_lines
from models.sample.meetings import MeetingsWriter
from models.vocabulary import Availability, DissentKind, FeedbackForm

_STOOD_APART = re.compile(r"(.+?) (abstained|dissented|voted against)([^:.]*)[:.]? ?(.*)")
_KINDS = {
    "abstained": DissentKind.ABSTAINED,
    "dissented": DissentKind.DISSENTED,
    "voted against": DissentKind.AGAINST,
}


def add_dissents(book: SampleBook, meetings: MeetingsWriter) -> None:
    """Add by name who stood apart from a decision, as the words of the minutes have it."""
    people = {}
    for line in read_lines("people.csv"):
        for name in (f"{line['title']} {line['given']} {line['family']}", f"{line['given']} {line['family']}"):
            people[name.strip()] = line["key"]
    rows: dict[str, Values] = {}
    for key, decision in meetings.rows[Decision].items():
        found = _STOOD_APART.fullmatch(str(decision["dissent"]))
        if found is not None:
            rows[key] = {
                "decision_id": book.number(Decision, key),
                "person_id": book.number(Person, people[found[1]]),
                "kind": _KINDS[found[2]],
                "reason": found[4] or found[3].strip(" ,"),
            }
    book.add(Dissent, rows)


def add_rota(book: SampleBook, told: list[dict[str, Any]]) -> None:
    """Add who of ours can go where, and who goes."""
    rows: dict[str, Values] = {}
    for one in told:
        rows[f"{one.get('of', one.get('event'))}/{one['person']}"] = {
            **_occasion(book, one),
            "person_id": book.number(Person, one["person"]),
            "on_behalf_of_id": book.number(Organisation, one["for"]),
            "availability": Availability(one["can"]),
            "is_going": one.get("going", False),
            "substitute_for_id": book.maybe(Person, one.get("instead_of", "")),
            "note": one.get("note", ""),
        }
    book.add(Representation, rows)


def add_feedback(book: SampleBook, told: list[dict[str, Any]]) -> None:
    """Add what is owed back; what was to be done after today is still owed."""
    rows: dict[str, Values] = {}
    for one in told:
        day = book.days.on(one["of"] if "of" in one else one["event"])
        due = book.days.on(one["due"]) if "due" in one else days_after(day, one["after"])
        done: date | None = days_after(day, one["done"]) if "done" in one else None
        if done is not None and done > book.days.today:
            done = None
        rows[f"{one.get('of', one.get('event'))}/{one['form']}"] = {
            **_occasion(book, one),
            "form": FeedbackForm(one["form"]),
            "audience": one["for"],
            "author_person_id": book.number(Person, one["by"]),
            "due_on": max(due, day),
            "done_on": done,
            "link": one.get("link", "") if done else "",
            "note": one.get("note", ""),
        }
    book.add(Feedback, rows)


def _occasion(book: SampleBook, one: dict[str, Any]) -> Values:
    return {"meeting_id": book.maybe(Meeting, one.get("of", "")), "event_id": book.maybe(Event, one.get("event", ""))}


def approve(book: SampleBook) -> None:
    """Say which later meeting approved the minutes of each, and who signed them."""
    final = (MinutesState.APPROVED, MinutesState.SIGNED)
    held = book.session.execute(
        select(Meeting.id, Meeting.organisation_id, Meeting.starts_at, Meeting.minutes_state)
        .where(Meeting.minutes_state != MinutesState.NONE)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    chair = book.number(Person, "obi")
    changed = []
    for place, row in enumerate(held):
        later = next((one for one in held[place + 1 :] if one.organisation_id == row.organisation_id), None)
        if row.minutes_state in final and later is not None:
            signed = row.minutes_state is MinutesState.SIGNED
            changed.append(
                {
                    "row": row.id,
                    "approved_at_id": later.id,
                    "approved_on": later.starts_at.date(),
                    "signed_by_id": chair if signed else None,
                    "signed_on": later.starts_at.date() if signed else None,
                }
            )
    _change(book, Meeting, changed)


def trace_questions(book: SampleBook) -> None:
    """Link questions of the open forum to the people and the earlier meetings in the records."""
    _change(
        book,
        ForumQuestion,
        [
            {
                "row": book.number(ForumQuestion, "sac-1/1"),
                "asked_by_person_id": book.number(Person, "okoro"),
                "answer_person_id": book.number(Person, "hartnoll"),
                "about_meeting_id": book.number(Meeting, "sac-2"),
            },
            {
                "row": book.number(ForumQuestion, "sac-1/3"),
                "asked_by_person_id": None,
                "answer_person_id": book.number(Person, "bramley"),
                "about_meeting_id": None,
            },
        ],
    )


def _change(book: SampleBook, entity: type[Row], rows: list[dict[str, Any]]) -> None:
    """Fill in columns of rows that are there already, named by `row`."""
    table = entity.__table__
    assert isinstance(table, Table)
    names = [name for name in rows[0] if name != "row"]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(table).where(table.c.id == bindparam("row")).values(**values)
    for row in rows:
        given = {f"new_{name}": row[name] for name in names}
        book.session.execute(statement, {"row": row["row"], **given})
