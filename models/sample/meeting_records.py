"""What hangs on the meetings of the sample book: the bodies' rules, series, interests, minutes in full."""

from __future__ import annotations

import tomllib
from datetime import time, timedelta
from typing import Any

from sqlalchemy import select

from models.entities import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    BodyProfile,
    InterestConfirmation,
    InterestDeclaration,
    ItemDeclaration,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    MinuteEntry,
    MinutesCorrection,
    Organisation,
    Person,
    SeriesItem,
)
from models.recurrence import understand_rule
from models.sample.book import SampleBook, Values
from models.sample.meeting_trails import add_dissents, add_feedback, add_rota, approve, trace_questions
from models.sample.meetings import MeetingsWriter
from models.school_year import academic_year_of
from models.vocabulary import (
    AgendaItemKind,
    InterestNature,
    QuorumRule,
    Visibility,
)
from resources import path


def add_meeting_records(book: SampleBook, meetings: MeetingsWriter) -> None:
    """Add what belongs to the meetings that are in already."""
    with path("sample", "meeting_records.toml").open("rb") as file:
        told = tomllib.load(file)
    _add_bodies(book, told["bodies"])
    _add_series(book, told["series"])
    _add_interests(book, told)
    _add_minutes(book, meetings, told)
    add_dissents(book, meetings)
    add_rota(book, told["rota"])
    add_feedback(book, told["feedback"])
    approve(book)
    trace_questions(book)


def _add_bodies(book: SampleBook, told: dict[str, Any]) -> None:
    rows: dict[str, Values] = {}
    for key, body in told.items():
        rows[key] = {
            "organisation_id": book.number(Organisation, key),
            "quorum_rule": QuorumRule(body["rule"]).value,
            "quorum_number": body.get("number"),
            "notice_days": body.get("notice"),
            "paper_days": body["papers"],
            "minute_prefix": body["prefix"],
            "is_public": body["public"],
            "terms_of_reference": body["terms"],
            "terms_reviewed_on": book.days.on("s-0") if body["terms"] else None,
        }
    book.add(BodyProfile, rows)


def _add_series(book: SampleBook, told: list[dict[str, Any]]) -> None:
    rows: dict[str, Values] = {}
    items: dict[str, Values] = {}
    for series in told:
        rule = understand_rule(series["said"])
        if rule is None:
            raise ValueError(f"the sample says a rule nobody understands: {series['said']!r}")
        rows[series["key"]] = {
            "organisation_id": book.number(Organisation, series["organisation"]),
            "title": series["title"],
            "rule": rule.text,
            "term_time_only": rule.term_time_only,
            "begins_on": book.days.on(series["begins"]),
            "starts_at": time.fromisoformat(series["starts"]),
            "minutes_long": series["minutes"],
            "place": series["place"],
            "visibility": Visibility(series["visibility"]),
        }
    book.add(MeetingSeries, rows)
    for series in told:
        for number, (title, kind) in enumerate(series["items"], start=1):
            items[f"{series['key']}/{number}"] = {
                "series_id": book.number(MeetingSeries, series["key"]),
                "number": number,
                "title": title,
                "kind": AgendaItemKind(kind),
                "visibility": Visibility(series["visibility"]),
            }
    book.add(SeriesItem, items)


def _add_interests(book: SampleBook, told: dict[str, Any]) -> None:
    """Add the register of interests of the board, and who has confirmed it this year; some have not."""
    confirmed = told["confirmed"]
    board = book.number(Organisation, confirmed["board"])
    book.add(
        InterestDeclaration,
        {
            one["key"]: {
                "person_id": book.number(Person, one["person"]),
                "organisation_id": board,
                "nature": InterestNature(one["nature"]),
                "body_named": one["named"],
                "named_organisation_id": book.maybe(Organisation, one.get("organisation", "")),
                "detail": one["detail"],
                "declared_on": book.days.on(one["since"]),
                "is_published": one["published"],
                "starts_on": book.days.on(one["since"]),
                "ends_on": book.days.optional(one.get("until", "")),
            }
            for one in told["interest"]
        },
    )
    year = academic_year_of(book.days.today).first_day
    day = min(book.days.today, year + timedelta(days=9))
    book.add(
        InterestConfirmation,
        {
            f"{person}/{year.year}": {
                "person_id": book.number(Person, person),
                "organisation_id": board,
                "year_begins": year.year,
                "confirmed_on": day,
                "is_nil": person in confirmed["nil"],
            }
            for person in (*confirmed["named"], *confirmed["nil"])
        },
    )


def _add_minutes(book: SampleBook, meetings: MeetingsWriter, told: dict[str, Any]) -> None:
    """Add entries with challenge, declarations for items, papers with their supplements, and a correction."""
    numbers: dict[str, int] = {}
    entries: dict[str, Values] = {}
    for one in told["entry"]:
        number = numbers[one["item"]] = numbers.get(one["item"], 0) + 1
        entries[f"{one['item']}/{number}"] = {
            "agenda_item_id": book.number(AgendaItem, one["item"]),
            "number": number,
            "text": one["text"],
            "reference": meetings.reference(one["item"]),
            "is_challenge": one.get("challenge", False),
            "raised_by_id": book.maybe(Person, one.get("by", "")),
        }
    book.add(MinuteEntry, entries)
    book.add(
        ItemDeclaration,
        {
            f"{one['item']}/{one['person']}": {
                "agenda_item_id": book.number(AgendaItem, one["item"]),
                "person_id": book.number(Person, one["person"]),
                "interest_id": book.number(InterestDeclaration, one["interest"]),
                "interest": next(row["named"] for row in told["interest"] if row["key"] == one["interest"]),
                "withdrew": one["withdrew"],
            }
            for one in told["declaration"]
            if _present(meetings, one["item"].partition(".")[0], one["person"])
        },
    )
    book.add(MeetingPaper, _papers(book, told["paper"]))
    book.add(
        MinutesCorrection,
        {
            one["of"]: {
                "meeting_id": book.number(Meeting, one["of"]),
                "agenda_item_id": book.number(AgendaItem, one["item"]),
                "agreed_at_id": book.number(Meeting, one["agreed"]),
                "corrected_on": book.days.on(one["agreed"]),
                "was": one["was"],
                "now": one["now"],
                "corrected_by": one["by"],
            }
            for one in told["correction"]
        },
    )


def _papers(book: SampleBook, told: list[dict[str, Any]]) -> dict[str, Values]:
    """Return the papers; those that came after their day are in the first supplement."""
    due = dict(book.session.execute(select(Meeting.id, Meeting.paper_due_on)).all())
    rows: dict[str, Values] = {}
    numbers: dict[str, int] = {}
    for one in told:
        number = numbers[one["of"]] = numbers.get(one["of"], 0) + 1
        meeting = book.number(Meeting, one["of"])
        received = book.days.on(one["of"]) - timedelta(days=one["before"])
        latest = due[meeting]
        rows[f"{one['of']}/{number}"] = {
            "meeting_id": meeting,
            "agenda_item_id": book.number(AgendaItem, one["item"]),
            "number": number,
            "title": one["title"],
            "received_on": received,
            "supplement": 1 if latest is not None and received > latest else None,
            "visibility": Visibility(one.get("visibility", "internal")),
        }
    return rows


def _present(meetings: MeetingsWriter, meeting: str, person: str) -> bool:
    """Say whether somebody was at a meeting."""
    row = meetings.rows[Attendance].get(f"{meeting}/{person}")
    return row is not None and row["status"] is AttendanceStatus.PRESENT
